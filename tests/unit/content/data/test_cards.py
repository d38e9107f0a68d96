from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.data.operator_data import load_operator_data
from tests.builders import SHOP, write_content

CARDS = (SHOP / "content/data/cards.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "advice"),
    [
        (
            "[lamp_name, bought_at, complaint]",
            "[lamp_name, bought_at, complaint, attic]",
            "attic",
            "cards.fault.fields.4：fields 里没有「attic」",
            "请从这些里选一个：lamp_name、bought_at、complaint",
        ),
        (
            "[lamp_name, bought_at, complaint]",
            "[lamp_name, bought_at, complaint, lamp_name]",
            "fields: [",
            "cards.fault.fields.4：「lamp_name」在这张卡上写了两次",
            "请删掉一个",
        ),
        (
            "cards:\n",
            "  attic:\n    name: 阁楼\n    where: 楼上\ncards:\n",
            "  attic:",
            "fields.attic：没有哪张卡用到它",
            "请写进一张卡的 fields，或删掉它",
        ),
        (
            "kind: long",
            "kind: wide",
            "kind: wide",
            "fields.complaint.kind：不是允许的值",
            "请从这些值里选一个：line、long、time",
        ),
        ("    where: 收据上\n", "", "  bought_at:", "fields.bought_at.where：缺少这一项", "请补上"),
        (
            "  fault:",
            "  attic:",
            "  attic:",
            "cards.attic：不是允许的值",
            "请从这些值里选一个：call、complaint、fault",
        ),
    ],
)
def test_a_mistake_in_the_cards_has_its_line_and_remedy(  # noqa: PLR0913 - one row, one mistake
    tmp_path: Path, old: str, new: str, at: str, message: str, advice: str
) -> None:
    assert CARDS.count(old) == 1
    text = CARDS.replace(old, new)
    folder = write_content(tmp_path / "content", {})
    (folder / "data/cards.yml").write_text(text, encoding="utf-8")

    data, problems = load_operator_data(folder)

    line = text[: text.index(at)].count("\n") + 1
    assert [str(problem) for problem in problems] == [
        f"content/data/cards.yml:{line}：{message}。{advice} [{problems[0].rule}]"
    ]
    assert data.cards is None
