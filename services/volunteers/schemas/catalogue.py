"""Topics."""

from __future__ import annotations

import marshmallow as ma

from shared.web.fields import Body, Integer, Items, Text, YesNo

LONGEST_VISIT_MINUTES = 240


class SkillSchema(ma.Schema):
    vi = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class TopicSchema(ma.Schema):
    """What one wants to be able to do."""

    id = ma.fields.String(required=True)
    name_vi = ma.fields.String(required=True)
    name_en = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, metadata={"description": "how long a visit for it takes"})
    audience = ma.fields.List(ma.fields.String(), required=True)
    skills = ma.fields.List(ma.fields.Nested(SkillSchema), required=True)
    phone_solvable = ma.fields.Boolean(required=True)
    money = ma.fields.Boolean(required=True)


class SkillBody(Body):
    """One thing done alone at the end, in both languages."""

    vi = Text(120, required=True)
    en = Text(120, required=True)


class TopicBody(Body):
    """What the city changes of a topic; what is left out stays."""

    name_vi = Text(60)
    name_en = Text(60)
    minutes = Integer(least=15, most=LONGEST_VISIT_MINUTES)
    skills = Items(ma.fields.Nested(SkillBody), least=3, most=5)
    phone_solvable = YesNo()
    money = YesNo()
