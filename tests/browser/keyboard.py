"""Somebody without a mouse goes through a page with the Tab key: where they come, and whether they see it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# What the keyboard must reach, in the order of the page: of radio buttons with one name the chosen one, else the first.
WATCH = """() => {
  for (const more of document.querySelectorAll('details')) more.open = true;
  const named = each => each.form ? [...each.form.elements] : [...document.querySelectorAll('input')];
  const entered = each => {
    if (each.type !== 'radio') return true;
    const group = named(each).filter(other => other.type === 'radio' && other.name === each.name);
    return each === (group.find(other => other.checked) || group[0]);
  };
  const reached = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.type !== 'hidden' && entered(each))
    .filter(each => each.checkVisibility({visibilityProperty: true}));
  const said = each => (each.getAttribute('aria-label') || each.textContent.trim().replace(/\\s+/g, ' ')).slice(0, 40);
  const name = each => `${each.localName}${each.id ? '#' + each.id : ''} ${said(each) || each.name || ''}`.trim();
  // A ring, a ground, a border: on the element itself or on what stands for it (the label of a radio button).
  const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'borderColor',
    'borderWidth', 'textDecorationThickness', 'position'];
  const shows = each => [each, each.nextElementSibling, each.parentElement, each.closest('label')]
    .filter(Boolean).flatMap(part => ['', '::before', '::after'].map(which => {
      const style = getComputedStyle(part, which || null);
      return parts.map(property => style[property]).join();
    })).join(';');
  document.activeElement.blur();
  const unfocused = new Map(reached.map(each => [each, shows(each)]));
  const walk = {expected: reached.map(name), came: [], unseen: [], away: []};
  // From the very beginning, also where a field has the focus at once.
  const start = document.createElement('span');
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
  start.remove();
  document.addEventListener('focusin', event => {
    const each = event.target;
    walk.came.push(name(each));
    if (unfocused.has(each) && unfocused.get(each) === shows(each)) walk.unseen.push(name(each));
    setTimeout(() => {
      const box = each.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      if (document.activeElement === each && !inside) walk.away.push(name(each));
    });
  });
  window.walk = walk;
  const steps = reached.filter(each => /^(date|time|datetime-local|month|week)$/.test(each.type)).length * 6;
  return reached.length + steps;
}"""


def walk(page: Page) -> list[str]:
    """What is wrong for somebody who only has the Tab key: nothing, if they come everywhere in order and see where."""
    steps = page.evaluate(WATCH)
    for _ in range(steps):
        page.keyboard.press("Tab")
    walked: dict[str, Any] = page.evaluate("() => new Promise(told => setTimeout(() => told(window.walk), 50))")
    return [*_order(walked), *_seen(walked)]


def _order(walked: dict[str, Any]) -> list[str]:
    """Every element once, from the first to the last; what only scrolls may be come by on the way."""
    expected = walked["expected"]
    came = [name for name in walked["came"] if name in expected][: len(expected)]
    if came == expected:
        return []
    at = next((n for n, pair in enumerate(zip(came, expected, strict=False)) if pair[0] != pair[1]), len(came))
    after = expected[at - 1] if at else "the beginning"
    found = came[at] if at < len(came) else "nothing"
    return [f"Tab leads from {after!r} to {found!r}, not to {expected[at]!r}"]


def _seen(walked: dict[str, Any]) -> list[str]:
    unseen = [f"{name!r} does not look different with the focus" for name in walked["unseen"]]
    return [*unseen, *(f"{name!r} has the focus outside the window" for name in walked["away"])]


def tab_to(page: Page, text: str, *, within: int = 120) -> None:
    """Go on with Tab until something of this name has the focus."""
    for _ in range(within):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.textContent || '').trim()").startswith(text):
            return
    raise AssertionError(f"{text!r} is not reached with the Tab key")
