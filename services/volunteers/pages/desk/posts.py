"""Who holds which post, for the heads of their wards and the city: entrusting, until when, and ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, request

from services.volunteers.commands import staff as commands
from services.volunteers.domain.authority import Authority
from services.volunteers.domain.person import Contact, Person, Post
from services.volunteers.doorway.posts import post_of, refuse_backwards
from services.volunteers.pages.desk import words_posts as words
from services.volunteers.pages.desk.blueprint import PEOPLE, staff_pages
from services.volunteers.pages.wording import names_of
from services.volunteers.pages.words_common import PHONE_NUMBER
from services.volunteers.queries import persons as queries
from services.volunteers.queries.wards import ward_names
from services.volunteers.schemas.persons import POSTS, LastDayBody, PostBody, StaffBody, StaffQuery
from shared.errors import Forbidden, Invalid, NotFound
from shared.web.auth import principal, roles
from shared.web.doors import current_runtime, current_unit, reading
from shared.web.language import ENGLISH
from shared.web.pages import Form, just_done, page_command, page_language, render, see_other
from shared.web.pages.addresses import asked_for
from shared.web.pages.drawing import phone_link
from shared.web.pages.times import capital, date_of, today
from shared.web.principal import ROLE_NAMES

STAFF = f"{PEOPLE}/staff"

_SAY = {"name": words.NO_NAME, "phone": PHONE_NUMBER, "role": words.NO_ROLE, "wards": words.NO_WARDS}


class _NotHeld(LookupError):
    """The post has ended meanwhile, or begins on another day: it is not the one that was seen."""


@staff_pages.get("/people/staff")
@roles("head")
def staff() -> Response:
    """Who holds a post in one's wards"""
    asked = asked_for(StaffQuery)
    with reading() as connection:
        found = queries.list_staff(connection, principal(), {"cursor": None, **asked})
        wards = names_of(ward_names(connection))
    return render(
        "volunteers/people/staff.html",
        words=words.STAFF,
        people=[_line(each, wards, page_language()) for each in found.items],
        next_url=f"{STAFF}?cursor={found.next}" if found.next else None,
    )


@staff_pages.get("/people/staff/new")
@roles("head")
def new_staff() -> Response:
    """Somebody to be entrusted with a post"""
    return _new(Form.blank())


@staff_pages.post("/people/staff/new")
@page_command
@roles("head")
def entrust_somebody() -> Response:
    """Entrust somebody with a post in one's wards, not above one's own"""
    form = Form.read(StaffBody, request.form, say=_SAY)
    if not form.ok:
        return _new(form, 422)
    contact, by = Contact(form.values["name"], form.values["phone"]), queries.authority_of(principal())
    try:
        person = commands.give_post(current_unit(), contact, post_of(form.values, ""), by)
    except Invalid as error:
        form.refuse(error, _SAY)
        return _new(form, 422)
    except Forbidden as error:
        return _new(form, 403, error.sentence(page_language()))
    return see_other(f"{STAFF}/{person.person_id}?done=given")


@staff_pages.get("/people/staff/<uuid:staff_id>")
@roles("head")
def holder(staff_id: UUID) -> Response:
    """Somebody who holds a post in one's wards; another's is not there"""
    return _holder(str(staff_id), Form.blank())


@staff_pages.post("/people/staff/<uuid:staff_id>/posts")
@page_command
@roles("head")
def add_post(staff_id: UUID) -> Response:
    """Another post for them"""
    form = Form.read(PostBody, request.form, say=_SAY)
    return _change(staff_id, "given", form, lambda held: [*held, post_of(form.values, "")])


@staff_pages.post("/people/staff/<uuid:staff_id>/until")
@page_command
@roles("head")
def set_last_day(staff_id: UUID) -> Response:
    """Until when they hold one of their posts"""
    form = Form.read(LastDayBody, request.form)
    return _change(staff_id, "until", form, lambda held: _instead(held, lambda post: [_lasting(post, **form.values)]))


@staff_pages.post("/people/staff/<uuid:staff_id>/end")
@page_command
@roles("head")
def end_post(staff_id: UUID) -> Response:
    """They hold one of their posts no more, and are signed out"""
    return _change(staff_id, "ended", Form.blank(), lambda held: _instead(held, lambda post: []))


def key_of(post: Post) -> str:
    """One of somebody's posts, as its buttons name it."""
    return f"{post.role} {','.join(post.wards)} {post.since}"


