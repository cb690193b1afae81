"""``python -m tests.browser.pictures FOLDER``: every page as a picture, to be looked at."""

from __future__ import annotations

import re
import tempfile
from itertools import product
from pathlib import Path

import click

from tests.browser.opening import open_page
from tests.browser.pages import PAGES
from tests.browser.scene import a_scene
from tests.browser.windows import DESK, LANGUAGES, PHONE, SCHEMES, a_window
from tools.browser import a_browser

# Its letters are there, and so is what other services put into it.
SETTLED = "() => document.fonts.ready.then(() => new Promise(done => setTimeout(done, 500)))"


@click.command(help="Save every page as FOLDER/<page>-<who>-<language>-<scheme>-<width>.png.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="PATH", help="Only pages whose path begins so (/volunteers/queue).")
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(LANGUAGES), default=("vi",), show_default=True
)
@click.option(
    "--scheme", "schemes", multiple=True, type=click.Choice([*SCHEMES]), default=("light",), show_default=True
)
@click.option("--width", "widths", multiple=True, type=int, default=(PHONE, DESK), show_default=True)
@click.option("--first-screen", is_flag=True, help="Only what is seen before anybody scrolls.")
def main(
    folder: Path,
    only: tuple[str, ...],
    languages: tuple[str, ...],
    schemes: tuple[str, ...],
    widths: tuple[int, ...],
    first_screen: bool,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    seen = [look for look in PAGES if not only or look.path.startswith(only)]
    with tempfile.TemporaryDirectory() as place, a_browser() as browser, a_scene(Path(place)) as scene:
        for look, language, scheme, width in product(seen, languages, schemes, widths):
            name = re.sub(r"[^a-z0-9]+", "-", f"{'front' if look.path == '/' else ''}{look}".lower()).strip("-")
            path = folder / f"{name}-{language}-{scheme}-{width}.png"
            with a_window(browser, scene, look.who, language=language, scheme=scheme, width=width) as page:
                open_page(page, scene, look)
                page.evaluate(SETTLED)
                page.screenshot(path=path, full_page=not first_screen)
            click.echo(str(path))


if __name__ == "__main__":
    main()
