"""The demo: a sample ward whose people and requests are entered through the API, so that it cannot drift."""

from __future__ import annotations

from services.demo.command import add_demo_staff, demo
from services.demo.page import demo_page

__all__ = ["add_demo_staff", "demo", "demo_page"]
