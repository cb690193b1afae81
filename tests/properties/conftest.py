"""One migrated set of databases for all towns, and how long to look for turns that break a promise."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.properties.test_losses import Losses
from tests.properties.test_turns import Turns
from tests.properties.town import migrated

# Not what the everyday tests go by: the long search draws afresh each time and keeps what it has found.
_OWN = settings.get_profile("default")
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
settings.register_profile(
    "turns",
    _OWN,
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    # A town takes seconds: looking for a shorter story is for the long search, and for whoever mends it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=_SLOW,
)
settings.register_profile(
    "long",
    _OWN,
    max_examples=400,
    stateful_step_count=60,
    deadline=None,
    derandomize=False,
    suppress_health_check=_SLOW,
)


@pytest.fixture(scope="session", autouse=True)
def migrated_databases(tmp_path_factory: pytest.TempPathFactory) -> None:
    Turns.template = migrated(tmp_path_factory.mktemp("town") / "template")
    chosen = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "turns"))
    Turns.TestCase.settings = chosen
    Losses.TestCase.settings = settings(chosen, max_examples=chosen.max_examples // 2)
