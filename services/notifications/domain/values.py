"""The values of the placeholders, each from what a message may speak of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from services.notifications.domain import places, times
from services.notifications.domain.known import not_paused
from services.notifications.domain.sms import Brevity
from services.notifications.domain.telling import Telling
from services.notifications.domain.words import PHRASES
from shared import address

T = TypeVar("T")

_PRODUCT = re.compile(r"^(?:VNeID|iHanoi|Zalo)\b")
"""Topics that begin with the name of a thing: one is helped to use it."""

_MATTER = re.compile(r"^Bảo hiểm\b")
"""Topics that name no doing: one is helped about them."""

_OTHER = "other"
"""The topic of those who want something the catalogue has no name for."""


def _known(value: T | None) -> T:
    if value is None:
        raise LookupError("a template speaks of something its notice does not bring")
    return value


def _phrase(telling: Telling, key: str, **values: object) -> str:
    return PHRASES[telling.language][key].format(**values)


def _unit(telling: Telling, _brevity: Brevity) -> str:
    ward = _known(telling.ward)
    return places.unit_name(ward.name, ward.kind)


def _kind(telling: Telling, _brevity: Brevity) -> str:
    return places.kind_name(telling.ward.kind if telling.ward else None, telling.language)


def _kind_capital(telling: Telling, brevity: Brevity) -> str:
    return _capital(_kind(telling, brevity))


def _telephone(telling: Telling, brevity: Brevity) -> str:
    published = telling.ward.phone if telling.ward else None
    return published or _phrase(telling, "staff", dv=_kind(telling, brevity))


def _form(telling: Telling, _brevity: Brevity) -> str:
    resident = _known(telling.resident)
    form = address.form_for_helped(resident.address_form, resident.birth_year, telling.now.year)
    return address.title(form) if telling.language == "en" else form


def _given(telling: Telling, _brevity: Brevity) -> str:
    return address.given_name(_known(telling.resident).name)


def _form_capital(telling: Telling, brevity: Brevity) -> str:
    return _capital(_form(telling, brevity))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reader(telling: Telling, brevity: Brevity) -> str:
    reader = _known(telling.reader)
    if telling.resident and reader.id == telling.resident.id:
        return _form(telling, brevity)
    return address.form_for_others(reader.address_form)


def _helpers(telling: Telling, brevity: Brevity) -> str:
    names = (helper.name for helper in telling.helpers)
    shown = map(address.family_and_given, names) if brevity >= Brevity.BRIEF_NAMES else names
    return _phrase(telling, "and").join(shown)


def _when(telling: Telling, brevity: Brevity) -> str:
    starts_at = _known(telling.appointment).starts_at
    return times.moment(starts_at, telling.language, brief=brevity >= Brevity.BRIEF_DAYS)


def _that_visit(telling: Telling, brevity: Brevity) -> str:
    """When the visit was to be, where there was one: whoever holds two tasks has to know which."""
    return _phrase(telling, "that visit", luc=_when(telling, brevity)) if telling.appointment else ""


def _soon(telling: Telling, brevity: Brevity) -> str:
    starts_at = _known(telling.appointment).starts_at
    return times.deadline(starts_at, telling.now, telling.language, brief=brevity >= Brevity.BRIEF_DAYS)


def _just_now(telling: Telling, _brevity: Brevity) -> str:
    return times.recent(_known(telling.appointment).starts_at, telling.now, telling.language)


def _that_day(telling: Telling, _brevity: Brevity) -> str:
    return times.that_day(_known(telling.appointment).starts_at, telling.now, telling.language)


def _past_day(telling: Telling, _brevity: Brevity) -> str:
    return times.past_day(_known(telling.appointment).starts_at, telling.now, telling.language)


def _paused_days(telling: Telling, _brevity: Brevity) -> str:
    """The days of the pause that are left; where it is not known, the day of the visit."""
    at = _known(telling.appointment).starts_at
    start, end = (max(telling.pause.start, telling.now), telling.pause.end) if telling.pause else (at, at)
    first, last = times.span_of_days(start, max(end, start + times.MOMENT), telling.language)
    return _phrase(telling, "one day" if first == last else "some days", first=first, last=last)


def _why_paused(telling: Telling, _brevity: Brevity) -> str:
    return _phrase(telling, _known(telling.pause).reason)


def _due(telling: Telling, brevity: Brevity) -> str:
    due_at = _known(_known(telling.request).due_at)
    return times.before(due_at, telling.now, telling.language, brief=brevity >= Brevity.BRIEF_DAYS)


def _deadline(telling: Telling, brevity: Brevity) -> str:
    return times.deadline(_known(telling.until), telling.now, telling.language, brief=brevity >= Brevity.BRIEF_DAYS)


def _occasion(telling: Telling, brevity: Brevity) -> str:
    request = _known(telling.request)
    windows = not_paused(_known(telling.ward), request.windows, request.neighbourhood) or request.windows
    return times.occasion(windows, telling.now, telling.language, brief=brevity >= Brevity.BRIEF_DAYS)


def _minutes(telling: Telling, _brevity: Brevity) -> str:
    return _many(telling, "minute", times.minutes_left(_known(telling.until), telling.now))


def _took(telling: Telling, _brevity: Brevity) -> str:
    """ "2 giờ 30 phút", "45 phút", "3 giờ"."""
    hours, minutes = divmod(_known(telling.minutes), 60)
    if not hours:
        return _many(telling, "minute", minutes)
    if not minutes:
        return _many(telling, "hour", hours)
    said = {"hours": _many(telling, "hour", hours), "minutes": _many(telling, "minute", minutes)}
    return _phrase(telling, "hours and minutes", **said)


def _visits(telling: Telling, _brevity: Brevity) -> str:
    return _many(telling, "visit", _known(telling.amount))


def _looks(telling: Telling, _brevity: Brevity) -> str:
    return _many(telling, "time", _known(telling.amount))


def _many(telling: Telling, one: str, n: int) -> str:
    return _phrase(telling, one if n == 1 else f"{one}s", n=n)


def _neighbourhood(telling: Telling, _brevity: Brevity) -> str:
    neighbourhood = _known(telling.request).neighbourhood
    return places.neighbourhood_name(neighbourhood, _known(telling.ward).kind, telling.language)


def _distance(telling: Telling, _brevity: Brevity) -> str:
    if telling.distance_m is None:
        return ""
    return _phrase(telling, "distance", m=places.distance(telling.distance_m, telling.language))


def _task(telling: Telling, _brevity: Brevity) -> str:
    first = telling.topics[0]
    name = first.name_en if telling.language == "en" else first.name_vi
    said = _phrase(telling, "something else") if first.id == _OTHER else _said_within(telling, name)
    return _phrase(telling, "more topics", topic=said) if len(telling.topics) > 1 else said


def _said_within(telling: Telling, name: str) -> str:
    if _PRODUCT.match(name):
        return _phrase(telling, "use", topic=name)
    return _phrase(telling, "about", topic=_uncapitalised(name)) if _MATTER.match(name) else _uncapitalised(name)


def _uncapitalised(name: str) -> str:
    """ "Mua hàng qua mạng" within a sentence; "AI assistants" stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _remind(telling: Telling, _brevity: Brevity) -> str:
    return _phrase(telling, "have reminded" if telling.through_others else "remind")


