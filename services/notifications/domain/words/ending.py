"""How a sentence that asks something ends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """``answered`` where answers come back by the same channel, ``called`` where they do not.

    Answers are digits only: Telex keyboards spoil words ("NHAN" becomes "NHÂN"). ``{k}`` is the number of
    the question, where several are open.
    """

    answered: str
    called: str
