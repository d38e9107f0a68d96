"""The places that questions name stay right whatever the operator fills in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from search_service.content.corpus import load_corpus
from tests.builders import ROOT

HOURS = 'hours: {open: [{days: 每天, time: "09:00-21:00"}]}'
CONFIRMED = "source: 运营公告\n"
# Per file what an operator writes instead of what stands there.
FILLED = {
    "channels.yml": (
        ("hours: null", HOURS),
        ("400-000-0000", "400-123-4567"),
        ("example.com", "lamps-and-more.cn"),
        ("u钱包 App 内的在线客服", "首页右上角的小人"),
        ("u钱包示例公众号", "灯铺服务"),
        ("verified_on: null", "verified_on: 2026-03-01"),
        ("status: 待核实", "status: 已核实"),
    ),
    "facts.yml": (
        (r"(kind: text\n    value: )null", r"\1按公告办理"),
        (r"(name: .*高峰.*\n    kind: \w+\n    value: )null", r"\1在周一上午"),
    ),
    **dict.fromkeys(
        ("refund_times.yml", "refund_rules.yml", "withdrawals.yml"),
        (
            ("source: null\n", CONFIRMED),
            ("checked_on: null", "checked_on: 2026-03-01"),
            ("valid_until: null", "valid_until: 2027-03-01"),
            ("status: 待核实", "status: 已核实"),
        ),
    ),
    "app_places.yml": (
        ("way: null", "way: 「我的」\u203a「设置」"),
        ("checked_on: null", "checked_on: 2026-03-01"),
        ("status: 待核实", "status: 已核实"),
    ),
}


@pytest.mark.parametrize("names", [*([name] for name in FILLED), [*FILLED]], ids=",".join)
def test_filling_in_data_moves_no_place(tmp_path: Path, names: list[str]) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    for name in names:
        file = content / "data" / name
        before = text = file.read_text(encoding="utf-8")
        for old, new in FILLED[name]:
            text = re.sub(old, new, text)
        assert text != before
        file.write_text(text, encoding="utf-8")

    problems = load_corpus(content).problems

    assert not [str(one) for one in problems]


def test_hours_of_a_single_channel_move_no_place(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    file = content / "data" / "channels.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("hours: null", HOURS, 1), encoding="utf-8")

    assert not load_corpus(content).problems
