"""``OUTREACH_RULES``: a TOML file that overrides the numbers the services go by.

Its sections are ``[network]`` for what several services count by, and one for each service. A wrong
section, name or value stops the process with a sentence that says what to write.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import isodate

from shared.config import Environment, WrongSetting
from shared.contracts import OWNERS
from shared.rules import DaySpan, Network

R = TypeVar("R", bound=Network)

SETTING = "OUTREACH_RULES"
NETWORK = "network"
SECTIONS = (NETWORK, *OWNERS)

_SPAN = re.compile(r"([0-2]?\d:[0-5]\d)\s*[-–]\s*([0-2]?\d:[0-5]\d)")


class _Wrong(ValueError):
    """A value that is not what the rule is made of; the text says what to write."""


def read_rules(environment: Environment, service: str, rules: type[R]) -> R:
    """The rules of ``service``: its defaults, and over them what the file says; raises :class:`WrongSetting`."""
    path = environment.optional(SETTING)
    if path is None:
        return rules()
    return rules_from(_sections(path), service, rules)


def rules_from(sections: Mapping[str, Any], service: str, rules: type[R]) -> R:
    """The rules that the parsed sections leave; raises :class:`WrongSetting`."""
    _refuse_unknown("section", sections, SECTIONS)
    common = {field.name for field in fields(Network)}
    own = {field.name for field in fields(rules)} - common
    given: dict[str, Any] = {}
    for section, names in ((NETWORK, common), (service, own)):
        table = sections.get(section, {})
        if not isinstance(table, dict):
            raise WrongSetting(SETTING, f"write {section} as a section: [{section}].")
        _refuse_strangers(section, table, names, common)
        given |= {name: _read(rules, section, name, value) for name, value in table.items()}
    try:
        return rules(**given)
    except ValueError as error:
        raise WrongSetting(SETTING, str(error)) from error


def rules_text(service: str, rules: Network) -> str:
    """The numbers in force as the file writes them: ``[network]`` and the section of ``service``."""
    common = {field.name for field in fields(Network)}
    own = [field.name for field in fields(rules) if field.name not in common]
    return "\n".join([*_table(NETWORK, rules, sorted(common)), "", *_table(service, rules, own)]) + "\n"


def _table(name: str, owner: Any, names: Iterable[str]) -> list[str]:
    """A section, and below it the tables inside."""
    lines, inside = [f"[{name}]"], []
    for each in names:
        value = getattr(owner, each)
        if is_dataclass(value) and not _is_span(value):
            inside += ["", *_table(f"{name}.{each}", value, [field.name for field in fields(value)])]
        else:
            lines.append(f"{each} = {_toml(value)}")
    return lines + inside


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, timedelta):
        return f'"{isodate.duration_isoformat(value)}"'
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if is_dataclass(value):
        return _toml((vars(value)["start"], vars(value)["end"]))
    if isinstance(value, tuple) and value and all(isinstance(each, time) for each in value):
        return f'"{value[0]:%H:%M}-{value[1]:%H:%M}"'
    return f"[{', '.join(map(_toml, value))}]" if isinstance(value, tuple) else repr(value)


def _sections(path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongSetting(SETTING, f"name a TOML file that can be read, not {path!r}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(SETTING, f"{path} is no TOML: {error}.") from error


def _refuse_strangers(section: str, table: Mapping[str, Any], names: set[str], common: set[str]) -> None:
    moved = [name for name in table if section != NETWORK and name in common]
    if moved:
        raise WrongSetting(SETTING, f"several services go by {moved[0]}: write it under [{NETWORK}].")
    _refuse_unknown(f"rule of [{section}]", table, sorted(names))


def _refuse_unknown(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            raise WrongSetting(SETTING, f"there is no {what} called {name!r}; write one of {', '.join(known)}.")


def _read(owner: type[Any], section: str, name: str, value: Any) -> Any:
    try:
        return _value(get_type_hints(owner)[name], value)
    except _Wrong as wrong:
        raise WrongSetting(SETTING, f"[{section}] {name}: {wrong}, not {value!r}.") from wrong
    except ValueError as wrong:
        raise WrongSetting(SETTING, f"[{section}] {name}: {wrong}") from wrong


def _value(expected: Any, value: Any) -> Any:
    """``value`` as the type of the rule wants it; raises :class:`_Wrong`."""
    if expected in _SCALARS:
        return _SCALARS[expected](value)
    if expected == DaySpan or (is_dataclass(expected) and _is_span(expected)):
        span = _span(value)
        return span if expected == DaySpan else expected(*span)
    if get_origin(expected) is tuple:
        if not isinstance(value, list):
            raise _Wrong("write a list")
        return tuple(_value(get_args(expected)[0], item) for item in value)
    if is_dataclass(expected) and isinstance(expected, type):
        return _nested(expected, value)
    raise AssertionError(f"a rule is made of what OUTREACH_RULES can say, not of {expected}")


def _nested(expected: type[Any], value: Any) -> Any:
    if not isinstance(value, dict):
        raise _Wrong("write a table of " + ", ".join(field.name for field in fields(expected)))
    hints = get_type_hints(expected)
    for name in value:
        if name not in hints:
            raise _Wrong(f"{name!r} is none of {', '.join(hints)}; write one of these")
    return expected(**{name: _value(hints[name], item) for name, item in value.items()})


def _is_span(expected: Any) -> bool:
    return [field.name for field in fields(expected)] == ["start", "end"]


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1_000_000:
        raise _Wrong("write a whole number from 1 to 1000000")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise _Wrong("write a number from 0 to 1000000")
    return float(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("write true or false")
    return value


def _duration(value: Any) -> timedelta:
    try:
        parsed = isodate.parse_duration(value) if isinstance(value, str) else None
    except (isodate.ISO8601Error, OverflowError):
        parsed = None
    if not isinstance(parsed, timedelta) or not timedelta(0) <= parsed <= timedelta(days=3660):
        raise _Wrong('write an ISO 8601 duration in days or less, such as "PT2H30M"')
    return parsed


def _time(value: Any) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str) and re.fullmatch(r"[0-2]?\d:[0-5]\d", value):
        hour, minute = map(int, value.split(":"))
        if hour < 24:
            return time(hour, minute)
    raise _Wrong('write a local time, such as "18:30"')


def _span(value: Any) -> DaySpan:
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise _Wrong('write a span of local time, such as "8:00-11:30"')
    start, end = _time(match[1]), _time(match[2])
    if start == end:
        raise _Wrong("write a span whose end is not its start")
    return (start, end)


_SCALARS: dict[Any, Any] = {int: _whole, float: _number, bool: _flag, timedelta: _duration, time: _time}
