"""Every component of the kit on one page, filled and with errors: an app of its own, for tests to look at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, Response
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import make_server

from shared.web.language import Sentence
from shared.web.pages import Form, once, render
from shared.web.pages.rendering import TEMPLATES, furnish
from shared.web.static import static_files, static_url
from tools.servers.ports import free_port

LONG_NAME = ("Nguyễn Hoàng Thụy Phượng Trường Giang Quỳnh Ngọc Uyển Nghiễm " * 4)[:200].strip()
"""200 characters with every Vietnamese mark, as some forms let people write."""

WORDS = {"unused": Sentence("không", "no")}


@contextmanager
def a_gallery() -> Iterator[str]:
    """The address of the page, served until the end of the block."""
    port = free_port()
    server = make_server("127.0.0.1", port, _app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _app() -> Flask:
    app = Flask("shared.web", static_folder=None)
    furnish(app)
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(Path(__file__).parent), FileSystemLoader(TEMPLATES)])
    app.jinja_env.globals["once"] = once
    app.register_blueprint(static_files())
    app.add_url_rule("/", view_func=_blank)
    app.add_url_rule("/wrong", view_func=_wrong)
    return app


def _blank() -> Response:
    return _page(Form.blank(), 200)


def _wrong() -> Response:
    form = Form.filled({"name": LONG_NAME, "who": "family", "needs": ["sight"], "picture": "2"})
    for name in ("name", "phone", "code", "address", "ward", "who", "needs", "picture"):
        form.refuse_field(name, Sentence("Cần ghi mục này.", "This is needed: fill it in."))
    return _page(form, 422)


def _page(form: Form, status: int) -> Response:
    pictures = [{"value": str(n), "text": f"hoa sen {n}", "picture": static_url("icon.svg")} for n in range(1, 7)]
    ward = {"name": "Ba Đình", "kind": "phuong", "phone": "+842438237420"}
    return render("gallery.html", status, words=WORDS, form=form, pictures=pictures, ward=ward, long_name=LONG_NAME)
