"""What the service can be asked: straight to rows, each answer as its schema shows it."""
