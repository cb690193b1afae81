"""Codes, slips, and what a number is answered, in English."""

from __future__ import annotations

from services.notifications.domain.words.ending import Ending

NEIGHBOUR = "{phuong}: please ask {xh} {ten} to call {sdt}"
"""All that a neighbour is told, whatever it is about."""

TEXTS: dict[str, dict[str, str]] = {
    "signin.code": {
        "": "Sign-in code: {ma6}, valid {phut}. Read it to nobody, not even someone who says they are from "
        "the {dv} or the police.",
    },
    "request.code": {
        "": "Code to confirm slip {so}: {ma6}, valid {phut}. Type it only where you sent the slip, read it to nobody. "
        "If you sent nothing, ignore this.",
    },
    "request.agree": {
        "": "{phuong}: somebody asked us to send {xh} {ten} a helper, {viec}. {dap}",
    },
    "request.received": {
        "": "{phuong} has received slip {so} from {xh} {ten}. We will say who comes and when before {ngay}. "
        "Until we tell you, nobody has been sent. Ask: {sdt}",
        "undated": "{phuong} has received slip {so} from {xh} {ten}. We will say who comes and when. "
        "Until we tell you, nobody has been sent. Ask: {sdt}",
        "neighbour": NEIGHBOUR,
    },
    "request.delayed": {
        "": "{phuong}: we have not yet found someone at a suitable time for {xh} {ten}; please bear with us. "
        "Staff of the {dv} will phone you before {ngay}.",
        "undated": "{phuong}: we have not yet found someone at a suitable time for {xh} {ten}; please bear with us. "
        "Staff of the {dv} will phone you soon.",
        "neighbour": NEIGHBOUR,
    },
    "request.needs_times": {
        "": "{phuong}: the times {xh} {ten} chose have passed and we could send nobody; please bear with us. "
        "Call {sdt} to choose another time.",
        "follow_up": "{phuong}: to arrange the next visit for {xh} {ten}, please call {sdt} and say when it suits.",
        "neighbour": NEIGHBOUR,
    },
    "asker.done": {
        "": "{phuong}: what you asked for on behalf of {xh} {ten} is done. Thank you for caring. More help: {sdt}",
    },
    "stop.done": {
        "": "From now on {phuong} sends no invitations or reminders to this number. For a visit already fixed "
        "we will phone. To receive again: {sdt}",
        "anywhere": "From now on no invitations or reminders go to this number. For a visit already fixed "
        "we will phone. To receive again: {sdt}",
    },
    "reply.late": {
        "": "{phuong}: what our message asked has been settled meanwhile, so your answer changes nothing. "
        "If you need anything, call {sdt}.",
        "anywhere": "What our message asked has been settled meanwhile, so your answer changes nothing. "
        "If you need anything, call {sdt}.",
    },
    "reply.unclear": {
        "": "{phuong} has your message but is not sure what it means. Staff will read it and call you. "
        "If it is urgent, call {sdt}.",
        "anywhere": "We have your message but are not sure what it means. Staff will read it and call you. "
        "If it is urgent, call {sdt}.",
    },
}

ENDINGS: dict[str, dict[str, Ending]] = {
    "request.agree": {
        "": Ending(
            "Reply {k}1 if you agree, {k}0 if you need nobody. Ask: {sdt}",
            "Staff of the {dv} will phone and ask whether you agree. Ask: {sdt}",
        ),
    },
}

SUBJECTS: dict[str, str] = {
    "signin.code": "Sign-in code",
    "request.code": "Code to confirm slip {so}",
    "request.agree": "{phuong}: somebody asked for help for {xh} {ten}",
    "request.received": "{phuong} has received slip {so}",
    "request.delayed": "{phuong}: slip {so}",
    "request.needs_times": "{phuong}: please choose a time for slip {so}",
    "neighbour": "{phuong}: please tell {xh} {ten}",
    "asker.done": "{phuong}: what you asked for is done",
    "stop.done": "No more messages",
    "reply.late": "About your answer",
    "reply.unclear": "About your answer",
}
