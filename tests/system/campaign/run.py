"""The campaign: settle a crowd, strike while it lives, wait for quiet, examine."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from random import Random
from statistics import median

import psycopg
import requests

from tests.kit.clusters import UNLIMITED
from tests.system.campaign import invariants
from tests.system.campaign.canary import FLOW, Canary, Ear, Stuck
from tests.system.campaign.copies import Copies
from tests.system.campaign.figures import Figures, Recovered
from tests.system.campaign.invariants import Check, Letters
from tests.system.campaign.kinds import KINDS, WORST
from tests.system.campaign.mail import MailServer
from tests.system.campaign.plan import Planned, plan
from tests.system.campaign.quiet import wait_for_quiet
from tests.system.campaign.scene import SERVICES, Scene, rows
from tools.cluster import Cluster
from tools.crowd import RULES, Crowd
from tools.crowd.phones import Message
from tools.waiting import until

_HERE = Path(__file__).parent
FILES = ("docker-compose.yml", str(_HERE / "compose.apart.yml"))
FILES_OF_THREE = ("docker-compose.yml", "compose.ha.yml", *FILES[1:], str(_HERE / "compose.apart.ha.yml"))
STAFF = "+84919000001"
HEALTHY = 5
"""Canaries before the first fault, to know how long one takes."""
SENDERS_KILLED = ("sender killed", "sender killed while it sends")

AWAKE = """
[network]
opening_hours = ["00:00-23:59"]
quiet_residents = []
quiet_volunteers = []
"""
"""Nobody rests: a campaign comes at any hour, and what waits for the morning would look like what is stuck."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Settings:
    """What a campaign is told. ``rate`` is requests a second; ``kinds`` are the faults, all of them when empty.

    It strikes for so many ``minutes``, and where the machine is slow for longer, until there were ``least`` faults.
    """

    minutes: float
    seed: int
    nodes: int = 1
    rate: float = 1.0
    wards: int = 3
    volunteers: int = 30
    kinds: tuple[str, ...] = ()
    least: int = 1


def run_campaign(settings: Settings, folder: Path, tell: Tell) -> Figures:
    """Run it in ``folder``, which keeps logs and data; raises :class:`Stuck` when something never recovers."""
    figures = Figures(settings.seed, settings.minutes, settings.nodes)
    with ExitStack() as stack:
        scene, crowd, letters = stack.enter_context(_settled(settings, folder, tell))
        figures.healthy = median(scene.canary.measure(time.monotonic()) for _ in range(HEALTHY))
        tell(f"A canary takes {figures.healthy:.1f} s when all is well.")
        crowd.start(settings.rate)
        try:
            _strike(scene, settings, figures, tell)
        finally:
            crowd.stop()
        _examine(scene, crowd, letters, figures, tell)
    return figures


@contextmanager
def _settled(settings: Settings, folder: Path, tell: Tell) -> Iterator[tuple[Scene, Crowd, Letters]]:
    ear, letters, mail = Ear(), Letters(), MailServer()

    def hear(message: Message) -> None:
        ear(message)
        letters(message)

    mail.start()
    cluster = _cluster(settings, folder, mail)
    try:
        tell("The cluster starts …")
        cluster.start()
        tell(f"{cluster.address} answers; the crowd moves in …")
        crowd = Crowd(
            cluster.address, _phones(folder), lambda *words: _add_staff(cluster, *words), seed=settings.seed, hear=hear
        )
        crowd.settle(wards=settings.wards, volunteers=settings.volunteers)
        yield _scene(settings, cluster, crowd, mail, ear), crowd, letters
    finally:
        cluster.stop()
        mail.stop()


def _cluster(settings: Settings, folder: Path, mail: MailServer) -> Cluster:
    rules = folder / "rules.toml"
    rules.write_text(RULES + AWAKE, encoding="utf-8")
    environment = {
        "NOTIFICATIONS_CHANNELS": f"{mail.channel};file://{_phones(folder)}",
        "OUTREACH_RULES": str(rules),
        # Everybody calls from one address here.
        **UNLIMITED,
    }
    files = FILES if settings.nodes == 1 else FILES_OF_THREE
    return Cluster.prepare(folder / "cluster", nodes=settings.nodes, files=files, environment=environment)


def _phones(folder: Path) -> Path:
    return folder / "messages.jsonl"


def _add_staff(cluster: Cluster, *words: str) -> None:
    cluster.run("volunteers-worker", "python", "-m", "services.volunteers", "add-staff", *words)


def _scene(settings: Settings, cluster: Cluster, crowd: Crowd, mail: MailServer, ear: Ear) -> Scene:
    def there_is(service: str, query: str) -> Callable[[str], bool]:
        def look(request_id: str) -> bool:
            try:
                return bool(rows(cluster, service, query, request_id))
            except psycopg.OperationalError:
                return False

        return look

    wards = {ward.code: (ward.lat, ward.lon) for ward in crowd.scene.wards}
    token = _sign_in(cluster, ear)
    canary = Canary(
        cluster.address,
        token,
        wards,
        ear,
        there_is("sessions", "SELECT 1 FROM requests WHERE id = %s"),
        there_is("volunteers", "SELECT 1 FROM offers WHERE request_id = %s LIMIT 1"),
        lambda email: email in mail.recipients,
    )
    broker = cluster.rabbits[0]
    copies = Copies(broker.url("outreach", *broker.administrator), Random(settings.seed))  # noqa: S311 - dice
    return Scene(cluster, mail, copies, canary)


