"""From what is known to the words of one message: template, values, and what fits."""

from __future__ import annotations

import re

from services.notifications.domain.letter import Words
from services.notifications.domain.sms import Brevity, fit, sentences, tidy
from services.notifications.domain.telling import Telling
from services.notifications.domain.values import VALUES
from services.notifications.domain.words import PHRASES, ending, sentence, subject

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def compose(telling: Telling, *, brief: bool) -> Words:
    """The words of a message; ``brief`` keeps the text within what a text message holds."""

    def render(brevity: Brevity) -> str:
        return _fill(_sentence(telling), telling, brevity)

    line = _fill(subject(telling.language, telling.template, telling.variant), telling, Brevity.FULL)
    text = fit(render) if brief else tidy(render(Brevity.FULL))
    return Words(telling.language, tidy(line), sentences(text, _hint(telling)) if telling.with_hint else text)


def say(sentence: str, telling: Telling) -> str:
    """A sentence for the ear, with all its values in full; raises LookupError for what ``telling`` does not bring."""
    return tidy(_fill(sentence, telling, Brevity.FULL))


def _hint(telling: Telling) -> str:
    how = "stop by answer" if telling.replies else "stop by call"
    return _fill(PHRASES[telling.language][how], telling, Brevity.FULL)


def _sentence(telling: Telling) -> str:
    """The sentence with the ending that fits: for who can answer, or for who has to ring."""
    key = telling.language, telling.template, telling.variant
    text = sentence(*key)
    if "{dap}" not in text:
        return text
    how = ending(*key)
    return text.replace("{dap}", how.called if telling.prefix is None else how.answered)


def _fill(template: str, telling: Telling, brevity: Brevity) -> str:
    return _PLACEHOLDER.sub(lambda match: VALUES[match[1]](telling, brevity), template)
