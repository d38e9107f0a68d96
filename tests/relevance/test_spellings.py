"""A spelling that the search itself puts right gets the answer of the right spelling."""

from __future__ import annotations

import pytest

from search_service.answering.extracts import Extract, shown_text
from search_service.asking.typed_text import QUERY_LIMIT
from search_service.evaluation.answers import JudgedAnswer, load_answers
from search_service.evaluation.robustness import DISTORTIONS
from tests.builders import ROOT
from tests.conftest import RealBuild

# Written so, the very same text is read.
SAME_TEXT = ("traditional", "full width")
# Read as the right spelling wherever the words were recognised.
PUT_RIGHT = ("one homophone", "full pinyin")
LEAST_THE_SAME = 0.97


def card(answer: Extract | None) -> tuple[str, str] | None:
    return (answer.article_id, shown_text(answer)) if answer else None


def typed() -> list[JudgedAnswer]:
    return load_answers(ROOT / "content" / "judgements" / "answers.tsv")


@pytest.mark.parametrize("spelling", [*SAME_TEXT, *PUT_RIGHT])
def test_a_spelling_that_was_put_right_keeps_the_card(real_build: RealBuild, spelling: str) -> None:
    search, compared, same = real_build.search, 0, 0
    for judged in typed():
        text = judged.text
        spelled = DISTORTIONS[spelling](text)
        if spelled == text or len(spelled) > QUERY_LIMIT:
            continue
        right, read = search.search(text, limit=3), search.search(spelled, limit=3)
        if read.query.corrected != right.query.corrected:
            assert spelling in PUT_RIGHT, (text, spelled, read.query.corrected)
            continue
        compared += 1
        shown = card(right.answer)
        same += card(read.answer) == shown
        # A card that does not answer may go: of those only the share below is held.
        answers = shown is not None and judged.is_answered_by(*shown)
        assert not answers or read.answer is not None, (text, spelled)

    assert compared
    assert same >= LEAST_THE_SAME * compared


@pytest.mark.parametrize(("spelled", "right"), [("推款多久", "退款多久"), ("提线多久", "提现多久")])
def test_a_wrong_character_does_not_cost_the_answer(
    real_build: RealBuild, spelled: str, right: str
) -> None:
    found = real_build.search.search(spelled).answer

    assert found is not None
    assert card(found) == card(real_build.search.search(right).answer)
