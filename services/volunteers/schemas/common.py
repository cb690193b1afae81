"""Shapes that several operations share."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import marshmallow as ma

from services.volunteers.commands.catalogue import shipped_topics, shipped_wards
from services.volunteers.domain.asking import ConsentHow, ConsentPurpose
from services.volunteers.domain.names import fold
from services.volunteers.domain.person import AddressForm
from shared.web.fields import Body, Choice, Integer, Items, Latitude, LocalTime, Longitude, Moment, Text, WardCode
from shared.web.language import Sentence

WARD_CODES = tuple(code for code, _ in shipped_wards())
TOPIC_IDS = tuple(topic_id for topic_id, _ in shipped_topics())
LONGEST_LIST = 50


class Ward(WardCode):
    """The code of one of the city's wards."""

    def __init__(self, **options: Any) -> None:
        super().__init__(WARD_CODES, **options)


class Topics(Items):
    """Ids of the catalogue, each once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Choice(TOPIC_IDS), least=1, most=len(TOPIC_IDS), distinct=True, **options)


class AddressFormField(Choice):
    """How to address somebody; ``Bác`` and ``bac`` are understood as ``bác``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(AddressForm, **options)
        self._unmarked = {fold(form): form.value for form in AddressForm}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if isinstance(value, str):
            written = unicodedata.normalize("NFC", value).lower()
            value = self._unmarked.get(written, written)
        return super()._deserialize(value, attr, data, **options)


class Word(Text):
    """A code word of small letters, digits and underscores."""

    default_error_messages = {  # noqa: RUF012 - marshmallow declares it so
        "word": Sentence(
            "Ghi mã bằng chữ thường không dấu, số và gạch dưới, ví dụ youth_union.",
            "Write a code of small letters, digits and underscores, for example youth_union.",
        ),
    }

    def __init__(self, *, description: str, **options: Any) -> None:
        super().__init__(40, metadata={"pattern": "^[a-z0-9_]+$", "description": description}, **options)

    def _checked(self, text: str) -> str:
        checked = super()._checked(text)
        if not re.fullmatch(r"[a-z0-9_]+", checked):
            raise self.make_error("word")
        return checked


class ConsentBody(Body):
    """To which words somebody agreed, how, and for what."""

    version = Text(40, required=True, metadata={"description": "of the words that were read"})
    how = Choice(ConsentHow, required=True)
    purposes = Items(Choice(ConsentPurpose), least=1, most=len(ConsentPurpose), distinct=True, required=True)


class LocationBody(Body):
    """A place, WGS 84 degrees."""

    lat = Latitude(required=True)
    lon = Longitude(required=True)


class SpanBody(Body):
    """A span of time."""

    start = Moment(required=True)
    end = Moment(required=True)


class WeeklyBody(Body):
    """A standing free span of the week, local time."""

    weekday = Integer(least=0, most=6, required=True, metadata={"description": "0 is Monday"})
    start = LocalTime(required=True)
    end = LocalTime(required=True)


class LocationSchema(ma.Schema):
    lat = ma.fields.Float(required=True)
    lon = ma.fields.Float(required=True)


class SpanSchema(ma.Schema):
    start = Moment(required=True)
    end = Moment(required=True)


class WeeklySchema(ma.Schema):
    weekday = ma.fields.Integer(required=True, metadata={"description": "0 is Monday"})
    start = LocalTime(required=True)
    end = LocalTime(required=True)


class ConsentSchema(ma.Schema):
    version = ma.fields.String(required=True)
    how = ma.fields.String(required=True)
    purposes = ma.fields.List(ma.fields.String(), required=True)


class NamedSchema(ma.Schema):
    """Somebody, by id and name."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)


class ReasonSchema(ma.Schema):
    """What speaks for asking somebody: its value (share, metres, count) and the points it gives."""

    name = ma.fields.String(required=True)
    value = ma.fields.Float(required=True, allow_none=True)
    points = ma.fields.Float(required=True)
