"""Events out: what notifications tells when a fact has become true."""

from __future__ import annotations

from typing import Any

from services.notifications.domain.answer import IncomingReply
from services.notifications.domain.facts import PersonReached, PersonUnreached, ReplyTaken
from services.notifications.domain.message import Message
from shared.contracts import notifications as told
from shared.messaging.publications import Publication, Publications


def reach(message: Message, fact: PersonReached | PersonUnreached) -> dict[str, Any]:
    return {
        "message_id": message.id,
        "person_id": message.person_id,
        "template": message.template or message.notice,
        "about": message.about,
        "request_id": message.request_id,
        "step": fact.step,
    }


def reply(incoming: IncomingReply, fact: ReplyTaken) -> dict[str, Any]:
    return {
        "reply_id": incoming.id,
        "person_ids": list(fact.person_ids),
        "about": {"kind": fact.about_kind, "id": fact.about_id},
        "template": fact.template,
        "answer": fact.answer,
        "option": fact.option,
        "personal": {"phone": incoming.phone, "text": incoming.text},
    }


PUBLICATIONS: Publications = {
    PersonReached: Publication(told.PERSON_REACHED, reach),
    PersonUnreached: Publication(told.PERSON_UNREACHED, reach),
    ReplyTaken: Publication(told.REPLY_RECEIVED, reply),
}
