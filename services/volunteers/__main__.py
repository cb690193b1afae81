"""Door: the commands of volunteers (``python -m services.volunteers``)."""

from __future__ import annotations

from datetime import datetime

import click
import marshmallow as ma

from services.volunteers.bootstrap import build
from services.volunteers.commands.staff import give_post
from services.volunteers.config import SERVICE
from services.volunteers.domain.person import Contact, Post, Role
from shared.clock import HANOI
from shared.commands import service_commands
from shared.errors import OutreachError
from shared.messaging.unit_of_work import Actor
from shared.web.fields import PersonName, Phone

main = service_commands(SERVICE, build)

IN_WARDS = [role.value for role in Role if role not in (Role.VOLUNTEER, Role.CITY)]


@main.command(name="add-staff")
@click.option("--name", required=True, help="Full name.")
@click.option("--phone", required=True, help="The number they sign in with.")
@click.option("--ward", "wards", multiple=True, help="Code of a ward the post is for, such as 00004; may be repeated.")
@click.option("--city", is_flag=True, help="The post is for the whole city.")
@click.option("--role", type=click.Choice([*IN_WARDS, Role.CITY.value]), help="Default: staff; with --city, city.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the post; without it, it does not end.")
def add_staff(
    name: str, phone: str, wards: tuple[str, ...], city: bool, role: str | None, until: datetime | None
) -> None:
    """Entrust somebody with a post, so that they may sign in as staff."""
    if bool(wards) == city or role not in (None, *([Role.CITY] if city else IN_WARDS)):
        raise click.UsageError("Name wards with --ward for a post in them, or say --city for the whole city.")
    runtime = build()
    with runtime.unit(Actor("command", "add-staff")) as unit:
        today = unit.now.astimezone(HANOI).date()
        post = Post(role or (Role.CITY if city else Role.STAFF), wards, today, until.date() if until else None)
        try:
            person = give_post(unit, _contact(name, phone), post)
        except OutreachError as error:
            raise click.ClickException(error.sentence("en")) from error
        unit.commit()
    click.echo(f"{person.name} may sign in with {person.phone} as {post.role} of {', '.join(wards) or 'the city'}.")


def _contact(name: str, phone: str) -> Contact:
    return Contact(_read("--name", PersonName(), name), _read("--phone", Phone(), phone))


def _read(option: str, field: ma.fields.Field[str], given: str) -> str:
    try:
        return str(field.deserialize(given))
    except ma.ValidationError as error:
        said = " ".join(getattr(each, "en", str(each)) for each in error.messages)
        raise click.BadParameter(said, param_hint=option) from error


if __name__ == "__main__":
    main()