def _prefix(telling: Telling, _brevity: Brevity) -> str:
    return _known(telling.prefix)


def _reference(telling: Telling, _brevity: Brevity) -> str:
    return telling.reference or _phrase(telling, "own slip")


def _code(telling: Telling, _brevity: Brevity) -> str:
    return _known(telling.code)


VALUES: dict[str, Callable[[Telling, Brevity], str]] = {
    "phuong": _unit,
    "dv": _kind,
    "Dv": _kind_capital,
    "sdt": _telephone,
    "xh": _form,
    "Xh": _form_capital,
    "ten": _given,
    "doc": _reader,
    "nguoi": _helpers,
    "luc": _when,
    "gio": _soon,
    "gio_qua": _just_now,
    "hom": _that_day,
    "hom_qua": _past_day,
    "ngay_hoan": _paused_days,
    "vi_sao": _why_paused,
    "ngay": _due,
    "han": _deadline,
    "buoi": _occasion,
    "hen": _that_visit,
    "phut": _minutes,
    "gio_giup": _took,
    "so_phut": _took,
    "so_buoi": _visits,
    "so_lan": _looks,
    "to": _neighbourhood,
    "xa": _distance,
    "viec": _task,
    "nhac": _remind,
    "k": _prefix,
    "so": _reference,
    "ma": _code,
    "ma6": _code,
}
"""Every placeholder of the words sheet that a template here uses."""
