"""Finding today's units by their names, and by those of the wards and districts there were before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Select, delete, insert, or_, select

from services.volunteers.domain.names import fold
from services.volunteers.domain.unit_names import FormerUnit, NameKind, short
from services.volunteers.tables import unit_names
from shared.messaging.unit_of_work import UnitOfWork

_FOLDED_UNIT_WORD = re.compile(r"^(?:phuong|xa|thi tran|thi xa|quan|huyen|[pxqh]\.?|t[tx]\.?)\s+")


def keep_own_names(unit: UnitOfWork, names: Mapping[str, str]) -> None:
    """Let each ward be found by its present name; ``names`` by code."""
    wanted = {(code, fold(short(name))): name for code, name in names.items()}
    rows = unit.execute(
        select(unit_names.c.ward, unit_names.c.folded_name).where(unit_names.c.kind == NameKind.UNIT)
    ).all()
    known = {(row.ward, row.folded_name) for row in rows}
    missing = [
        {"ward": ward, "folded_name": folded, "kind": NameKind.UNIT, "name": name}
        for (ward, folded), name in wanted.items()
        if (ward, folded) not in known
    ]
    if missing:
        unit.session.flush()
        unit.execute(insert(unit_names), missing)


def replace_former_units(unit: UnitOfWork, former: Iterable[FormerUnit]) -> int:
    """Keep these former names, and no longer those before; how many."""
    rows = {
        (each.ward, fold(short(each.name)), each.kind): {
            "ward": each.ward,
            "folded_name": fold(short(each.name)),
            "kind": each.kind,
            "name": each.name,
        }
        for each in former
    }
    unit.execute(delete(unit_names).where(unit_names.c.kind != NameKind.UNIT))
    unit.execute(insert(unit_names), list(rows.values()))
    return len(rows)


def wards_called(connection: Connection, text: str) -> tuple[str, ...]:
    """The codes of the units that go, or went, by a name beginning like ``text``, or with a word beginning so.

    The word for what it is may be written or left out. Without its marks "quan" may be part of the name
    (Quán Thánh) as well as that word (quận Cầu Giấy): it is the word where no name begins so.
    """
    folded = fold(text)
    for begin in dict.fromkeys((fold(short(text)), folded, _FOLDED_UNIT_WORD.sub("", folded))):
        found = connection.execute(_called(begin)).scalars().all() if begin else ()
        if found:
            return tuple(found)
    return ()


def _called(begin: str) -> Select[str]:
    name = unit_names.c.folded_name
    begins = or_(name.startswith(begin, autoescape=True), name.contains(f" {begin}", autoescape=True))
    return select(unit_names.c.ward).where(begins).distinct()


def former_names(connection: Connection, codes: Iterable[str]) -> dict[str, list[str]]:
    """By code, what each unit, or a part of it, was called before, in the order of the alphabet."""
    rows = connection.execute(
        select(unit_names.c.ward, unit_names.c.name)
        .where(unit_names.c.ward.in_(tuple(codes)), unit_names.c.kind != NameKind.UNIT)
        .order_by(unit_names.c.folded_name)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.ward, []).append(row.name)
    return found
