"""The answers themselves on the real content: right, verbatim, and silent where there is none.

The floors are what is reached, less one question in fifty; docs/relevance.md has the figures.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest

from search_service.answering.extracts import Extract, shown_text
from search_service.answering.results import SearchResult
from search_service.content.corpus import load_corpus
from search_service.content.sections import text_of
from search_service.evaluation.answers import AnswerSummary, evaluate_answers
from tests.builders import ROOT
from tests.conftest import RealBuild

JUDGEMENTS = ROOT / "content" / "judgements"
LEAST_QUESTIONS, LEAST_UNANSWERABLE = 400, 150
# split → one piece, first screen, in three hits
FLOORS = {
    "tune": (0.855, 0.935, 0.955),
    "held-out": (0.855, 0.94, 0.96),
    "fresh": (0.775, 0.9, 0.935),
    "sealed": (0.78, 0.885, 0.895),
}
MOST_SURE_OF_NOTHING = {"tune": 0.03, "held-out": 0.03, "fresh": 0.03, "sealed": 0.03}
MOST_CARDS_OF_NOTHING = {"tune": 0.05, "held-out": 0.055, "fresh": 0.05, "sealed": 0.05}
LEAST_KEPT = {"tune": 0.91, "held-out": 0.92, "fresh": 0.79, "sealed": 0.82}


@pytest.fixture(scope="module")
def summaries(real_build: RealBuild) -> dict[str, AnswerSummary]:
    return evaluate_answers(real_build.search, JUDGEMENTS)


def shown(result: SearchResult) -> Iterator[Extract]:
    if result.answer:
        yield result.answer
    yield from result.also_possible
    for hit in result.hits:
        yield from hit.extracts


def queries() -> list[str]:
    found: list[str] = []
    for name in ("queries.tsv", "answers.tsv", "no_answer.tsv"):
        with (JUDGEMENTS / name).open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [row["query"] for row in rows]
    return found


def test_there_are_enough_questions_with_and_without_an_answer(
    summaries: dict[str, AnswerSummary],
) -> None:
    assert sum(one.questions for one in summaries.values()) >= LEAST_QUESTIONS
    assert sum(one.unanswerable for one in summaries.values()) >= LEAST_UNANSWERABLE


@pytest.mark.parametrize("split", FLOORS)
def test_the_answer_is_shown(summaries: dict[str, AnswerSummary], split: str) -> None:
    one = summaries[split]

    for reached, floor in zip((one.first, one.screen, one.three), FLOORS[split], strict=True):
        assert reached >= floor, one


@pytest.mark.parametrize("split", FLOORS)
def test_nothing_is_called_sure_where_no_article_answers(
    summaries: dict[str, AnswerSummary], split: str
) -> None:
    assert summaries[split].false_sure <= MOST_SURE_OF_NOTHING[split]
    assert summaries[split].false_card <= MOST_CARDS_OF_NOTHING[split]
    assert summaries[split].kept >= LEAST_KEPT[split]


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_shown_text_is_a_stretch_of_its_page(real_build: RealBuild) -> None:
    """Badges apart, which stand beside the text."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - the only test that reads pages

    pages: dict[str, str] = {}
    for text in queries():
        for extract in shown(real_build.search.search(text)):
            if extract.url not in pages:
                file = real_build.site / extract.url.strip("/") / "index.html"
                html = LexborHTMLParser(unescape(file.read_text(encoding="utf-8")))
                for badge in html.css(".kb-unverified"):
                    badge.decompose()
                assert html.body is not None
                pages[extract.url] = _letters(text_of(html.body))
            for part in extract.parts:
                said = _letters("".join(span["text"] for span in part["spans"]))
                assert said in pages[extract.url], (text, extract)
            assert (
                "待核实"
                not in "".join(span["text"] for part in extract.parts for span in part["spans"])
                or "带「待核实」" in pages[extract.url]
            )


def test_what_the_operator_has_not_confirmed_always_says_so(real_build: RealBuild) -> None:
    data = load_corpus(ROOT / "content").data
    unconfirmed = {one.name for one in data.refund_times.values() if one.status == "待核实"}
    result = real_build.search.search("信用卡退款几天")

    assert "信用卡" in unconfirmed
    assert result.answer is not None
    assert result.answer.unverified


