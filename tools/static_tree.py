"""Lays out the static files as their addresses name them, for nginx: ``FOLDER/static/<hash of its content>/…``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from shared.web.static import ROOT, tree_hash


def lay_out(folder: Path) -> Path:
    """Copy the tree below ``folder``, beside the trees of other versions; where it lies."""
    place = folder / "static" / tree_hash()
    shutil.copytree(ROOT, place, dirs_exist_ok=True)
    return place


@click.command(help="Copy all static files below FOLDER, as nginx serves them: FOLDER/static/<hash>/…")
@click.argument("folder", type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    click.echo(f"Wrote {lay_out(folder)}.")


if __name__ == "__main__":
    main()
