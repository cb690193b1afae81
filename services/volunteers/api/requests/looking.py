"""Looking at requests: the queue, one of them, what happened to it, who could be asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.volunteers.api.requests.blueprint import Answer, blp
from services.volunteers.queries import offers as offer_queries
from services.volunteers.queries import requests as queries
from services.volunteers.queries.timeline import timeline
from services.volunteers.schemas.requests import (
    CandidatesSchema,
    RequestLineSchema,
    RequestSchema,
    RequestsQuery,
    TimelineLineSchema,
)
from shared.web.auth import principal, roles, signed_in
from shared.web.conditional import etag
from shared.web.doors import current_runtime, reading
from shared.web.language import language
from shared.web.paging import Page, Paged, page_of


@blp.route("/requests")
@blp.response(200, page_of(RequestLineSchema))
@roles("counter")
@blp.arguments(RequestsQuery, location="query")
def list_requests(query: dict[str, Any]) -> Page:
    """The requests of one's wards, the longest waiting first"""
    with reading() as connection:
        return queries.list_requests(connection, principal(), query, current_runtime().clock.now())


@blp.route("/requests/<uuid:request_id>")
@blp.response(200, RequestSchema)
@signed_in(tracking=True)
def get_request(request_id: UUID) -> Answer:
    """One request, as far as staff, its holder or its volunteers may see it"""
    with reading() as connection:
        shown, version = queries.request(connection, principal(), str(request_id), current_runtime().clock.now())
    return shown, etag(version)


@blp.route("/requests/<uuid:request_id>/timeline")
@blp.response(200, page_of(TimelineLineSchema))
@signed_in(tracking=True)
@blp.arguments(Paged, location="query")
def get_timeline(query: dict[str, Any], request_id: UUID) -> Page:
    """What happened, oldest first, in sentences"""
    with reading() as connection:
        return timeline(connection, principal(), str(request_id), query, language())


@blp.route("/requests/<uuid:request_id>/candidates")
@blp.response(200, CandidatesSchema)
@roles("staff")
def get_candidates(request_id: UUID) -> dict[str, Any]:
    """Who could be asked now, ranked with the reasons, and why others could not"""
    runtime = current_runtime()
    with reading() as connection:
        now, rules = runtime.clock.now(), runtime.config.rules
        return offer_queries.candidates(connection, principal(), str(request_id), now, rules)
