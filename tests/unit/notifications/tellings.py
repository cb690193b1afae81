"""What a message may speak of, in ordinary values and in the longest that are likely."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from services.notifications.domain.known import Pause, Person, Topic, Ward
from services.notifications.domain.telling import Telling
from services.notifications.domain.times import Window
from tests.unit.notifications.builders import (
    BA_DINH,
    HUNG,
    LAN,
    MAI,
    NOW,
    SATURDAY_HALF_PAST_TWO,
    TUESDAY_NINE,
    VNEID,
    a_person,
    a_request,
    an_appointment,
)

LONG_WARD = Ward("00256", "Phường Hai Bà Trưng", "phuong", "024 3972 1234")
FOR_VOLUNTEERS = ("offer", "task", "thanks")
OF_THE_PAST = ("noshow.resident", "noshow.volunteer", "feedback")
FOR_ASKERS = ("visit.confirm.relative", "asker.done")


def ordinary(language: str, template: str, variant: str, *, prefix: str | None = None) -> Telling:
    """Lan in Ba Đình is helped by Mai on Tuesday at nine; with a ``prefix`` she can answer."""
    return Telling(
        template=template,
        variant=variant,
        language=language,
        now=TUESDAY_NINE + timedelta(hours=2) if template in OF_THE_PAST else NOW,
        ward=BA_DINH,
        reader=_reader(template, variant),
        resident=LAN,
        helpers=(MAI,),
        topics=(VNEID,),
        request=a_request(place=variant),
        appointment=an_appointment(),
        pause=Pause("pause", (), TUESDAY_NINE - timedelta(hours=9), TUESDAY_NINE + timedelta(hours=15), "flood"),
        reference="4-26-017",
        code="123456" if template.endswith(".code") else "hoa sen, con cá",
        until=NOW + timedelta(minutes=10) if template.endswith(".code") else NOW + timedelta(hours=5),
        distance_m=300,
        minutes=150,
        amount=3,
        replies=prefix is not None,
        prefix=prefix,
    )


def long(language: str, template: str, variant: str, *, prefix: str | None = None) -> Telling:
    """The longest values that are likely, as the words sheet measures them."""
    now = SATURDAY_HALF_PAST_TWO + timedelta(hours=2) if template in OF_THE_PAST else NOW
    return replace(
        ordinary(language, template, variant, prefix=prefix),
        now=now,
        ward=LONG_WARD,
        resident=a_person("Nguyễn Thị Phương"),
        helpers=(a_person("Nguyễn Phương Thảo"),),
        request=a_request(
            place=variant,
            due_at=SATURDAY_HALF_PAST_TWO,
            windows=(Window(SATURDAY_HALF_PAST_TWO, SATURDAY_HALF_PAST_TWO + timedelta(hours=2)),),
        ),
        appointment=an_appointment(starts_at=SATURDAY_HALF_PAST_TWO),
        pause=Pause("pause", (), TUESDAY_NINE, SATURDAY_HALF_PAST_TWO, "heat"),
        reference="10480-26-017",
        code="123456" if template.endswith(".code") else "quả bưởi, mái chèo",
        distance_m=1500,
    )


def about_a_long_topic(telling: Telling) -> Telling:
    """The longest name in the catalogue."""
    return replace(
        telling, topics=(Topic("selling", "Bán hàng, hóa đơn, thuế qua mạng", "Selling, invoices, tax online"),)
    )


def _reader(template: str, variant: str) -> Person:
    if template in FOR_ASKERS or variant == "own":
        return HUNG
    return MAI if template.startswith(FOR_VOLUNTEERS) or "volunteer" in variant.split() else LAN
