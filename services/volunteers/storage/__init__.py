"""How aggregates are found and kept, and the rows that decisions need."""
