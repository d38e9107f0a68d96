"""Each outcome of the real guided trees finds, by its own words, the article that it leads to."""

from __future__ import annotations

from search_service.checks.guide_outcomes import outcomes_led_elsewhere
from search_service.content.corpus import load_corpus
from tests.conftest import RealBuild


def test_every_outcome_finds_the_article_it_leads_to_first(real_build: RealBuild) -> None:
    folder = real_build.settings.content_folder
    data = load_corpus(folder).data

    assert list(map(str, outcomes_led_elsewhere(real_build.search, data, folder))) == []
