"""What a campaign reports: which recoveries took longer than they may, and what the crowd did meanwhile."""

from __future__ import annotations

from collections import Counter

from tests.system.campaign.figures import RECOVERY, Figures, Recovered
from tests.system.campaign.kinds import KINDS, WORST
from tools.crowd.ledger import Deed

LEADER = KINDS["leader killed"]


def figures(*recovered: Recovered) -> Figures:
    return Figures(seed=7, minutes=2, nodes=3, deeds=Counter({Deed.ASK: 3, Deed.ACCEPT: 2}), recovered=[*recovered])


def test_each_kind_has_its_own_time_and_one_leader_of_three_nodes_two_seconds() -> None:
    in_time = Recovered("web killed", "sessions-web", RECOVERY)
    too_late = Recovered("leader killed", "sessions.inbox", 2.1, LEADER.within)
    assert figures(in_time, too_late).late == [too_late]
    assert LEADER.within == 2.0


def test_the_table_says_how_long_each_kind_took_and_may_take_and_what_was_done() -> None:
    table = figures(Recovered("leader killed", "sessions.inbox", 1.5, 2.0), Recovered("web killed", "x", 2.0)).table()
    assert "| leader killed | 1 | 1.5 s | 1.5 s | 2 s |" in table
    assert "| web killed | 1 | 2.0 s | 2.0 s | 5 s |" in table
    assert "| of these | ask 3, accept 2 |" in table


def test_what_comes_first_is_in_the_table_of_kinds_and_not_rare() -> None:
    assert all(KINDS[name].times.every == 1 for name in WORST)
