"""What a container calls ``rabbitmq:5672`` or ``/tmp`` is somewhere on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping


class Moved:
    """Rewrites settings: each name that stands by itself in a value becomes what it is called here. Where one begins
    with another, the longer holds."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        longest_first = sorted(names, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")

    def __call__(self, value: str) -> str:
        """``value`` as it is written here."""
        return self._pattern.sub(lambda found: self._names[found[0]], value) if self._names else value

    def all(self, values: Mapping[str, str]) -> dict[str, str]:
        """The same for every value."""
        return {name: self(value) for name, value in values.items()}

    def with_names(self, names: Mapping[str, str]) -> Moved:
        """The same and more."""
        return Moved({**self._names, **names})
