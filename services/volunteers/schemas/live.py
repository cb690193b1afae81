"""What the live queue tells: which request changed and where it stands, and nobody's name."""

from __future__ import annotations

import marshmallow as ma

from services.volunteers.schemas.common import Ward
from shared.web.fields import Integer, Query


class LiveQuery(Query):
    ward = Ward(load_default=None)
    after = Integer(load_default=None, least=0, most=10**15 - 1)


class ChangeSchema(ma.Schema):
    """A request as it stood after a change; ``sequence`` is its version."""

    position = ma.fields.Integer(required=True)
    request_id = ma.fields.String(required=True)
    reference = ma.fields.String(required=True)
    ward = ma.fields.String(required=True)
    status = ma.fields.String(required=True)
    sequence = ma.fields.Integer(required=True)


class ChangesSchema(ma.Schema):
    """Changes in the order of their commits. After ``reset`` the list has to be read anew."""

    position = ma.fields.Integer(required=True)
    reset = ma.fields.Boolean(required=True)
    changes = ma.fields.List(ma.fields.Nested(ChangeSchema), required=True)
