"""Signing in with a number and the code sent to it; the public keys tokens are checked with."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from services.volunteers.commands import sign_in as commands
from services.volunteers.domain.errors import WrongSignInCode
from services.volunteers.doorway.strangers import stranger
from services.volunteers.doorway.tokens import token_of
from services.volunteers.schemas.people import CodeSentSchema, PersonsSchema, PhoneBody, SignInBody, TokenSchema
from shared.web.api import Blueprint
from shared.web.auth import anyone
from shared.web.doors import Kept, command, current_runtime, current_unit

blp = Blueprint("sign_in", __name__, description="Signing in.")


@blp.route("/sign-in/code", methods=["POST"])
@command(remember=False)
@blp.response(202, CodeSentSchema)
@blp.may_answer(429)
@anyone
@blp.arguments(PhoneBody)
def ask_for_code(body: dict[str, Any]) -> dict[str, Any]:
    """Have a code sent; the same answer whether or not the number is known"""
    code = commands.ask_for_code(current_unit(), body["phone"], stranger())
    config = current_runtime().config
    answer: dict[str, Any] = {"valid_seconds": int(config.rules.code_lives.total_seconds())}
    return {**answer, "demo_code": code} if config.demo and code else answer


@blp.route("/sign-in/token", methods=["POST"])
@command(remember=False)
@blp.response(200, TokenSchema)
@blp.may_answer(429)
@blp.alt_response(300, schema=PersonsSchema, description="Several persons share this number: choose one.")
@anyone
@blp.arguments(SignInBody)
def sign_in(body: dict[str, Any]) -> dict[str, Any] | Response:
    """A token for whoever proves the number; five wrong tries kill the code, and too many are refused"""
    try:
        found = commands.sign_in(current_unit(), **body, caller=stranger())
    except WrongSignInCode as error:
        raise Kept(error) from error
    if not isinstance(found, commands.SignedIn):
        people = [{"id": person.person_id, "name": person.name} for person in found]
        answer = jsonify(PersonsSchema().dump({"persons": people}))
        answer.status_code = 300
        return answer
    person = found.person
    token, expires_at = token_of(found)
    signed_in = {"id": person.person_id, "name": person.name, "posts": found.posts}
    return {"token": token, "expires_at": expires_at, "person": signed_in}
