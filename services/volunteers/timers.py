"""What happens because time passes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from services.volunteers.commands.helping import leave_all
from services.volunteers.commands.promises import pass_promise, recount_promises
from services.volunteers.commands.staff import end_posts_that_are_over
from services.volunteers.commands.waves import announce, send_wave
from services.volunteers.storage.calls import forget_calls
from services.volunteers.storage.drafts import forget_drafts
from services.volunteers.storage.leaves import forget_leaves
from services.volunteers.storage.live import forget_changes, number_changes
from services.volunteers.storage.people import forget_idle_accounts
from services.volunteers.storage.requests import (
    due_for_a_wave,
    held_by_suspended,
    mend_places,
    newly_announced,
    not_placed_since,
    postpone_wave,
    promises_passed,
)
from services.volunteers.storage.strangers import forget_strangers
from shared.clock import HANOI
from shared.messaging.apart import apart
from shared.messaging.timers import Timer
from shared.messaging.unit_of_work import UnitOfWork

BATCH = 20
"""Requests locked at once."""

TRY_AGAIN = timedelta(minutes=5)
"""When to look again at a request whose wave failed."""

KEEP_ACCOUNTS = timedelta(days=1)
"""How long a number without a living code is remembered: far longer than any limit on codes counts back."""


KEEP_LEAVES = timedelta(days=30)
"""How long it is remembered who of the staff was away; the journal knows it for good."""


def start_offers(unit: UnitOfWork) -> int:
    """Let the time of offers run once their announcement has left the outbox."""
    found = newly_announced(unit, limit=10 * BATCH)
    for request, offers in found:
        announce(unit, request, offers)
    return len(found)


def send_waves(unit: UnitOfWork) -> int:
    """Expire what was not answered, ask the next people, or hand over to a person.

    One that fails is tried again in a while; the others go on.
    """
    due = due_for_a_wave(unit, BATCH)
    for request in due:
        request_id = request.request_id
        if not apart(unit, request, partial(send_wave, unit, request)):
            postpone_wave(unit, request_id, unit.now + TRY_AGAIN)
    return len(due)


def leave_suspended(unit: UnitOfWork) -> int:
    """Withdraw what a wave offered to somebody who was being suspended at the same moment."""
    found = held_by_suspended(unit, BATCH)
    for volunteer_id in found:
        leave_all(unit, volunteer_id)
    return len(found)


def recount(unit: UnitOfWork) -> int:
    """Count promises anew where a holiday or a pause has changed."""
    return recount_promises(unit, limit=BATCH)


def watch_promises(unit: UnitOfWork) -> int:
    """Hand over to a person what was promised and not kept in time; the waves go on meanwhile."""
    passed = promises_passed(unit, BATCH)
    for request in passed:
        pass_promise(unit, request)
    return len(passed)


def watch_placing(unit: UnitOfWork) -> int:
    """Tell staff of those who said yes a while ago and still have no appointment."""
    waiting = not_placed_since(unit, unit.now - unit.config.rules.placing_takes, BATCH)
    for request in waiting:
        request.note_not_placed(unit.actor.by)
    return len(waiting)


def keep_places(unit: UnitOfWork) -> int:
    """Put what an older program has written where it belongs on the board: during an upgrade both are at work."""
    return mend_places(unit, limit=10 * BATCH)


def end_posts(unit: UnitOfWork) -> int:
    """End the posts whose last day is over, and the sign-ins made with them."""
    return end_posts_that_are_over(unit, limit=50)


def forget_codes(unit: UnitOfWork) -> int:
    """Forget numbers that asked for codes long ago, and the hashes with them."""
    return forget_idle_accounts(unit, unit.now - KEEP_ACCOUNTS, limit=500)


def forget_numbers(unit: UnitOfWork) -> int:
    """Forget numbers that were left to be phoned long ago."""
    return forget_calls(unit, unit.now - 2 * KEEP_ACCOUNTS, limit=500)


def forget_addresses(unit: UnitOfWork) -> int:
    """Forget where strangers came from, as soon as it no longer counts."""
    return forget_strangers(unit, unit.now - unit.config.rules.strangers.period, limit=500)


def forget_typing(unit: UnitOfWork) -> int:
    """Forget what was typed into forms a day ago and never sent."""
    return forget_drafts(unit, limit=500)


def forget_absences(unit: UnitOfWork) -> int:
    """Forget who of the staff was away a month ago."""
    return forget_leaves(unit, (unit.now - KEEP_LEAVES).astimezone(HANOI).date(), limit=500)


TIMERS = (
    Timer("start_offers", timedelta(seconds=1), start_offers),
    Timer("send_waves", timedelta(seconds=1), send_waves),
    Timer("leave_suspended", timedelta(seconds=5), leave_suspended),
    Timer("recount_promises", timedelta(seconds=1), recount),
    Timer("watch_promises", timedelta(seconds=5), watch_promises),
    Timer("watch_placing", timedelta(seconds=5), watch_placing),
    Timer("mend_places", timedelta(minutes=5), keep_places),
    Timer("end_posts", timedelta(minutes=1), end_posts),
    Timer("forget_codes", timedelta(minutes=10), forget_codes),
    Timer("forget_numbers", timedelta(minutes=10), forget_numbers),
    Timer("forget_addresses", timedelta(minutes=10), forget_addresses),
    Timer("forget_drafts", timedelta(minutes=10), forget_typing),
    Timer("forget_leaves", timedelta(hours=1), forget_absences),
    Timer("number_changes", timedelta(hours=1), number_changes),
    Timer("forget_changes", timedelta(hours=1), forget_changes),
)
