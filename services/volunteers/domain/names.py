"""How names are compared: by what is left without marks, and on lists as a dictionary does, as everywhere here."""

from shared.folding import by_given_name, fold

__all__ = ["by_given_name", "fold"]
