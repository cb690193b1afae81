"""How names are compared: by what is left without marks, as everywhere in the network."""

from shared.folding import fold

__all__ = ["fold"]
