"""Events out: what notifications tells when a fact has become true."""

from __future__ import annotations

from typing import Any

from services.notifications.domain.facts import PersonReached, PersonUnreached
from services.notifications.domain.message import Message
from shared.contracts import notifications as told
from shared.messaging.publications import Publication, Publications


def reach(message: Message, fact: PersonReached | PersonUnreached) -> dict[str, Any]:
    return {
        "message_id": message.id,
        "person_id": message.person_id,
        "template": message.template or message.notice,
        "about": message.about,
        "step": fact.step,
    }


PUBLICATIONS: Publications = {
    PersonReached: Publication(told.PERSON_REACHED, reach),
    PersonUnreached: Publication(told.PERSON_UNREACHED, reach),
}
