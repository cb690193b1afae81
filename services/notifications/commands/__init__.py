"""What notifications can do: one function an intention. They take the unit of work and never commit."""
