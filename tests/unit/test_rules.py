"""A city overrides the numbers with a TOML file; a ward narrows them."""

from __future__ import annotations

import importlib
from datetime import time, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.notifications.domain.rules import Rules as OfNotifications
from services.sessions.domain.rules import Rules as OfSessions
from services.volunteers.domain.rules import Rules as OfVolunteers
from shared.config import Environment, WrongSetting
from shared.rules import Narrowing, Network, covers
from shared.rules_file import R, read_rules, rules_text

SERVICES: list[tuple[str, type[Network]]] = [
    ("volunteers", OfVolunteers),
    ("sessions", OfSessions),
    ("notifications", OfNotifications),
]


def read(text: str, tmp_path: Path, service: str, rules: type[R]) -> R:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(Environment({"OUTREACH_RULES": str(file)}), service, rules)


@pytest.mark.parametrize(("service", "rules"), SERVICES)
def test_without_a_file_the_numbers_of_the_language_hold(service: str, rules: type[Network]) -> None:
    assert read_rules(Environment({}), service, rules) == rules()


@pytest.mark.parametrize(("service", "rules"), SERVICES)
def test_the_numbers_in_force_are_shown_as_the_file_writes_them(
    service: str, rules: type[Network], tmp_path: Path
) -> None:
    shown = rules_text(service, rules())
    assert 'notice = "P1D"' in shown
    assert read(shown, tmp_path, service, rules) == rules()
    changed = read('[network]\nnotice = "PT36H"\nquiet_residents = ["21:00-6:00"]', tmp_path, service, rules)
    assert read(rules_text(service, changed), tmp_path, service, rules) == changed


@pytest.mark.parametrize("service", [service for service, _ in SERVICES])
def test_a_command_shows_the_numbers_in_force(service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[network]\nnotice = "PT36H"\n')
    monkeypatch.setenv("OUTREACH_RULES", str(file))
    monkeypatch.setenv("OUTREACH_DATA_DIR", str(tmp_path))
    main = importlib.import_module(f"services.{service}.__main__").main
    said = CliRunner().invoke(main, ["rules"], catch_exceptions=False)
    assert 'notice = "P1DT12H"' in said.output
    assert f"[{service}]" in said.output


@pytest.mark.parametrize(("service", "rules"), SERVICES)
def test_what_several_services_count_by_is_written_once_for_all(
    service: str, rules: type[Network], tmp_path: Path
) -> None:
    text = """
        [network]
        notice = "PT36H"
        notice_today = "PT2H30M"
        opening_hours = ["7:30-11:30", "13:00-16:30"]
        quiet_volunteers = ["21:00-7:00"]
    """
    found = read(text, tmp_path, service, rules)
    assert (found.notice, found.notice_today) == (timedelta(hours=36), timedelta(hours=2, minutes=30))
    assert found.opening_hours == ((time(7, 30), time(11, 30)), (time(13), time(16, 30)))
    assert found.quiet_volunteers == ((time(21), time(7)),)


def test_each_service_reads_its_own_section(tmp_path: Path) -> None:
    text = """
        [volunteers]
        wave_size = 2
        distance_points = 12.5
        free_windows = ["18:00-21:00"]
        [sessions]
        preferred = ["9:00-10:30"]
        [sessions.travel]
        speed_km_h = 15
    """
    of_volunteers = read(text, tmp_path, "volunteers", OfVolunteers)
    assert (of_volunteers.wave_size, of_volunteers.distance_points) == (2, 12.5)
    assert of_volunteers.free_windows == ((time(18), time(21)),)
    of_sessions = read(text, tmp_path, "sessions", OfSessions)
    assert of_sessions.travel.speed_km_h == 15
    assert [(span.start, span.end) for span in of_sessions.preferred] == [(time(9), time(10, 30))]
    assert of_sessions.travel.rest == timedelta(minutes=10), "what is left out stays"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("[volunteer]", "no section called 'volunteer'; write one of network, volunteers, sessions, notifications"),
        ("volunteers = 3", r"write volunteers as a section: \[volunteers\]"),
        ("[volunteers]\nwaves = 3", r"no rule of \[volunteers\] called 'waves'"),
        ("[network]\nwave_size = 3", r"no rule of \[network\] called 'wave_size'"),
        ('[volunteers]\nnotice = "PT1H"', r"write it under \[network\]"),
        ("[volunteers]\nwave_size = 'three'", r"\[volunteers\] wave_size: write a whole number .* not 'three'"),
        ("[volunteers]\nwave_size = 0", "write a whole number from 1"),
        ("[volunteers]\nwave_size = true", "write a whole number"),
        ("[volunteers]\ntopic_points = -1", "write a number from 0"),
        ("[network]\nnotice = 24", r"\[network\] notice: write an ISO 8601 duration"),
        ('[network]\nnotice = "-PT24H"', "write an ISO 8601 duration"),
        ('[network]\nnotice = "P1M"', "write an ISO 8601 duration"),
        ('[network]\nnotice = "tomorrow"', "write an ISO 8601 duration"),
        ('[network]\nopening_hours = "8:00-17:00"', "write a list"),
        ("[network]\nopening_hours = []", "opening_hours: write spans of one day"),
        ('[network]\nopening_hours = ["8-17"]', 'write a span of local time, such as "8:00-11:30"'),
        ('[network]\nopening_hours = ["8:00-25:00"]', "write a local time"),
        ('[network]\nopening_hours = ["8:00-8:00"]', "whose end is not its start"),
        ('[network]\nopening_hours = ["13:00-17:00", "8:00-11:30"]', "the earlier first"),
        ('[network]\nopening_hours = ["8:00-12:00", "11:30-17:00"]', "do not overlap"),
        ('[network]\nnotice_today = "PT48H"', "no longer than notice"),
        ("[volunteers\n", "is no TOML"),
    ],
)
def test_a_wrong_rules_file_stops_the_process_with_what_to_write(text: str, remedy: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=remedy) as stopped:
        read(text, tmp_path, "volunteers", OfVolunteers)
    assert stopped.value.name == "OUTREACH_RULES"


