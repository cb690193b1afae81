"""What staff say on the telephone, in English; in “…” the words for the ear, the rest is for the eye."""

from __future__ import annotations

SCRIPTS: dict[str, str] = {
    "open": "“I am …, from the {dv}, about the session you asked for. I ask no ID number, password or money. "
    "To be sure, hang up and call {sdt} on the notice board.”",
    "open.helper": "“I am …, from the {dv}, about the visit at {luc}.”",
    "open.stranger": "“I am …, from the {dv}, calling back the number you left. I ask no ID number, password or "
    "money.”",
    "tell": "To be told: {dieu}",
    "wrote": "They wrote: “{dieu}”",
    "missed": "“Our helper came and did not find {xh} {ten}. Are you well? Do you need anything now?” "
    "If nobody answers, phone a relative or the head of the neighbourhood within the hour.",
    "overdue": "“The visit should be over and nobody has reported. Is all well? Do you need help?” "
    "If it is over, ask for the report.",
    "suspended": "“NOBODY comes at {luc}; the old code is void. We look for somebody else and will tell you.”",
    "no_show": "“Our helper could not come; we apologise. When would suit you, {xh} {ten}?”",
    "stopped": "“You take no messages, so we phone: {luc}, {nguoi} comes to {xh} {ten}.”",
    "reply": "Ask what they need, and write it down.",
    "wanted": "Ask what help is needed, for whom and where; enter the request while you speak.",
    "agreement": "“A relative or neighbour asked {dv} to send somebody to help {xh} {ten}. I will read it to you; "
    "please say whether you agree.” If they do, write it on slip {so}; if not, cancel it.",
    "escalated": "“We have not found anyone at a suitable time for {xh} {ten}; please bear with us. We are seeing to "
    "it ourselves. Is there another time, or would the {dv} office or a community class suit you?”",
    "times": "“When would suit you in the coming days, {xh} {ten}?” Enter the times in slip {so}.",
    "close": "“Again: {luc}, {nguoi} will come, the visit code is ‘{ma}’. Could you repeat it for me?”",
}
