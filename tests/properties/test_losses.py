"""Whatever was on its way is lost, as when three databases are restored beside an empty broker: ``restate`` mends it.

The same town as in ``test_turns.py``. When its people have done what they did, every event that somebody has not
heard yet is thrown away. The owners state what is true, and everything has to come to agree: what is known, and
what must happen because of it.
"""

from __future__ import annotations

from functools import partial

from shared.messaging.restate import restate
from shared.messaging.unit_of_work import Actor
from tests.properties import rules_kept as kept
from tests.properties.test_turns import Turns
from tests.system.pictures import differences


class Losses(Turns):
    """The turns of a town, and then the loss."""

    def teardown(self) -> None:
        town = self.town
        try:
            town.relay()
            for waiting in town.post.waiting.values():
                waiting.clear()
            self.state_everything()
            town.quieten()
            kept.requests_and_appointments_agree(town)
            kept.nothing_is_left_over(town)
            urls = {name: runtime.config.database_url for name, runtime in town.runtimes.items()}
            assert differences(urls) == []
            self.state_everything()
            town.flow()
            assert differences(urls, restated=True) == [], "also what has moved on in silence since"
        finally:
            self.closing.close()

    def state_everything(self) -> None:
        for runtime in self.town.runtimes.values():
            for restatement in runtime.parts.restatements:
                list(restate(restatement, partial(runtime.unit, Actor("command", "restate"))))


TestLosses = Losses.TestCase
