"""What staff keep of their ward: its telephone, its neighbourhoods; and what its head decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, request
from werkzeug.datastructures import MultiDict

from services.volunteers.commands import wards as commands
from services.volunteers.doorway.access import ward_of_mine
from services.volunteers.doorway.wards import changes_of, check_who_decides
from services.volunteers.pages.settings.blueprint import SETTINGS, VERSION, is_stale, settings_pages
from services.volunteers.pages.settings.neighbourhoods import LIST, errors_by_line, fields_of, lines_of
from services.volunteers.pages.settings.words import WARD
from services.volunteers.pages.wording import names_of, worded
from services.volunteers.queries import wards as queries
from services.volunteers.schemas.wards import SettingsBody, WardBody
from shared.errors import Invalid, NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other

WARD_PAGE = "/settings/wards/<string(length=5):code>"

SPANS = ("opening_hours", "quiet_residents", "quiet_volunteers")
ROWS = 2
"""Mornings and afternoons."""


@settings_pages.get(WARD_PAGE)
@roles("staff")
def ward(code: str) -> Response:
    """What is kept of one ward of one's own; another is not there"""
    if not principal().may("staff", code):
        raise NotFound
    return _show(code, Form.blank(), saved=just_done() == "saved")


@settings_pages.post(WARD_PAGE)
@page_command
@roles("staff")
def change_ward(code: str) -> Response:
    """Publish the ward's telephone, keep its list; its head narrows the city's numbers and shares helpers"""
    kept = ward_of_mine(code)
    if is_stale(Form.filled(request.form.to_dict()), kept.sequence):
        return _show(code, Form.blank(), 412, refusal=WARD["stale"].said(page_language()))
    form = Form.read(WardBody, _sent(kept.neighbourhoods))
    if form.ok:
        body = _body(form, principal().may("head", code))
        check_who_decides(body, code)
        try:
            commands.edit_ward(current_unit(), kept, changes_of(body))
        except Invalid as error:
            form.refuse(error)
    if form.ok:
        return see_other(f"{SETTINGS}/wards/{code}?done=saved")
    return _look_again(code, form)


def _sent(kept: Sequence[Any]) -> MultiDict[str, str]:
    """The form as the API's body has it: no numbers where none are written, and a field for each neighbourhood."""
    blank = {name for name, text in request.form.items() if name.startswith("settings.") and not text.strip()}
    sent = MultiDict((name, text) for name, text in request.form.items(multi=True) if name not in blank)
    written = sent.pop(LIST, None)
    if written is not None:
        sent.update(fields_of(written, kept))
    return sent


def _body(form: Form, decides: bool) -> dict[str, Any]:
    """What is to be kept. Who decides and left every number blank goes by the city's."""
    body = dict(form.values)
    if decides:
        body.setdefault("settings", SettingsBody().load({}))
        body.setdefault("helps", [])
    return body


def _look_again(code: str, form: Form) -> Response:
    """With the errors at the fields of this page, and the list as it was typed."""
    form.said = Form.filled(request.form.to_dict(flat=False)).said
    form.errors = errors_by_line(form.errors, WARD["list_error"].said(page_language()))
    return _show(code, form, 422)


def _show(code: str, form: Form, status: int = 200, *, refusal: str | None = None, saved: bool = False) -> Response:
    with reading() as connection:
        row = queries.ward(connection, code)
        names = names_of(queries.ward_names(connection))
    called = {"code": row.code, "name": row.data.name, "kind": row.data.unit, "phone": row.phone}
    return render(
        "volunteers/settings/ward.html",
        status,
        words=worded(WARD, called),
        form=form,
        **_told(row, names, current_runtime().config.rules),
        decides=principal().may("head", code),
        version={VERSION: row.sequence},
        url=f"{SETTINGS}/wards/{code}",
        settings=SETTINGS,
        refusal=refusal,
        saved=saved,
    )


def _told(row: Any, names: Mapping[str, str], city: Any) -> dict[str, Any]:
    """What is kept of the ward, beside what the city says."""
    return {
        "name": row.data.name,
        "phone": row.phone,
        "list": lines_of(row.neighbourhoods),
        "numbers": _numbers(row.settings, city),
        "spans": [_spans(name, row.settings, city) for name in SPANS],
        "helps": [{"value": each, "text": names[each]} for each in row.neighbours or () if each in names],
        "helped": row.helps,
    }


def _numbers(kept: Any, city: Any) -> list[dict[str, Any]]:
    """Each with the city's own beside it."""
    minutes = int(city.notice.total_seconds() // 60)
    notice = WARD["minutes"].said(page_language()).format(n=minutes, hours=minutes // 60)
    citys = {"promise_days": city.promise_days, "wave_size": city.wave_size, "notice_minutes": notice}
    return [
        {"name": name, "value": "" if getattr(kept, name) is None else str(getattr(kept, name)), "citys": number}
        for name, number in citys.items()
    ]


def _spans(name: str, kept: Any, city: Any) -> dict[str, Any]:
    spans = list(getattr(kept, name) or ())
    rows = [spans[index] if index < len(spans) else None for index in range(max(ROWS, len(spans)))]
    citys = ", ".join(f"{_clock(span, 0)}–{_clock(span, 1)}" for span in getattr(city, name))
    return {"name": name, "citys": citys, "rows": [{"start": _clock(row, 0), "end": _clock(row, 1)} for row in rows]}


def _clock(span: Any, end: int) -> str:
    return f"{span[end]:%H:%M}" if span else ""
