"""Units and neighbourhoods as a message names them (words for people: {phuong}, {dv}, {to})."""

from __future__ import annotations

import re

PHUONG, XA = "phuong", "xa"
"""The two kinds of ward: 51 phường and 75 xã, so no sentence says either by itself."""

_SHORT = {PHUONG: "P.", XA: "X."}
_KINDS = {"vi": {PHUONG: "phường", XA: "xã"}, "en": {PHUONG: "ward", XA: "commune"}}
_EITHER = {"vi": "phường, xã", "en": "ward"}
_NEIGHBOURHOOD = {PHUONG: "tổ", XA: "thôn"}
_SOMEWHERE = {"vi": {PHUONG: "nhà dân", XA: "nhà dân"}, "en": {PHUONG: "the ward", XA: "the commune"}}
"""Where no neighbourhood is known. "Việc ở phường" would be a task at the ward's office."""

_PLAIN = re.compile(r"(?!.*\d{5})[^\W_][\w ,()'’/–-]{0,39}")
"""What may be a neighbourhood. Where the ward keeps no list anybody may write one, and a message in the ward's name
carries nobody's address of a page or telephone number."""
_COMMON_NOUN = re.compile(r"^(Tổ|Thôn|Xóm|Khu|Ngõ|Làng|Cụm)\b")


def unit_name(name: str, kind: str) -> str:
    """ "P. Ba Đình" of "Phường Ba Đình", "X. Hương Sơn" of "Hương Sơn"."""
    bare = re.sub(r"^(phường|xã)\s+", "", name, flags=re.IGNORECASE)
    return f"{_SHORT[kind]} {bare}"


def kind_name(kind: str | None, language: str) -> str:
    """ "phường" or "xã", and both where the ward is not known."""
    return _KINDS[language][kind] if kind else _EITHER[language]


def neighbourhood_name(neighbourhood: str | None, kind: str, language: str) -> str:
    """ "tổ 12" or "thôn Đoài"; where none is known, or what was written is no name, "nhà dân", "the ward"."""
    named = " ".join((neighbourhood or "").split())
    if not _PLAIN.fullmatch(named):
        return _SOMEWHERE[language][kind]
    if named[0].isdigit():
        return f"{_NEIGHBOURHOOD[kind]} {named}"
    return _COMMON_NOUN.sub(lambda match: match[0].lower(), named)


def distance(metres: int, language: str) -> str:
    """ "300 m", "1,5 km"."""
    if metres < 1000:
        return f"{metres} m"
    kilometres = f"{metres / 1000:.1f}".removesuffix(".0")
    return f"{kilometres if language == 'en' else kilometres.replace('.', ',')} km"
