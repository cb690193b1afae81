"""One request as its page tells it: the facts, who was asked, who could be. Pure but for the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from services.volunteers.domain.line_words import REASONS
from services.volunteers.domain.offer import OfferStatus
from services.volunteers.domain.reasons import CancelReason
from services.volunteers.domain.why_not import OVERRULED, WhyNot, in_words
from services.volunteers.pages.desk.words_slip import SLIP
from services.volunteers.pages.remembering import picture_drawn
from services.volunteers.pages.said import distance_said, window_said
from shared.web.language import ENGLISH
from shared.web.pages.drawing import phone_link
from shared.web.pages.times import capital, moment_of
from shared.web.pages.wording import Topics, topics_said

Told = dict[str, Any]

_SHARES = {"topics": "topics", "free_windows": "free"}
_OFFER_TONES = {OfferStatus.PENDING: "asking", OfferStatus.ACCEPTED: "done"}


def facts_told(seen: Mapping[str, Any], topics: Topics, language: str) -> list[Told]:
    """The rows of the summary; what nobody said is left out."""
    rows = (
        *_people(seen, language),
        ("topics", _what(seen, topics, language)),
        ("place", _joined((said(f"place.{seen['place']}", language), seen["neighbourhood"]))),
        ("address", _way(seen, language)),
        ("windows", _lines(window_said(each, language) for each in sorted(seen["windows"]))),
        ("device", said(f"device.{seen['device']}", language) if seen["device"] else ""),
        ("needs", _joined(said(f"need.{each}", language) for each in seen["needs"])),
        ("wishes", _joined(said(f"wish.{each}", language) for each in seen["wishes"])),
        ("note", seen["note"]),
        ("picture", picture_drawn(seen["picture"], language) if seen["picture"] else ""),
        ("due", moment_of(seen["due_at"], language) if seen["due_at"] else ""),
        ("referred_to", seen["referred_to"]),
        ("papers", seen["referred_papers"]),
        ("consent", _consent(seen["consent"], language)),
    )
    return [{"key": said(key, language), "value": value} for key, value in rows if value]


def _people(seen: Mapping[str, Any], language: str) -> tuple[tuple[str, Any], ...]:
    return (
        ("who", _person(seen["resident"], language)),
        ("phone", _phone(seen["resident"], language)),
        ("participants", ", ".join(_others(seen))),
        ("asked_by", _asker(seen["asked_by"], language)),
    )


def offers_told(offers: Iterable[Mapping[str, Any]], language: str) -> list[Told]:
    """Who was asked, the last first."""
    return [
        {
            "name": each["volunteer"]["name"],
            "status": said(f"offer.{each['status']}", language),
            "tone": _OFFER_TONES.get(each["status"], "closed"),
            "more": _offer_more(each, language),
        }
        for each in reversed(list(offers))
    ]


def candidates_told(found: Mapping[str, Any], language: str) -> dict[str, list[Told]]:
    """Who could be asked, with the reasons, and who could not, with theirs; ``named``: staff may set those aside."""
    fitting = [{**each["volunteer"], "reasons": capital(_joined(_reasons(each, language)))} for each in found["items"]]
    others = [
        {
            **each["volunteer"],
            "reasons": capital(in_words(each["why_not"])[language == ENGLISH]),
            "named": OVERRULED.issuperset(WhyNot(code) for code in each["why_not"]),
        }
        for each in found["others"]
    ]
    return {"fitting": fitting, "others": others}


def reasons_to_cancel(language: str) -> list[dict[str, str]]:
    """Why nobody is to come, to choose from."""
    return [{"value": reason.value, "text": capital(REASONS[reason][language == ENGLISH])} for reason in CancelReason]


def said(key: str, language: str, **values: Any) -> str:
    """A word of the page."""
    return SLIP[key].said(language).format(**values)


def _joined(parts: Iterable[str | None]) -> str:
    return ", ".join(filter(None, parts))


def _lines(lines: Iterable[str]) -> Markup:
    return Markup("<br>").join(escape(capital(line)) for line in lines)


def _person(person: Mapping[str, Any], language: str) -> str:
    called = f"{person['address_form']} {person['name']}" if person["address_form"] else person["name"]
    born = said("born", language, year=person["birth_year"]) if person["birth_year"] else None
    return _joined((capital(called), born))


def _phone(person: Mapping[str, Any], language: str) -> Markup | str:
    if not person["phone"]:
        return said("no_phone", language)
    owner = said(f"owner.{person['phone_owner']}", language) if person["phone_owner"] != "self" else ""
    return phone_link(person["phone"]) + (f" ({owner})" if owner else "")


def _others(seen: Mapping[str, Any]) -> list[str]:
    """Who learns beside the resident."""
    return [each["name"] for each in seen["participants"] if each["id"] != seen["resident"]["id"]]


def _asker(asker: Mapping[str, Any] | None, language: str) -> Markup | str:
    if asker is None:
        return ""
    name = Markup("{} ({})").format(asker["name"], said(f"relation.{asker['relation']}", language))
    return name + Markup("<br>") + _phone(asker, language)


def _what(seen: Mapping[str, Any], topics: Topics, language: str) -> str:
    two = said("two", language) if seen["needed"] > 1 else None
    return _joined((topics_said(seen["topics"], topics, language), said("minutes", language, n=seen["minutes"]), two))


def _way(seen: Mapping[str, Any], language: str) -> Markup:
    near = said("near", language, text=seen["landmark"]) if seen["landmark"] else None
    met = said("met_by", language, text=seen["met_by"]) if seen["met_by"] else None
    return Markup("<br>").join(escape(line) for line in (seen["address"], near, met) if line)


def _consent(consent: Any, language: str) -> str:
    purposes = _joined(said(f"purpose.{each}", language) for each in consent.purposes)
    return f"{purposes} ({said(f'how.{consent.how}', language)})"


def _offer_more(offer: Mapping[str, Any], language: str) -> str:
    until: datetime = offer["expires_at"]
    waits = offer["status"] == OfferStatus.PENDING
    return _joined(
        (
            capital(said("wave_number", language, n=offer["wave"])),
            distance_said(offer["distance_m"], language),
            said("offer_until", language, moment=moment_of(until, language)) if waits else None,
        )
    )


def _reasons(candidate: Mapping[str, Any], language: str) -> Iterable[str | None]:
    for reason in candidate["reasons"]:
        if reason.name == "distance_m":
            yield distance_said(candidate["distance_m"], language)
        elif reason.name in _SHARES:
            share = round(100 * (reason.value or 0))
            key = f"why.{_SHARES[reason.name]}"
            yield said(f"{key}_all", language) if share >= 100 else said(f"{key}_some", language, n=share)
        elif reason.name == "load":
            load = round(100 * (reason.value or 0))
            yield said("why.load_some", language, n=load) if load else said("why.load_none", language)
        else:
            yield said(f"why.{reason.name}", language)
