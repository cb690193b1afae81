"""The crowd: settled once, then asking at a rate of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random

from tools.crowd.agenda import Agenda
from tools.crowd.habits import Habits
from tools.crowd.helper import Helper, Holder
from tools.crowd.household import Household
from tools.crowd.ledger import Ledger
from tools.crowd.people import STAFF, VOLUNTEERS, Population, Ward, a_name, an_application
from tools.crowd.phones import Message, Phones
from tools.crowd.scene import API, REQUESTS, Scene
from tools.crowd.wire import Answer, Call, Caller, Wire

THREADS = 32
SETTLERS = 8

RULES = """
[notifications]
daily_cap = 1000

[volunteers.strangers]
codes = { each = 1000000, together = 1000000 }
sign_ins = { each = 1000000, together = 1000000 }
applications = { each = 1000000, together = 1000000 }
"""
"""``OUTREACH_RULES`` for a crowd: these phones ring more often in a minute than people's do in a day, and all of them
call from one address.
"""


class Unsettled(Exception):
    """The crowd could not move in; the text says which call was refused."""


class Crowd:
    """People at ``address``, whose phones are the lines of ``phones``.

    ``add_staff`` runs ``python -m services.volunteers add-staff`` with the words it is given; it is called once.
    Everything random comes out of ``seed``, the numbers of the phones too: on data that stay, a second crowd
    takes another seed. Who draws first is up to the threads, so two crowds of one seed are alike, not the same.
    ``watch`` is told of every call, ``hear`` of every message.
    """

    def __init__(
        self,
        address: str,
        phones: Path,
        add_staff: Callable[..., object],
        *,
        seed: int = 1,
        habits: Habits | None = None,
        threads: int = THREADS,
        watch: Callable[[Call], None] = lambda _call: None,
        hear: Callable[[Message], None] = lambda _message: None,
    ) -> None:
        wire = Wire(address, watch=watch)
        self._add_staff = add_staff
        self._scene = Scene(
            wire=wire,
            phones=Phones(phones, hear),
            agenda=Agenda(threads, wire.wanted_since),
            ledger=Ledger(),
            habits=habits or Habits(),
            population=Population(seed),
            random=Random(seed),  # noqa: S311 - dice, no secret
        )
        self._arrivals_until = float("inf")
        self._started = False

    @property
    def accepted(self) -> Ledger:
        """What was promised to the crowd."""
        return self._scene.ledger

    @property
    def scene(self) -> Scene:
        """What everybody in the crowd shares; for whoever measures."""
        return self._scene

    @property
    def failed(self) -> list[BaseException]:
        """What went wrong in the crowd itself: answers of a form nobody expects, codes that never came."""
        return self._scene.agenda.failed

    def settle(self, wards: int = 3, volunteers: int = 30, tell: Callable[[int], None] = lambda _settled: None) -> None:
        """City staff by command, the wards' staff and all volunteers by HTTP; approved and signed in.

        ``tell`` is told how many volunteers are.
        """
        self._scene.phones.start()
        city = self._city_staff()
        self._scene.wards = list(islice(_all_wards(city), wards))
        with ThreadPoolExecutor(SETTLERS) as threads:
            for ward, caller in zip(self._scene.wards, threads.map(self._ward_staff, self._scene.wards), strict=True):
                self._scene.staff[ward.code] = caller
            where = [self._scene.wards[number % len(self._scene.wards)] for number in range(volunteers)]
            for settled, _ in enumerate(threads.map(self._volunteer, where), start=1):
                tell(settled)

    def start(self, rate: float) -> None:
        """Ask ``rate`` times a second, at random moments (a Poisson process), until :meth:`stop`."""
        self.begin()
        self._next_arrival(time.monotonic(), rate)

    def begin(self) -> None:
        """Take turns, but ask nothing by itself: :meth:`ask_at` says when somebody asks."""
        if not self._started:
            self._started = True
            self._scene.agenda.start()

    def ask_at(self, due: float, ward: Ward | None = None) -> None:
        """Somebody of the ward asks at this moment of the monotonic clock; of any ward without one."""
        self._scene.agenda.at(due, lambda: self._somebody_asks(ward))

    def quieten(self) -> None:
        """From now on nobody asks any more; what was begun goes on until :meth:`stop`."""
        self._arrivals_until = time.monotonic()

    def stop(self, patience: float = 60.0) -> None:
        """Nobody asks any more; what is being said is said to its end, and no longer than ``patience`` seconds."""
        self.quieten()
        give_up = time.monotonic() + patience
        while self._scene.agenda.left and time.monotonic() < give_up:
            time.sleep(0.05)
        self._scene.wire.close()
        self._scene.agenda.stop()
        self._scene.phones.stop()

    def _next_arrival(self, due: float, rate: float) -> None:
        """Each arrival names the next before it does anything, so that a slow network is asked no less."""
        due += self._scene.random.expovariate(rate)

        def arrive() -> None:
            if due < self._arrivals_until:
                self._next_arrival(due, rate)
                self._somebody_asks(None)

        self._scene.agenda.at(due, arrive)

    def _somebody_asks(self, ward: Ward | None) -> None:
        scene = self._scene
        where = ward or scene.random.choice(scene.wards)
        Household(scene, where).ask()
        scene.sometimes(scene.habits.staff_look, lambda: self._staff_look(where), scene.random.uniform(0, 2))

    def _staff_look(self, ward: Ward) -> None:
        staff = self._scene.staff[ward.code]
        staff.get(f"{API}/queue/summary?ward={ward.code}")
        staff.get(f"{REQUESTS}?ward={ward.code}&limit=50")

    def _city_staff(self) -> Caller:
        phone = self._scene.population.number(STAFF)
        self._add_staff("--name", "Bùi Quang Huy", "--phone", phone, "--city")
        self._city = Holder(self._scene, phone).signed_in()
        return self._city

    def _ward_staff(self, ward: Ward) -> Caller:
        phone = self._scene.population.number(STAFF)
        post = {"name": a_name(self._scene.random), "phone": phone, "role": "staff", "wards": [ward.code]}
        _expect(self._city.post(f"{API}/staff", post), "POST staff")
        return Holder(self._scene, phone).signed_in()

    def _volunteer(self, ward: Ward) -> Helper:
        phone = self._scene.population.number(VOLUNTEERS)
        profile = an_application(self._scene.random, ward, phone)
        applied = _expect(self._scene.anyone.post(f"{API}/volunteers", profile), "POST volunteers").body
        _expect(self._scene.staff[ward.code].post(f"{API}/volunteers/{applied['id']}/approve"), "approve")
        helper = Helper(self._scene, phone)
        helper.signed_in()
        return helper


def _expect(answer: Answer, what: str) -> Answer:
    if not answer.ok:
        raise Unsettled(f"{what} was answered {answer.status}: {answer.body}")
    return answer


def _all_wards(caller: Caller) -> Iterator[Ward]:
    """Page by page, in the order of their codes."""
    cursor = ""
    while cursor is not None:
        page = _expect(caller.get(f"{API}/wards?limit=100{cursor}"), "GET wards").body
        yield from (Ward(each["code"], each["lat"], each["lon"]) for each in page["items"])
        cursor = page["next"] and f"&cursor={page['next']}"
