"""What the Makefile calls, and what starts servers of one's own."""
