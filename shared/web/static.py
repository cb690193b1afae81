"""One tree of static files for the whole origin, at ``/static/<hash of its content>/…``.

The hash makes an address mean one content for ever, so browsers and proxies may keep it. nginx
serves the same tree in production; every app serves it too, so that one started alone is whole.
"""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

ROOT = Path(__file__).parent / "static"
IMMUTABLE = "public, max-age=31536000, immutable"

mimetypes.add_type("font/woff2", ".woff2")  # Python 3.11 does not know it, nor does a container without /etc/mime.types


@cache
def tree_hash() -> str:
    """Twelve hex digits of the SHA-256 over names and contents of all files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in ROOT.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a file of the tree; raises ``FileNotFoundError`` for a name that is not in it."""
    if not (ROOT / name).is_file():
        raise FileNotFoundError(f"there is no static file {name}")
    return f"/static/{tree_hash()}/{name}"


def static_files() -> Blueprint:
    """The route that serves the tree."""
    files = Blueprint("outreach_static", __name__)

    @files.get("/static/<string(length=12):digest>/<path:name>")
    def file(digest: str, name: str) -> Response:
        answer = send_from_directory(ROOT, name)
        # During a rolling deploy a page of the other version asks for its own hash: it is helped, but nobody keeps it.
        answer.headers["Cache-Control"] = IMMUTABLE if digest == tree_hash() else "no-store"
        return answer

    return files