def post_said(post: Post, wards: Mapping[str, str], language: str) -> str:
    """ "Cán bộ phường, xã (Phường Ba Đình), đến hết 31/12"."""
    where = ", ".join(wards.get(code, code) for code in post.wards) or words.POST["whole_city"].said(language)
    said = f"{capital(ROLE_NAMES[post.role][language == ENGLISH])} ({where})"
    if post.since > today(current_runtime().clock.now()):
        said = words.POST["from"].said(language).format(post=said, day=date_of(post.since, language))
    if post.until is not None:
        said = words.POST["through"].said(language).format(post=said, day=date_of(post.until, language))
    return said


def _change(staff_id: UUID, done: str, form: Form, wanted: Callable[[Sequence[Post]], list[Post]]) -> Response:
    """Let them hold what ``wanted`` makes of the posts that are one's to give; refused, the page says why."""
    unit, by = current_unit(), queries.authority_of(principal())
    person = unit.get(Person, str(staff_id))
    if person is None or not by.reaches(person):
        raise NotFound
    if not form.ok:
        return _holder(person.person_id, form, 422)
    try:
        commands.change_posts(unit, person, wanted(_mine_to_give(person.posts, by)), by)
    except Invalid as error:
        form.refuse(error, _SAY)
        return _holder(person.person_id, form, 422)
    except _NotHeld:
        return _holder(person.person_id, Form.blank(), 409, words.NOT_HELD.said(page_language()))
    except Forbidden as error:
        return _holder(person.person_id, form, 403, error.sentence(page_language()))
    return see_other(f"{STAFF}/{person.person_id}?done={done}" if by.reaches(person) else STAFF)


def _instead(held: Sequence[Post], of_one: Callable[[Post], list[Post]]) -> list[Post]:
    """The posts with others in place of the one that was named; raises :class:`_NotHeld` where there is none such."""
    named = request.form.get("post", "")
    if all(key_of(post) != named for post in held):
        raise _NotHeld
    return [new for post in held for new in (of_one(post) if key_of(post) == named else [post])]


def _mine_to_give(posts: Sequence[Post], by: Authority) -> list[Post]:
    return [post for post in posts if by.may_give(post)]


def _lasting(post: Post, until: date | None) -> Post:
    refuse_backwards("until", post.since, until)
    return replace(post, until=until)


def _new(form: Form, status: int = 200, refusal: str | None = None) -> Response:
    offered = _offered(page_language())
    return render("volunteers/people/staff_new.html", status, words=words.NEW, form=form, refusal=refusal, **offered)


def _holder(staff_id: str, form: Form, status: int = 200, refusal: str | None = None) -> Response:
    language, by = page_language(), queries.authority_of(principal())
    with reading() as connection:
        seen, _ = queries.staff(connection, principal(), staff_id)
        wards = names_of(ward_names(connection))
    return render(
        "volunteers/people/holder.html",
        status,
        words=words.HOLDER,
        form=form,
        name=seen["name"],
        phone=phone_link(seen["phone"]) if seen["phone"] else "",
        posts=[_told(post, wards, by, language) for post in seen["posts"]],
        news=words.HOLDER.get(f"done.{just_done()}"),
        refusal=refusal,
        url=f"{STAFF}/{staff_id}",
        **_offered(language),
    )


def _told(post: Post, wards: Mapping[str, str], by: Authority, language: str) -> dict[str, Any]:
    mine = by.may_give(post)
    return {
        "text": post_said(post, wards, language),
        "key": key_of(post),
        "until": str(post.until or ""),
        "mine": mine,
    }


def _offered(language: str) -> dict[str, Any]:
    """The posts and the wards that are one's to give."""
    by = queries.authority_of(principal())
    with reading() as connection:
        wards = [ward for ward in ward_names(connection) if ward["code"] in by.wards]
    here = () if not wards else (wards[0]["code"],)
    day = today(current_runtime().clock.now())
    given = [role for role in POSTS if by.may_give(Post(role, here, day))]
    return {
        "roles": [{"value": role, "text": capital(ROLE_NAMES[role][language == ENGLISH])} for role in given],
        "wards": [{"value": ward["code"], "text": ward["name"]} for ward in wards],
    }


def _line(person: Mapping[str, Any], wards: Mapping[str, str], language: str) -> dict[str, Any]:
    return {
        "href": f"{STAFF}/{person['id']}",
        "name": person["name"],
        "phone": phone_link(person["phone"]) if person["phone"] else "",
        "posts": [post_said(post, wards, language) for post in person["posts"]],
    }
