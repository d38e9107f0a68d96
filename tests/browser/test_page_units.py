"""The browser cuts the pages of articles as the service does, so that both choose from the same."""

from __future__ import annotations

import pytest

from tests.browser.visitor import Visitor
from tests.conftest import RealBuild

ARTICLES = ["R-102", "F-103", "A-105", "S-107", "C-104", "W-103", "P-106", "T-101"]
CUT = """async ([path, stuck]) => {
  const { unitsOf } = await import("/javascripts/search/page_units.js");
  const text = await (await fetch(path)).text();
  return unitsOf(new DOMParser().parseFromString(text, "text/html"), stuck);
}"""
# Long paragraphs are cut into runs; the service lets them overlap.
SAME = {"box", "row", "step", "item"}


@pytest.mark.parametrize("code", ARTICLES)
def test_a_page_has_the_same_pieces(visitor: Visitor, real_build: RealBuild, code: str) -> None:
    visitor.page.goto("/search/")
    url = real_build.search.documents.articles_by_id[code].url
    cut = visitor.page.evaluate(CUT, [url, "还没解决？"])
    known = [one.unit for one in real_build.search.answering.index.articles[code].units]

    for kind in SAME:
        own = {
            (unit.text, unit.label, unit.heading or "", unit.anchor, unit.unverified)
            for unit in known
            if unit.kind == kind
        }
        here = {
            (one["text"], one["label"], one["heading"], one["anchor"], one["unverified"])
            for one in cut
            if one["kind"] == kind
        }
        # What an opening repeats stands among the service's units once.
        assert own <= here, (kind, own - here)
    everything = " ".join(unit.text for unit in known)
    missing = [one["text"] for one in cut if one["kind"] in SAME and one["text"] not in everything]
    assert missing == []
