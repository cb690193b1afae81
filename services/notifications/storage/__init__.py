"""How messages are found and kept, and what is remembered of the other services."""
