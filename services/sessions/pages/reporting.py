"""The report after a visit: how far each got, how long it took, whether to come again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.datastructures import MultiDict

from services.sessions.commands import visits
from services.sessions.domain.outcome import LEVELS
from services.sessions.domain.people import part_to_report
from services.sessions.doorway.reports import report_of
from services.sessions.pages import words_report as words
from services.sessions.pages.appointment import asked_before, caller, done, seen, url_of, words_for
from services.sessions.pages.blueprint import session_pages
from services.sessions.pages.telling import view_of
from services.sessions.queries.visits import Visit
from services.sessions.schemas import LONGEST_VISIT, ReportBody
from shared.errors import Invalid
from shared.web.auth import signed_in
from shared.web.doors import current_runtime, current_unit
from shared.web.pages import Form, page_command, page_language, render
from shared.web.pages.wording import topics_said
from shared.web.pages.words import Words

TOPICS, OTHER_TOPIC = "follow_up.topics", "other_topic"
FIRST_LEVEL = "skills.0.level"
_ROUND = 5
_SAY = {"minutes": words.MINUTES}
_SAY_LATER = {"skills.topic": words.UNKNOWN_TOPIC, TOPICS: words.UNKNOWN_TOPIC}


@session_pages.get("/appointments/<uuid:appointment_id>/report")
@signed_in
def ask_report(appointment_id: UUID) -> Response:
    """How did it go?"""
    return asked_before("report", appointment_id, part_to_report, _page)


@session_pages.post("/appointments/<uuid:appointment_id>/report")
@page_command
@signed_in
def report(appointment_id: UUID) -> Response:
    """The visit is over"""
    form = Form.read(ReportBody, _answered(request.form), say=_SAY)
    if form.ok and not form.values["skills"]:
        form.refuse_field(FIRST_LEVEL, words.CHOOSE_LEVEL)
    if form.ok:
        try:
            visits.complete(current_unit(), str(appointment_id), report_of(form.values), caller())
        except Invalid as error:
            form.refuse(error, say=_SAY_LATER)
    return done(appointment_id, "reported") if form.ok else _page(seen(appointment_id), form, 422)


def _answered(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Without the topics nobody chose a level for: not everything that was asked for fits into one visit."""
    silent = {name.rpartition(".")[0] for name in sent if name.startswith("skills.")}
    silent -= {name.rpartition(".")[0] for name in sent if name.endswith(".level") and sent[name]}
    kept = [(name, text) for name, text in sent.items(multi=True) if name.rpartition(".")[0] not in silent]
    other = [(TOPICS, sent[OTHER_TOPIC])] if sent.get(OTHER_TOPIC) else []
    return MultiDict([*kept, *other])


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    said = words_for(visit, view_of(visit.parts), words.REPORT)
    return render(
        "sessions/report.html",
        status,
        words=said,
        form=form,
        ward=visit.ward,
        questions=_questions(visit, said),
        levels=[{"value": level, "text": said[f"level.{level}"]} for level in LEVELS],
        minutes=str(_minutes(visit)),
        again=_again(visit, said),
        others=_others(visit, said),
        url=url_of(visit.id),
    )


def _questions(visit: Visit, said: Words) -> list[dict[str, Any]]:
    """One for each who learnt and each topic; who learns alone is not named again and again."""
    language, several = page_language(), len(visit.learners) > 1
    asked = [(learner, topic) for learner in visit.learners for topic in visit.row.topics]
    key = "level.of" if several else "level"
    return [
        {
            "name": f"skills.{number}",
            "learner": learner,
            "topic": topic,
            "legend": said[key]
            .said(language)
            .format(nguoi=visit.people.get(learner, "…"), viec=topics_said([topic], visit.topics, language)),
        }
        for number, (learner, topic) in enumerate(asked)
    ]


def _again(visit: Visit, said: Words) -> list[dict[str, Any]]:
    language = page_language()
    text = said["more.topic"].said(language)
    return [
        {"value": topic, "text": text.format(viec=topics_said([topic], visit.topics, language))}
        for topic in visit.row.topics
    ]


def _others(visit: Visit, said: Words) -> list[dict[str, Any]]:
    language = page_language()
    others = [topic for topic in visit.topics if topic not in visit.row.topics]
    named = [{"value": topic, "text": topics_said([topic], visit.topics, language)} for topic in others]
    return [{"value": "", "text": said["more.none"]}, *sorted(named, key=lambda each: str(each["text"]))]


def _minutes(visit: Visit) -> int:
    """As long as it has taken since they came, to five minutes; as long as was agreed, where nobody said when."""
    agreed = visit.row.ends_at - visit.row.starts_at
    taken = current_runtime().clock.now() - visit.row.started_at if visit.row.started_at else agreed
    minutes = round(taken.total_seconds() / 60 / _ROUND) * _ROUND
    return minutes if _ROUND <= minutes <= LONGEST_VISIT // 2 else round(agreed.total_seconds() / 60)
