"""What sessions can be asked: straight to rows, as far as the caller may see them."""
