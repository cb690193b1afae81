"""How the agenda is found and kept, and what is remembered of the other services."""
