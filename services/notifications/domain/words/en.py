"""What people read, in English: the same keys and places as the Vietnamese."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "signin.code": {
        "": "Sign-in code: {ma6}, valid {phut}. Read it to nobody, not even someone who says they are from "
        "the {dv} or the police.",
    },
    "request.code": {
        "": "Code to confirm slip {so}: {ma6}, valid {phut}. Type it only where you sent the slip, read it to nobody. "
        "If you sent nothing, ignore this.",
    },
    "request.received": {
        "": "{phuong} has received slip {so} from {xh} {ten}. We will say who comes and when before {ngay}. "
        "Until we tell you, nobody has been sent. Ask: {sdt}",
        "undated": "{phuong} has received slip {so} from {xh} {ten}. We will say who comes and when. "
        "Until we tell you, nobody has been sent. Ask: {sdt}",
        "neighbour": "{phuong}: please ask {xh} {ten} to call {sdt}",
    },
    "request.delayed": {
        "": "{phuong}: we have not yet found someone at a suitable time for {xh} {ten}; please bear with us. "
        "Staff of the {dv} will phone you before {ngay}.",
        "undated": "{phuong}: we have not yet found someone at a suitable time for {xh} {ten}; please bear with us. "
        "Staff of the {dv} will phone you soon.",
        "neighbour": "{phuong}: please ask {xh} {ten} to call {sdt}",
    },
    "offer": {
        "": "{phuong}: someone in {to} needs help with {viec} at home, {buoi}{xa}. "
        "To take it, call {sdt} before {han}.",
        "ward_office": "{phuong}: someone needs help with {viec} at the {dv} office, {buoi}{xa}. "
        "To take it, call {sdt} before {han}.",
        "phone": "{phuong}: someone in {to} needs help by phone with {viec}, {buoi}. "
        "To take it, call {sdt} before {han}.",
    },
    "offer.taken": {
        "": "{phuong}: the task in {to} was taken just before you. Thank you for being ready. "
        "We will write again when there is one near you.",
    },
    "task.accepted": {
        "": "{phuong}: you have taken the task in {to}, {luc}. For the address call {sdt}. "
        "If you cannot go, please tell us early.",
        "ward_office": "{phuong}: you have taken the task at the {dv} office, {luc}. Questions: call {sdt}. "
        "If you cannot go, please tell us early.",
        "phone": "{phuong}: you have taken a task by phone, {luc}. For the number to call, ask {sdt}. "
        "If you cannot do it, please tell us early.",
    },
    "visit.confirm": {
        "": "{phuong}: {nguoi} will come to help {xh} {ten} at {luc}. Visit code: {ma}. "
        "The visitor must say it first. Ask: {sdt}",
        "ward_office": "{phuong}: {nguoi} will help {xh} {ten} at the {dv} office at {luc}. "
        "Visit code: {ma}. Ask: {sdt}",
        "phone": "{phuong}: {nguoi} will phone {xh} {ten} at {luc}. Code: {ma}. "
        "The caller must say it first. Ask: {sdt}",
    },
    "visit.confirm.relative": {
        "": "{phuong}: please tell {xh} {ten}: {nguoi} comes at {luc}. Visit code: {ma}. "
        "The visitor must say it first. Ask: {sdt}",
        "ward_office": "{phuong}: please tell {xh} {ten}: {nguoi} will help at the {dv} office at {luc}. "
        "Visit code: {ma}. Ask: {sdt}",
        "phone": "{phuong}: please tell {xh} {ten}: {nguoi} will phone at {luc}. Code: {ma}. "
        "The caller must say it first. Ask: {sdt}",
        "neighbour": "{phuong}: please ask {xh} {ten} to call {sdt}",
    },
    "visit.safety": {
        "": "The person we send takes no money, asks no password or OTP, photographs no ID card. "
        "Read codes to nobody. In doubt: {sdt} or 113",
    },
    "asker.done": {
        "": "{phuong}: what you asked for on behalf of {xh} {ten} is done. Thank you for caring. More help: {sdt}",
    },
}

SUBJECTS: dict[str, str] = {
    "signin.code": "Sign-in code",
    "request.code": "Code to confirm slip {so}",
    "request.received": "{phuong} has received slip {so}",
    "request.delayed": "{phuong}: slip {so}",
    "offer": "{phuong}: a task that needs someone",
    "offer.taken": "{phuong}: the task was taken",
    "task.accepted": "{phuong}: your task, {luc}",
    "visit.confirm": "{phuong}: visit at {luc}",
    "visit.confirm.relative": "{phuong}: please tell {xh} {ten}",
    "neighbour": "{phuong}: please tell {xh} {ten}",
    "visit.safety": "Before somebody comes to your home",
    "asker.done": "{phuong}: what you asked for is done",
}
"""Subject lines, for e-mail; a variant with a line of its own goes before its template."""

PHRASES: dict[str, str] = {
    "minutes": "{n} minutes",
    "minute": "{n} minute",
    "staff": "{dv} staff",
    "own slip": "you sent",
    "distance": ", {m} away",
    "and": " and ",
    "use": "using {topic}",
    "about": "{topic}",
    "something else": "something else",
    "more topics": "{topic} and more",
}
"""Small parts the values above are made of."""
