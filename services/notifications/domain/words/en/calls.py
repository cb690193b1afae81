"""What staff say on the telephone, in English; in “…” the words for the ear, the rest is for the eye."""

from __future__ import annotations

SCRIPTS: dict[str, str] = {
    "open": "“I am …, from the {dv}, about the session you asked for. I ask no ID number, password or money. "
    "To be sure, hang up and call {sdt} on the notice board.”",
    "open.helper": "“I am …, from the {dv}, about the visit at {luc}.”",
    "open.agreement": "“I am …, from the {dv}. Somebody asked the {dv} to help you, so I phone to hear what you say. "
    "I ask no ID number, password or money. To be sure, hang up and call {sdt} on the notice board.”",
    "open.reply": "“I am …, from the {dv}, about the message you have just sent. I ask no ID number, password or "
    "money.”",
    "open.stranger": "“I am …, from the {dv}, calling back the number you left. I ask no ID number, password or "
    "money.”",
    "phone.neighbour": "This is a neighbour's phone: ask for {xh} {ten}. If they are not there, only leave word that "
    "they call {sdt}, not why.",
    "phone.relative": "This is a relative's phone: ask for {xh} {ten}, or ask the relative to tell them.",
    "tell": "To be told: {dieu}",
    "wrote": "They wrote: “{dieu}”",
    "missed": "“At the time agreed our helper did not meet {xh} {ten}. Are you well? Do you need anything now?” "
    "If nobody answers, phone a relative or the head of the neighbourhood within the hour.",
    "overdue": "“The visit should be over and nobody has reported. Is all well? Do you need help?” "
    "If it is over, ask for the report.",
    "suspended": "“NOBODY comes at {luc}; the old code is void. We look for somebody else and will tell you.”",
    "no_show": "“Our helper missed the visit; we apologise. When would suit you, {xh} {ten}?” "
    "Enter new times in slip {so}.",
    "stopped": "“You take no messages, so we phone: {luc}, {nguoi} comes to {xh} {ten}.”",
    "reply": "Ask what they need, and write it down.",
    "wanted": "Ask what help is needed, for whom and where; enter the request while you speak.",
    "agreement": "“A relative or neighbour asked the {dv} to send somebody to help {xh} {ten}. I will read it to you; "
    "please say whether you agree. The {dv} uses your name, number and address to arrange this visit only; besides the "
    "staff in charge only the person sent learns them. To stop, call {sdt}.” "
    "If they agree, write it on slip {so}; if not, cancel it.",
    "escalated": "“We have not found anyone at a suitable time for {xh} {ten}; please bear with us. We are seeing to "
    "it ourselves. Is there another time, or would the {dv} office or a community class suit you?”",
    "times": "“When would suit you in the coming days, {xh} {ten}?” Enter the times in slip {so}.",
    "close": "“Again: {luc}, {nguoi} will come, the visit code is ‘{ma}’. Could you repeat it for me?”",
}
