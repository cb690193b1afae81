"""The base of request schemas: nothing unknown is taken, and every refusal says what to write."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from shared.web.language import Sentence


class Body(ma.Schema):
    """The base of request bodies. An unknown field is refused, and the known ones are named."""

    class Meta:
        unknown = ma.RAISE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = ", ".join(field.data_key or name for name, field in self.load_fields.items())
        self.error_messages["unknown"] = Sentence(
            f"Không có mục tên này. Các mục được nhận: {known}.",
            f"There is no field of this name. The fields are: {known}.",
        )


class Query(Body):
    """The base of query parameters: values come as text, and "absent" is said by leaving one out, never by null."""

    def on_bind_field(self, field_name: str, field_obj: ma.fields.Field[Any]) -> None:
        field_obj.allow_none = False


def from_text(field: ma.fields.Field[Any]) -> bool:
    """Whether a field reads a query parameter, which is always text."""
    return isinstance(field.root, Query)


def described(metadata: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    """A field's metadata with the JSON Schema properties it keeps; what the caller wrote comes first."""
    return {**properties, **(metadata or {})}
