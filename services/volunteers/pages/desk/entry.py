"""What the page for a phoned-in request offers to choose from, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.volunteers.domain.asking import ConsentHow, ConsentPurpose, Device, Need, Place, Relation, Urgency, Wish
from services.volunteers.domain.person import AddressForm, PhoneOwner
from services.volunteers.pages.desk import words_entering as words
from services.volunteers.pages.remembering import picture_options
from services.volunteers.queries import wards as queries
from services.volunteers.queries.catalogue import catalogue
from shared.web.auth import principal
from shared.web.doors import reading
from shared.web.language import Sentence
from shared.web.pages.drawing import shown_phone
from shared.web.pages.times import capital
from shared.web.pages.words import KIT

Option = dict[str, str]
Ward = dict[str, Any]

_HOW = (ConsentHow.PHONE, ConsentHow.COUNTER, ConsentHow.IN_PERSON, ConsentHow.PAPER)


@dataclass(frozen=True)
class Entry:
    """The ward it is for, those one may enter for, their neighbourhoods and the catalogue."""

    ward: Ward
    wards: list[Ward]
    neighbourhoods: list[str]
    topics: list[dict[str, Any]]

    @property
    def phone(self) -> Sentence:
        """Where to ring, as it is read out: the ward's landline, or its office where none is published."""
        number = self.ward["phone"]
        if number:
            return Sentence(shown_phone(number), shown_phone(number))
        unit = KIT[f"unit.{self.ward['kind']}"]
        return Sentence(str(unit), f"the {unit.en}")

    def options(self, language: str) -> dict[str, list[Option]]:
        """What each of the fields offers, by name."""
        blank = {"value": "", "text": words.ENTER["not_said"].said(language)}
        return {
            "topics": [{"value": each["id"], "text": each[f"name_{language}"]} for each in self.topics],
            "wards": [{"value": each["code"], "text": each["name"]} for each in self.wards],
            "neighbourhoods": [blank, *({"value": name, "text": name} for name in self.neighbourhoods)],
            "pictures": [
                blank,
                *({"value": each["value"], "text": each["text"]} for each in picture_options(language)),
            ],
            "forms": [blank, *({"value": each.value, "text": capital(each)} for each in AddressForm)],
            "devices": [blank, *_options("device", Device, language)],
            **{name: _options(kind, values, language) for name, (kind, values) in _FIELDS.items()},
        }


def entry_in(code: str) -> Entry:
    """What is offered for this ward of one's own."""
    with reading() as connection:
        mine, row = _mine(queries.ward_names(connection)), queries.ward(connection, code)
        # Without script the list cannot follow the ward that is chosen: where there are several, it is written.
        names = [each.name for each in row.neighbourhoods] if len(mine) == 1 else []
        topics = catalogue(connection)
    ward = {"code": row.code, "name": row.data.name, "kind": row.data.unit, "phone": row.phone}
    return Entry(ward, mine, names, topics)


def wards_here() -> list[Ward]:
    """The wards for which one may enter, by name."""
    with reading() as connection:
        return _mine(queries.ward_names(connection))


def _mine(wards: Iterable[Ward]) -> list[Ward]:
    codes = principal().wards_of("counter")
    return [ward for ward in wards if ward["code"] in codes]


_FIELDS: dict[str, tuple[str, Iterable[str]]] = {
    "places": ("place", Place),
    "owners": ("owner", PhoneOwner),
    "needs": ("need", Need),
    "wishes": ("wish", Wish),
    "relations": ("relation", Relation),
    "urgencies": ("urgency", Urgency),
    "purposes": ("purpose", ConsentPurpose),
    "hows": ("how", _HOW),
}


def _options(kind: str, values: Iterable[str], language: str) -> list[Option]:
    return [{"value": str(each), "text": capital(words.ENTER[f"{kind}.{each}"].said(language))} for each in values]
