"""How names are compared: by what is left without marks, as everywhere in the network."""

from shared.folding import fold

__all__ = ["by_given_name", "fold"]


def by_given_name(name: str) -> tuple[str, str]:
    """The place of a name in a list of people: by the given name, which comes last, then by all of it."""
    return fold(name.split()[-1]) if name.split() else "", fold(name)
