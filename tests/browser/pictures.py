"""``python -m tests.browser.pictures FOLDER``: every page as a picture, to be looked at."""

from __future__ import annotations

import re
import tempfile
from itertools import product
from pathlib import Path

import click
from playwright.sync_api import Browser

from tests.browser.pages import PAGES, Look
from tests.browser.scene import Scene, a_scene
from tests.browser.windows import DESK, LANGUAGES, PHONE, SCHEMES, a_browser, a_window, open_page


@click.command(help="Save every page as FOLDER/<page>-<who>-<language>-<scheme>-<width>.png.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="PATH", help="Only pages whose path begins so (/volunteers/queue).")
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(LANGUAGES), default=("vi",), show_default=True
)
@click.option("--scheme", "schemes", multiple=True, type=click.Choice(SCHEMES), default=("light",), show_default=True)
def main(folder: Path, only: tuple[str, ...], languages: tuple[str, ...], schemes: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    seen = [look for look in PAGES if not only or look.path.startswith(only)]
    with tempfile.TemporaryDirectory() as place, a_browser() as browser, a_scene(Path(place)) as scene:
        for look, language, scheme in product(seen, languages, schemes):
            _take(browser, scene, look, language, scheme, folder)


def _take(browser: Browser, scene: Scene, look: Look, language: str, scheme: str, folder: Path) -> None:
    name = re.sub(r"[^a-z0-9]+", "-", look.path.lower()).strip("-") or "front"
    for width in (PHONE, DESK):
        with a_window(browser, scene, look.who, language=language, scheme=scheme, width=width) as page:
            open_page(page, scene, look)
            path = folder / f"{name}-{look.who or 'anyone'}-{language}-{scheme}-{width}.png"
            page.screenshot(path=path, full_page=True)
            click.echo(str(path))


if __name__ == "__main__":
    main()
