"""Text at twice its size on a phone: no page of an assessment scrolls sideways, no heading breaks inside a word."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import open_round, sent
from tests.journeys.answering import address

pytestmark = pytest.mark.django_db(transaction=True)
BROKEN = """() => Array.from(document.querySelectorAll("h1, h2, legend, .finding")).flatMap((heading) => {
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const word of node.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  return broken;
})"""


@pytest.fixture
def named(participant):
    """The participant, who has a long name and address, with something sent."""
    person = participant.person
    person.email = "a.rather.long.name@partnership-organisation.example"
    person.save()
    sent(participant, dict.fromkeys(participant.round.instrument.content.statement_keys[:6], 3))
    other = open_round(participant.round.partnership, instrument=participant.round.instrument, title="Partnership")
    return other.participants.get(person=person)


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize(
    "name", ["accounts:profile", "own-answers", "accounts:address", "home", "round", "tasks", "section", "check"]
)
def test_text_twice_as_large(page, line, sign_in, named, name, width):
    sign_in(named.person)
    where = reverse(name) if ":" in name or name in {"home", "own-answers"} else ""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(line.address + (where or address(named, name, *(["need"] if name == "section" else []))))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(BROKEN) == []
