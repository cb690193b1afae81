"""What residents, and who asked for them, read about a visit, in English."""

from __future__ import annotations

from services.notifications.domain.words.en.requests import NEIGHBOUR
from services.notifications.domain.words.ending import Ending

TEXTS: dict[str, dict[str, str]] = {
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
        "neighbour": NEIGHBOUR,
    },
    "visit.safety": {
        "": "The person we send takes no money, asks no password or OTP, photographs no ID card. "
        "Read codes to nobody. In doubt: {sdt} or 113",
    },
    "visit.reminder.day": {
        "": "{phuong}: {nhac} {xh} {ten}: {luc}, {nguoi} visits. Code: {ma}. {dap}",
        "ward_office": "{phuong}: {nhac} {xh} {ten}: {luc}, at the {dv} office, with {nguoi}. {dap}",
        "phone": "{phuong}: {nhac} {xh} {ten}: {luc}, {nguoi} phones. Code: {ma}. {dap}",
        "neighbour": NEIGHBOUR,
    },
    "visit.reminder.soon": {
        "": "{phuong}: {gio} {nguoi} comes to help {xh} {ten}. Code: {ma}. Please have glasses and ID card ready. "
        "Ask: {sdt}",
        "ward_office": "{phuong}: {gio} {nguoi} will help {xh} {ten} at the {dv} office. "
        "Please bring glasses and ID card. Ask: {sdt}",
        "phone": "{phuong}: {gio} {nguoi} phones {xh} {ten}. Code: {ma}. Please have glasses, pen and paper ready. "
        "Ask: {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "visit.moved": {
        "": "{phuong}: the visit for {xh} {ten} is moved to {luc}. New code: {ma}. If it does not suit, call {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "visit.cancelled.us": {
        "": "{phuong}: sorry, the visit at {luc} is put off. NOBODY comes {hom}. We will call {xh} {ten} "
        "with another day. Ask: {sdt}",
        "ward_office": "{phuong}: sorry, the visit at the {dv} office at {luc} is put off; {xh} {ten} need not come. "
        "We will call with another day. Ask: {sdt}",
        "phone": "{phuong}: sorry, the call at {luc} for {xh} {ten} is put off. "
        "We will call with another day. Ask: {sdt}",
        "over": "{phuong}: sorry, the visit at {luc} is cancelled. NOBODY comes {hom}. "
        "Whenever {xh} {ten} needs us, call {sdt}",
        "over ward_office": "{phuong}: sorry, the visit at the {dv} office at {luc} is cancelled; "
        "{xh} {ten} need not come. Whenever you need us, call {sdt}",
        "over phone": "{phuong}: sorry, the call at {luc} for {xh} {ten} is cancelled. "
        "Whenever you need us, call {sdt}",
        "ended": "{phuong}: the visit at {luc} for {xh} {ten} is no longer needed and was cancelled. "
        "NOBODY comes {hom}. Ask: {sdt}",
        "ended ward_office": "{phuong}: the visit at the {dv} office at {luc} is no longer needed and was cancelled; "
        "{xh} {ten} need not come. Ask: {sdt}",
        "ended phone": "{phuong}: the call at {luc} for {xh} {ten} is no longer needed and was cancelled. Ask: {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "visit.cancelled.resident": {
        "": "{phuong} cancelled the visit at {luc} as {xh} {ten} asked. The old code is void. "
        "Call {sdt} whenever you need us.",
        "asked_by": "{phuong} cancelled the visit at {luc} for {xh} {ten}, as the person who asked for them wished. "
        "The old code is void. Call {sdt} whenever you need us.",
        "own": "{phuong} cancelled the visit at {luc} for {xh} {ten} as you asked. The old code is void. "
        "Call {sdt} whenever you need us.",
        "neighbour": NEIGHBOUR,
    },
    "pause.weather": {
        "": "{phuong}: because of {vi_sao} all visits {ngay_hoan} are put off; NOBODY comes. "
        "We will call to fix another day. Urgent: {sdt}",
        "other": "{phuong}: all visits {ngay_hoan} are put off; NOBODY comes. "
        "We will call to fix another day. Urgent: {sdt}",
        "volunteer": "{phuong}: because of {vi_sao} all visits {ngay_hoan} are put off; you need not go. "
        "We will tell you the new time. Urgent: {sdt}",
        "other volunteer": "{phuong}: all visits {ngay_hoan} are put off; you need not go. "
        "We will tell you the new time. Urgent: {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "noshow.resident": {
        "": "{phuong}: our helper came at {gio_qua} but did not find {xh} {ten}. "
        "Please call {sdt} so that we know you are well.",
        "relative": "{phuong}: our helper came at {gio_qua} but did not find {xh} {ten}. "
        "Please call {sdt} so that we know all is well.",
        "ward_office": "{phuong}: our helper waited at the {dv} office at {gio_qua} but did not meet {xh} {ten}. "
        "Please call {sdt} so that we know you are well.",
        "relative ward_office": "{phuong}: our helper waited at the {dv} office at {gio_qua} but did not meet "
        "{xh} {ten}. Please call {sdt} so that we know all is well.",
        "phone": "{phuong}: our helper phoned at {gio_qua} but did not reach {xh} {ten}. "
        "Please call {sdt} so that we know you are well.",
        "relative phone": "{phuong}: our helper phoned at {gio_qua} but did not reach {xh} {ten}. "
        "Please call {sdt} so that we know all is well.",
        "neighbour": NEIGHBOUR,
    },
    "noshow.volunteer": {
        "": "{phuong}: our helper did not come at {gio_qua}. We apologise to {xh} {ten} and will call "
        "to fix another time. Ask: {sdt}",
        "phone": "{phuong}: our helper did not phone at {gio_qua}. We apologise to {xh} {ten} and will call "
        "to fix another time. Ask: {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "feedback": {
        "": "{phuong}: after the visit {hom_qua}, can {xh} {ten} do it alone? {dap}",
        "neighbour": NEIGHBOUR,
    },
}

ENDINGS: dict[str, dict[str, Ending]] = {
    "visit.reminder.day": {
        "": Ending("Reply {k}1 if it suits, {k}0 if not. Ask: {sdt}", "If it does not suit, call {sdt}"),
    },
    "feedback": {
        "": Ending(
            "Reply {k}1 for yes, {k}2 for not yet. Anything not right, please call {sdt}",
            "If not yet, or if anything was not right, please call {sdt}",
        ),
    },
}

SUBJECTS: dict[str, str] = {
    "visit.confirm": "{phuong}: visit at {luc}",
    "visit.confirm.relative": "{phuong}: please tell {xh} {ten}",
    "visit.safety": "Before somebody comes to your home",
    "visit.reminder.day": "{phuong}: reminder of {luc}",
    "visit.reminder.soon": "{phuong}: reminder of {gio}",
    "visit.moved": "{phuong}: moved to {luc}",
    "visit.cancelled.us": "{phuong}: put off, {luc}",
    "over": "{phuong}: cancelled, {luc}",
    "ended": "{phuong}: cancelled, {luc}",
    "visit.cancelled.resident": "{phuong}: cancelled, {luc}",
    "pause.weather": "{phuong}: visits {ngay_hoan} are put off",
    "noshow.resident": "{phuong}: we did not meet {xh} {ten}",
    "noshow.volunteer": "{phuong}: we apologise to {xh} {ten}",
    "feedback": "{phuong}: after the visit {hom_qua}",
}
