"""What volunteers read, in English."""

from __future__ import annotations

from services.notifications.domain.words.ending import Ending

TEXTS: dict[str, dict[str, str]] = {
    "offer": {
        "": "{phuong}: someone in {to} needs help with {viec} at home, {buoi}{xa}. {dap}",
        "ward_office": "{phuong}: someone needs help with {viec} at the {dv} office, {buoi}{xa}. {dap}",
        "phone": "{phuong}: someone in {to} needs help by phone with {viec}, {buoi}. {dap}",
    },
    "offer.taken": {
        "": "{phuong}: the task in {to} was taken just before you. Thank you for being ready. "
        "We will write again when there is one near you.",
    },
    "offer.refused": {
        "": "{phuong}: your answer could not be taken: the times overlap, or you hold as many tasks as you wish. "
        "If you need anything, call {sdt}",
    },
    "offer.cancelled": {
        "": "{phuong}: the person in {to} no longer needs help; you need not go{hen}. Thank you for accepting.",
        "ward_office": "{phuong}: the person you were to help at the {dv} office no longer needs it; "
        "you need not come{hen}. Thank you for accepting.",
        "phone": "{phuong}: the person in {to} no longer needs help; you need not phone{hen}. Thank you for accepting.",
        "called_off": "{phuong}: the task in {to} is cancelled; you need not go{hen}. Thank you for accepting.",
        "called_off ward_office": "{phuong}: the task at the {dv} office is cancelled; you need not come{hen}. "
        "Thank you for accepting.",
        "called_off phone": "{phuong}: the task by phone in {to} is cancelled; you need not phone{hen}. "
        "Thank you for accepting.",
    },
    "task.accepted": {
        "": "{phuong}: you have taken the task in {to}, {luc}. For the address call {sdt}. "
        "If you cannot go, please tell us early.",
        "ward_office": "{phuong}: you have taken the task at the {dv} office, {luc}. Questions: call {sdt}. "
        "If you cannot go, please tell us early.",
        "phone": "{phuong}: you have taken a task by phone, {luc}. For the number to call, ask {sdt}. "
        "If you cannot do it, please tell us early.",
        "moved": "{phuong}: your task in {to} is moved to {luc}. The old visit code is void. "
        "If you cannot go, please tell us early: {sdt}",
        "moved ward_office": "{phuong}: your task at the {dv} office is moved to {luc}. "
        "If you cannot go, please tell us early: {sdt}",
        "moved phone": "{phuong}: your task by phone is moved to {luc}. If you cannot do it, "
        "please tell us early: {sdt}",
    },
    "task.cancelled": {
        "": "{phuong}: the visit at {luc} in {to} is cancelled; you need not go. Thank you. Ask: {sdt}",
        "ward_office": "{phuong}: the visit at {luc} at the {dv} office is cancelled; you need not come. "
        "Thank you. Ask: {sdt}",
        "phone": "{phuong}: the call at {luc} is cancelled; you need not phone. Thank you. Ask: {sdt}",
        "waits": "{phuong}: the visit at {luc} in {to} is put off until there is a second helper. We will tell you the "
        "new time. Ask: {sdt}",
        "waits ward_office": "{phuong}: the visit at {luc} at the {dv} office is put off until there is a "
        "second helper. We will tell you the new time. Ask: {sdt}",
        "waits phone": "{phuong}: the session by phone at {luc} is put off until there is a second helper. We will "
        "tell you the new time. Ask: {sdt}",
    },
    "task.reminder": {
        "": "{phuong}: {gio} you visit {to}. Wear the badge, say the code before entering. "
        "Accept no money or gifts. {dap}",
        "ward_office": "{phuong}: {gio} you help someone at the {dv} office. Wear the badge, say the code. "
        "Accept no money or gifts. {dap}",
        "phone": "{phuong}: {gio} you help someone in {to} by phone. Say the code before you begin. {dap}",
    },
    "thanks": {
        "": "{phuong}: this week you helped at {so_buoi}, {gio_giup}. Your neighbours and the {dv} thank you.",
    },
}

ENDINGS: dict[str, dict[str, Ending]] = {
    "offer": {
        "": Ending(
            "Reply {k}1 to take it, {k}0 if busy, before {han}.",
            "To take it, call {sdt} before {han}.",
        ),
    },
    "task.reminder": {
        "": Ending("Reply {k}1 on arrival, {k}2 when done.", "If anything comes up, call {sdt}."),
        "phone": Ending("Reply {k}1 when you begin, {k}2 when done.", "If anything comes up, call {sdt}."),
    },
}

SUBJECTS: dict[str, str] = {
    "offer": "{phuong}: a task that needs someone",
    "offer.taken": "{phuong}: the task was taken",
    "offer.refused": "About your answer",
    "offer.cancelled": "{phuong}: you need not go",
    "task.accepted": "{phuong}: your task, {luc}",
    "moved": "{phuong}: moved to {luc}",
    "task.cancelled": "{phuong}: cancelled, {luc}",
    "task.reminder": "{phuong}: your task, {gio}",
    "thanks": "{phuong} thanks you",
}