def test_a_list_may_be_empty_where_the_network_can_do_without(tmp_path: Path) -> None:
    text = "[network]\nquiet_volunteers = []\n[volunteers]\nfree_windows = []"
    rules = read(text, tmp_path, "volunteers", OfVolunteers)
    assert (rules.quiet_volunteers, rules.free_windows) == ((), ())
    assert read(rules_text("volunteers", rules), tmp_path, "volunteers", OfVolunteers) == rules


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("[sessions]\ntravel = 3", "write a table of"),
        ("[sessions.travel]\nspeed = 3", "'speed' is none of"),
        ("[sessions.travel]\nspeed_km_h = 0", "write a number from 1"),
        ('[sessions]\nstep = "PT0S"', "a minute or more"),
    ],
)
def test_a_wrong_table_inside_a_section_is_named_too(text: str, remedy: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=remedy):
        read(text, tmp_path, "sessions", OfSessions)


def test_a_file_that_is_not_there_stops_the_process() -> None:
    with pytest.raises(WrongSetting, match="name a TOML file that can be read"):
        read_rules(Environment({"OUTREACH_RULES": "/nowhere/rules.toml"}), "volunteers", OfVolunteers)


def test_a_file_in_another_encoding_stops_the_process(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes("# Hà\n".encode("latin-1"))
    with pytest.raises(WrongSetting, match="is no TOML"):
        read_rules(Environment({"OUTREACH_RULES": str(file)}), "volunteers", OfVolunteers)


def test_a_ward_gives_longer_notice_a_shorter_promise_smaller_waves_and_more_quiet() -> None:
    ward = Narrowing(
        opening_hours=((time(8, 30), time(11)),),
        promise_days=2,
        wave_size=2,
        notice_minutes=48 * 60,
        quiet_residents=((time(19), time(8)),),
    )
    rules = OfVolunteers().narrowed_by(ward)
    assert (rules.promise_days, rules.wave_size, rules.notice) == (2, 2, timedelta(hours=48))
    assert rules.opening_hours == ((time(8, 30), time(11)),)
    assert any(covers(span, time(19, 30)) for span in rules.quiet_residents)
    assert any(covers(span, time(12)) for span in rules.quiet_residents), "the city's own quiet hours stay"
    assert rules.quiet_volunteers == OfVolunteers().quiet_volunteers


def test_a_ward_widens_nothing() -> None:
    wider = Narrowing(
        opening_hours=((time(6), time(22)),),
        promise_days=30,
        wave_size=50,
        notice_minutes=10,
        quiet_residents=((time(12), time(12, 5)),),
    )
    city, rules = OfVolunteers(), OfVolunteers().narrowed_by(wider)
    assert (rules.promise_days, rules.wave_size, rules.notice) == (city.promise_days, city.wave_size, city.notice)
    assert rules.opening_hours == city.opening_hours
    assert set(city.quiet_residents) <= set(rules.quiet_residents)


def test_hours_that_share_nothing_with_the_citys_leave_the_citys() -> None:
    night = Narrowing(opening_hours=((time(20), time(21)),))
    assert OfVolunteers().narrowed_by(night).opening_hours == OfVolunteers().opening_hours


def test_a_ward_that_has_narrowed_nothing_goes_by_the_citys_numbers() -> None:
    assert OfSessions().narrowed_by(Narrowing.told(None)) == OfSessions()


def test_what_a_ward_narrowed_reads_the_same_after_the_wire() -> None:
    told = Narrowing(opening_hours=((time(8), time(11)),), promise_days=2, quiet_volunteers=((time(21), time(7)),))
    assert told.tell()["opening_hours"] == [["08:00", "11:00"]]
    assert Narrowing.told(told.tell()) == told


@pytest.mark.parametrize(("at", "inside"), [("22:00", True), ("0:10", True), ("6:29", True), ("6:30", False)])
def test_a_span_may_go_over_midnight(at: str, inside: bool) -> None:
    hour, minute = map(int, at.split(":"))
    assert covers((time(22), time(6, 30)), time(hour, minute)) is inside