def _sign_in(cluster: Cluster, ear: Ear) -> str:
    """The token of a member of staff of the whole city, who enters the canaries."""
    _add_staff(cluster, "--name", "Hoàng Anh", "--phone", STAFF, "--city")
    api = f"{cluster.address}/volunteers/api/v1/sign-in"
    requests.post(f"{api}/code", json={"phone": STAFF}, timeout=30).raise_for_status()
    text = until(lambda: ear.text(STAFF, "signin.code"))
    found = re.search(r"\b(\d{6})\b", text)
    assert found, "the message holds no code"
    answer = requests.post(f"{api}/token", json={"phone": STAFF, "code": found[1]}, timeout=30)
    return str(answer.json()["token"])


def _strike(scene: Scene, settings: Settings, figures: Figures, tell: Tell) -> None:
    chosen = {name: kind for name, kind in KINDS.items() if not settings.kinds or name in settings.kinds}
    targets = {name: kind.at(scene.cluster) for name, kind in chosen.items()}
    faults = plan({name: kind.times for name, kind in chosen.items()}, targets, settings.seed, worst=WORST)
    began = time.monotonic()
    over = began + 60 * settings.minutes
    for _, fault in takewhile(lambda each: each[0] < settings.least or time.monotonic() < over, enumerate(faults)):
        scene.wait(fault.before)
        seconds = _strike_once(scene, fault)
        figures.recovered.append(Recovered(fault.kind, fault.target, seconds, KINDS[fault.kind].within))
        tell(f"{_clock(began)}  {fault.kind} ({fault.target}): flowing again after {seconds:.1f} s")


def _strike_once(scene: Scene, fault: Planned) -> float:
    """One fault from its beginning to its end, and the recovery after it in seconds."""
    kind = KINDS[fault.kind]
    scene.struck[fault.kind] += 1
    try:
        with kind.strike(scene, fault.target):
            if not kind.over_at_once:
                scene.wait(fault.seconds)
            flowing = scene.canary.measure(time.monotonic(), FLOW) if kind.over_at_once else None
        passed = scene.canary.measure(time.monotonic())
        return flowing or passed
    except Stuck as stuck:
        raise Stuck(f"{fault.kind} ({fault.target}): {stuck}") from stuck


def _examine(scene: Scene, crowd: Crowd, letters: Letters, figures: Figures, tell: Tell) -> None:
    tell("Nobody asks any more; waiting until nothing moves …")
    figures.quiet_after, moving = wait_for_quiet(scene)
    tell(f"After {figures.quiet_after:.0f} s {'; '.join(moving) or 'all is quiet'}. Looking at what is left …")
    groups: Mapping[str, Mapping[str, Check]] = {
        "lost": invariants.LOST,
        "doubled": invariants.DOUBLED,
        "stuck": invariants.STUCK,
        "apart": invariants.APART,
    }
    figures.wrong = {
        name: [sentence for check in checks.values() for sentence in check(scene, crowd)]
        for name, checks in groups.items()
    }
    _count_repeats(scene, letters, figures)
    figures.wrong["stuck"] += moving
    figures.wrong["trouble of the crowd's own"] = [repr(error) for error in crowd.failed]
    figures.requests = len(crowd.accepted.requests) + len(scene.canary.asked)
    figures.deeds = Counter(done.deed for done in crowd.accepted)
    figures.unsure = len(crowd.accepted.unsure)
    figures.events = sum(_last_number(scene, service) for service in SERVICES)
    figures.said_again = scene.copies.said_again
    figures.reordered = scene.copies.reordered
    figures.messages = len(letters.came) + len(scene.mail.taken)


def _count_repeats(scene: Scene, letters: Letters, figures: Figures) -> None:
    """A message comes again only where a sender died, or a mail server took it and did not say so; and is marked."""
    again, unmarked = invariants.repeats(scene, letters.came + scene.mail.taken)
    figures.repeated = again.total()
    figures.may_repeat = sum(scene.struck[kind] for kind in SENDERS_KILLED) + scene.mail.unsaid
    figures.wrong["doubled"] += unmarked
    if figures.repeated > figures.may_repeat:
        figures.wrong["doubled"].append(f"{figures.repeated} messages came again, and {figures.may_repeat} might have")


def _last_number(scene: Scene, service: str) -> int:
    ((number,),) = scene.rows(service, "SELECT last_value FROM outbox_id_seq")
    return int(str(number))


def _clock(began: float) -> str:
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    return f"{minutes:02}:{seconds:02}"