def test_every_shown_text_says_until_when_its_page_is_reviewed(real_build: RealBuild) -> None:
    corpus = load_corpus(real_build.settings.content_folder)
    heads = {one.front_matter.id: one.front_matter for one in corpus.articles}
    due = {
        code: (head.reviewed + timedelta(days=head.review_every_days)).isoformat()
        for code, head in heads.items()
    }
    for query in queries()[::10]:
        result = real_build.search.search(query[:64])
        for extract in shown(result):
            assert extract.review_due == due.get(extract.article_id), (query, extract)
        assert all(hit.article.review_due == due[hit.article.id] for hit in result.hits)


def text_of_answer(result: SearchResult) -> str:
    assert result.answer is not None
    return shown_text(result.answer)


def test_a_condition_that_is_not_named_shows_all_rows(real_build: RealBuild) -> None:
    search, times = real_build.search, load_corpus(ROOT / "content").data.refund_times
    everything = text_of_answer(search.search("退款几天"))
    one = text_of_answer(search.search("信用卡退款几天"))

    assert all(time.name.split("（")[0] in everything for time in times.values())
    assert "储蓄卡" not in one


@pytest.mark.parametrize("typed", ["E1003", "1003", "e 一零零三", "e1003怎么办"])
def test_a_code_answers_itself(real_build: RealBuild, typed: str) -> None:
    code = load_corpus(ROOT / "content").data.error_codes["E1003"]
    result = real_build.search.search(typed)

    assert code.meaning in text_of_answer(result)
    assert code.what_to_do in text_of_answer(result)
    assert result.level == "sure"


@pytest.mark.parametrize("typed", ["E9999", "错误码X1234", "提示e8888怎么办"])
def test_a_code_that_nobody_knows_has_no_answer_and_nothing_is_sure(
    real_build: RealBuild, typed: str
) -> None:
    result = real_build.search.search(typed)

    assert result.answer is None
    assert not result.confident


def test_the_first_hit_shows_three_pieces_the_others_two(real_build: RealBuild) -> None:
    seen = set()
    for text in queries():
        result = real_build.search.search(text, limit=3)
        pieces = [len(hit.extracts) for hit in result.hits]
        assert all(count <= 2 for count in pieces[1:]), text
        assert not pieces or pieces[0] <= 3, text
        seen.add((result.answer is None, pieces[0] if pieces else 0))

    assert {(True, 3), (False, 3)} <= seen


@pytest.mark.parametrize("typed", ["someone stole my money", "钱没了", "不是本人操作的"])
def test_who_is_in_trouble_reads_how_to_begin(real_build: RealBuild, typed: str) -> None:
    search = real_build.search
    result = search.search(typed)
    first = result.hits[0].article.id
    opening = next(
        one.unit
        for one in search.answering.index.articles[first].units
        if one.unit.kind == "opening"
    )

    assert result.urgent
    assert result.answer is not None
    assert opening.text in [
        shown_text(one).removeprefix(f"{one.lead} ") for one in result.hits[0].extracts
    ]


def test_a_term_is_answered_by_the_glossary(real_build: RealBuild) -> None:
    result = real_build.search.search("什么叫入账")

    assert result.answer is not None
    assert (result.answer.source, result.answer.url) == ("glossary", "/glossary/")


def test_who_asks_for_the_way_in_the_app_reads_it_on_the_first_screen(
    real_build: RealBuild,
) -> None:
    search = real_build.search
    entries = [
        (code, one.unit.text)
        for code, article in search.answering.index.articles.items()
        for one in article.units
        if one.is_entry
    ]

    assert entries
    for code, entry in entries:
        title = search.documents.articles_by_id[code].title
        result = search.search(f"{title} 入口在哪")
        cards = [result.answer, *result.also_possible] if result.answer else []
        first = [*cards, *result.hits[0].extracts]
        assert any(entry in shown_text(one) for one in first), title
