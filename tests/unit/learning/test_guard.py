"""Aliases lead to their article, are shown to nobody, and move nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.learning.aliased import AliasTrial, with_aliases
from search_service.learning.guard import Guard
from search_service.learning.watched import Watched, neighbours
from search_service.releases.publish import publish
from search_service.settings import EngineName, Settings
from search_service.site.browser_index import browser_index

ALIAS = "屋里黑漆漆的"


@pytest.mark.parametrize("engine", ["arrays", "whoosh"])
def test_an_alias_leads_to_its_article_and_is_shown_nowhere(
    tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser, engine: EngineName
) -> None:
    settings = Settings(state_dir=tmp_path.resolve(), engine=engine)
    documents = with_aliases(shop_documents, {"L-101": [ALIAS]})
    search = publish(settings, documents, shop_analyser, force=True)

    [first, *_] = search.search(ALIAS).hits
    assert first.article.id == "L-101"
    assert first.snippet
    assert "漆" not in "".join(span["text"] for span in (*first.snippet, *first.title_spans))
    assert "漆" not in repr([one.text for one in search.suggest("屋里黑")])


def test_an_alias_changes_no_score_of_what_does_not_share_it(trial: AliasTrial) -> None:
    search = trial.built_with({"L-101": [ALIAS]})
    for article in trial.documents.articles:
        for text in (article.title, *article.questions):
            before = [one for one in trial.search.rank_articles(text) if one[0] != "L-101"]
            after = [one for one in search.rank_articles(text) if one[0] != "L-101"]
            assert after == before


@pytest.mark.parametrize("text", ["买的灯泡坏了能换货吗", "发票寄到哪里", "灯不亮是不是要退"])
def test_who_types_an_alias_finds_its_article_though_another_shares_more_words(
    trial: AliasTrial, text: str
) -> None:
    (first, _), (second, _), *_ = trial.search.rank_articles(text)
    added = {second: [text]}

    for search in (trial.with_aliases(added), trial.built_with(added)):
        assert [code for code, _ in search.rank_articles(text)][:2] == [second, first]


def test_the_browser_has_aliases_as_well_and_no_empty_passage(
    shop_documents: Documents, shop_analyser: Analyser
) -> None:
    documents = with_aliases(shop_documents, {"L-101": [ALIAS]})
    articles = {one["id"]: one for one in browser_index(documents, shop_analyser, "x")["articles"]}

    assert articles["L-101"]["aliases"] == (ALIAS,)
    assert all(text for _, text, *_ in articles["L-101"]["passages"])
    assert "aliases" not in articles["L-102"]


def test_the_guard_lets_through_what_harms_nothing(trial: AliasTrial) -> None:
    verdict = Guard(trial, neighbours(trial.documents)).judge({"L-101": [ALIAS]})

    assert verdict.accepted == {"L-101": [ALIAS]}
    assert verdict.search.rank_articles(ALIAS)[0][0] == "L-101"


def test_the_guard_refuses_text_by_text_and_says_why(trial: AliasTrial) -> None:
    article = next(a for a in trial.documents.articles if a.id == "L-101")
    asked = next(one for one in article.questions if "开关" in one)
    stolen = "了".join([asked] * 4)
    verdict = Guard(trial, neighbours(trial.documents)).judge({"L-103": [stolen, ALIAS]})

    assert verdict.accepted == {"L-103": [ALIAS]}
    [refused] = verdict.refused
    assert (refused.article, refused.text) == ("L-103", stolen)
    assert refused.worse.after > refused.worse.before


@pytest.mark.parametrize("harmless", [[], ["黑漆漆"], ["鸽子"]])
def test_the_guard_takes_back_the_alias_that_makes_a_text_fall_and_no_other(
    trial: AliasTrial, harmless: list[str]
) -> None:
    # A word that only the built search knows sounds like what is typed; others seem likelier.
    taught = "出莱"
    [(first, _), *_] = trial.search.rank_articles("chulai")
    guard = Guard(trial, [Watched("chulai", frozenset({first}), "judged")])
    other = next(one.id for one in trial.documents.articles if one.id != first)
    verdict = guard.judge({other: [taught, *harmless], first: ["屋里黑"]})

    assert [(one.article, one.text) for one in verdict.refused] == [(other, taught)]
    assert verdict.accepted == {first: ["屋里黑"], **({other: harmless} if harmless else {})}
    assert verdict.search.rank_articles("chulai")[0][0] == first


def test_what_cannot_be_asked_is_not_watched(trial: AliasTrial) -> None:
    guard = Guard(trial, [Watched("？！", frozenset({"L-102"}), "traffic")])
    assert guard.judge({"L-101": [ALIAS]}).accepted == {"L-101": [ALIAS]}


def test_what_an_article_has_already_is_kept(trial: AliasTrial, shop_analyser: Analyser) -> None:
    documents = with_aliases(trial.documents, {"L-101": [ALIAS]})
    more = AliasTrial(documents, shop_analyser).built_with({"L-101": ["夜里摸黑"]})

    assert [p.id for p in more.documents.passages].count("L-101#aliases") == 1
    assert more.rank_articles(ALIAS)[0][0] == "L-101"
    assert more.documents.articles_by_id["L-101"].aliases == (ALIAS, "夜里摸黑")
