"""What the ward's staff find in their inbox, in English."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "staff.received": {
        "": "New request {so}: {viec}, {to}.",
        "unconfirmed": "New request {so}: {viec}, {to}. To verify.",
    },
    "staff.needs_times": {
        "": "Request {so} needs new times: all those chosen have passed.",
        "follow_up": "Request {so} needs new times: none is known for the next visit.",
        "paused": "Request {so} needs new times: those it had fall into the pause.",
    },
    "staff.escalated": {
        "": "Request {so} needs staff.",
        "waves_used_up": "Request {so} needs staff: every wave has been asked.",
        "nobody_eligible": "Request {so} needs staff: nobody is suitable.",
        "no_time_fits": "Request {so} needs staff: no time fits.",
        "promise_passed": "Request {so} needs staff: the promise has passed.",
        "resident_missed": "Request {so} needs staff: nobody was at home, call to ask after them.",
        "resident_missed ward_office": "Request {so} needs staff: the resident did not come, call to ask after them.",
        "resident_missed phone": "Request {so} needs staff: the resident did not answer, call to ask after them.",
    },
    "staff.not_placed": {
        "": "Request {so}: somebody accepted and still no time is fixed.",
    },
    "staff.overdue": {
        "": "Visit at {luc} in {to}: {so_phut} over, not reported finished. Call the helper.",
        "ward_office": "Visit at {luc} at the office: {so_phut} over, not reported finished. Call the helper.",
        "phone": "Help by phone at {luc}: {so_phut} over, not reported finished. Call the helper.",
    },
    "staff.unreached": {
        "": "A message reached nobody. See the call list.",
        "request": "Request {so}: a message reached nobody. See the call list.",
    },
    "staff.many_looks": {
        "": "{nguoi} looked at residents' numbers and addresses {so_lan} in 7 days. Ask them why.",
    },
}

SUBJECTS: dict[str, str] = {
    "staff.received": "New request {so}",
    "staff.needs_times": "Needs new times: {so}",
    "staff.escalated": "Needs staff: {so}",
    "staff.not_placed": "No time fixed: {so}",
    "staff.overdue": "Over time, not reported finished",
    "staff.unreached": "Not reached, please call",
    "staff.many_looks": "Many looks at contacts",
}
