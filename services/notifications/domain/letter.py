"""What a channel is given, what it answers, and which address it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PHONE, EMAIL = "phone", "email"


@dataclass(frozen=True)
class Route:
    """What the domain knows of a channel.

    ``medium`` is the kind of address it writes to; ``brief`` says that its messages cost by length;
    ``replies`` that what people answer to them comes back to this service.
    """

    name: str
    medium: str
    brief: bool
    replies: bool = False


@dataclass(frozen=True)
class About:
    """What a message is about: ``kind`` (``request`` ``offer`` ``appointment`` ``account``) and its id."""

    kind: str
    id: str


@dataclass(frozen=True)
class Words:
    """What is said, in one language: one line for a subject, one text."""

    language: str
    subject: str
    text: str


@dataclass(frozen=True)
class Letter:
    """One message as it leaves. ``message_id`` is the provider's key: the same for every repeat.

    ``to`` is E.164 or an e-mail address, ``template`` a key of the words sheet, ``at`` when it left.
    """

    message_id: str
    to: str
    channel: str
    template: str
    language: str
    subject: str
    text: str
    about: About
    at: datetime


@dataclass(frozen=True)
class Failure:
    """Why a channel did not take a letter.

    ``reason`` is a code (``refused`` ``unavailable`` ``timeout`` …); ``for_good`` says that asking this
    channel again is useless; ``may_have_left`` that the letter may have reached the person all the same.
    """

    reason: str
    for_good: bool = False
    may_have_left: bool = False
