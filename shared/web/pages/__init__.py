"""The kit of the pages: what every page of every service has in common.

A group of pages is a :class:`Pages` blueprint; a page is rendered by :func:`render`; what changes something stands
under :func:`page_command`, reads a :class:`Form` and answers :func:`see_other`.
"""

from __future__ import annotations

from shared.web.cookies import DRAFT, LANGUAGE, SESSION, TRACKING, drop_cookie, read_cookie, set_cookie
from shared.web.pages.blueprint import Pages
from shared.web.pages.commanding import keeping, once, page_command, see_other, sent_before
from shared.web.pages.forms import Form
from shared.web.pages.languages import page_language
from shared.web.pages.news import just_done
from shared.web.pages.refusals import to_wait
from shared.web.pages.rendering import render
from shared.web.pages.signing import own_path

__all__ = [
    "DRAFT",
    "LANGUAGE",
    "SESSION",
    "TRACKING",
    "Form",
    "Pages",
    "drop_cookie",
    "just_done",
    "keeping",
    "once",
    "own_path",
    "page_command",
    "page_language",
    "read_cookie",
    "render",
    "see_other",
    "sent_before",
    "set_cookie",
    "to_wait",
]
