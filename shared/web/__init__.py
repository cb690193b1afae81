"""The web kit: what every service's HTTP door has in common, in one call.

``make_app`` puts it together; ``doors`` open units of work, ``auth`` says who may, ``fields`` what
may be sent, ``paging`` and ``conditional`` how lists and versions travel, ``problems`` how errors are told.
"""

from __future__ import annotations

from shared.web.api import Blueprint
from shared.web.app import make_app

__all__ = ["Blueprint", "make_app"]
