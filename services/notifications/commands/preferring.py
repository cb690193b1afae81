"""How people want to be reached."""

from __future__ import annotations

from services.notifications.commands.replying import stop_number
from services.notifications.domain.errors import NoContact
from services.notifications.domain.preferences import Preferences, Wish
from services.notifications.storage import asked
from services.notifications.storage.knowledge import StoredKnowledge
from shared.errors import Invalid
from shared.messaging.unit_of_work import UnitOfWork


def choose(unit: UnitOfWork, person_id: str, wish: Wish, stop: bool) -> Preferences:
    """From now on they are reached so; ``stop`` is about their number, whoever else holds it.

    Raises :class:`NoContact` for somebody unknown here, :class:`Invalid` when there is no number to stop.
    """
    person = StoredKnowledge(unit).person(person_id)
    if person is None:
        raise NoContact
    if stop and person.phone is None:
        raise Invalid.one(
            "stop",
            vi="Chưa có số điện thoại nào để thôi nhắn. Bỏ mục này.",
            en="There is no number to stop messages to. Write false.",
        )
    chosen = unit.get(Preferences, person_id) or Preferences(person_id)
    chosen.choose(wish)
    unit.add(chosen)
    if person.phone is not None:
        _stop_or_resume(unit, person.phone, stop)
    return chosen


def _stop_or_resume(unit: UnitOfWork, phone: str, stop: bool) -> None:
    if stop:
        stop_number(unit, phone, asked.people_at(unit, phone))
    else:
        asked.number_of(unit, phone).resume()
