"""The process dies before or after the commit of a command."""

from __future__ import annotations

import pytest

from tests.kit.crash_site import COPIES, TITLES, CrashSite
from tests.kit.dying import Dies
from tests.kit.lending import TABLES

JOURNAL = TABLES.kit.journal
BEFORE_THE_COMMIT = [
    Dies("after", "shared.messaging.unit_of_work:UnitOfWork.harvest"),
    Dies("after", "sqlalchemy.orm:Session.flush"),
    Dies("before", "sqlalchemy.orm:Session.commit"),
]


@pytest.mark.parametrize("step", BEFORE_THE_COMMIT, ids=str)
def test_of_a_command_killed_before_its_commit_nothing_remains_and_nothing_is_announced(
    library: CrashSite, step: Dies
) -> None:
    library.keep_copies()
    library.buy_and_die(*TITLES, dies=step)
    assert [library.rows(table) for table in (TABLES.books, JOURNAL, TABLES.kit.outbox)] == [[], [], []]
    again = library.buy(*TITLES)
    library.worker()
    library.each_took_effect_once(again)
    assert {event.subject for event in library.take(COPIES)} == set(again), "the first try was told to nobody"


def test_a_command_killed_after_its_commit_is_announced_by_the_next_relay(library: CrashSite) -> None:
    library.buy_and_die(*TITLES, dies=Dies("after", "sqlalchemy.orm:Session.commit"))
    bought = [row["book_id"] for row in library.rows(TABLES.books)]
    assert (len(bought), len(library.rows(JOURNAL)), len(library.outbox)) == (3, 3, 3)
    library.worker()
    library.each_took_effect_once(bought)
