from __future__ import annotations

from pathlib import Path

from search_service.evaluation.answers import (
    ANSWERS,
    UNANSWERED,
    AnswerOutcome,
    load_answers,
    load_unanswered,
    risks_of,
    skipped_rows,
)


def outcome(confidence: float, *, right: bool) -> AnswerOutcome:
    return AnswerOutcome(
        card=True,
        sure=False,
        confidence=confidence,
        first=right,
        two=right,
        screen=right,
        three=right,
        characters=10,
    )


def test_risk_grows_with_coverage_where_the_surest_are_right() -> None:
    outcomes = [outcome(0.1 * place, right=place > 4) for place in range(1, 11)]

    assert risks_of(outcomes) == (0.0, 0.0, 0.0, 0.25, 0.4)


def test_a_judged_answer_without_content_is_skipped_and_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / ANSWERS).write_text(
        "query\tarticles\tanswer\tkind\tsplit\n"
        "？？\tL-101\t插座\tstep\ttune\n"
        "灯不亮\tL-101\t插座\tstep\ttune\n",
        encoding="utf-8",
    )
    (tmp_path / UNANSWERED).write_text("query\tsplit\n……\theld-out\n", encoding="utf-8")

    assert [one.text for one in load_answers(tmp_path / ANSWERS)] == ["灯不亮"]
    assert load_unanswered(tmp_path / UNANSWERED) == []
    assert [line.partition("：")[0] for line in skipped_rows(tmp_path)] == [
        f"{tmp_path / ANSWERS}:2",
        f"{tmp_path / UNANSWERED}:2",
    ]
