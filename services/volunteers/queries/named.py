"""How people are found by what somebody types of their name."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, true

from services.volunteers.domain.names import fold


def is_named(person: FromClause, text: str) -> ColumnElement[bool]:
    """Every word of ``text``, without marks and in any order: who types "nguyen lan" means Nguyễn Thị Lan."""
    return and_(true(), *(person.c.folded_name.contains(word, autoescape=True) for word in fold(text).split()))
