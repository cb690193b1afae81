"""What notifications can be asked: straight to rows."""
