"""What a mistake leads to elsewhere is not named: only where it was made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from tests.builders import line_of, sound_project

CHANNELS = "data/channels.yml"


@pytest.mark.parametrize("hours", ["{open: [{days: 每天, time: 21:00-09:00}]}", "全天"])
def test_a_broken_channel_is_named_where_it_is_and_not_where_it_is_rung(
    tmp_path: Path, shop_analyser: Analyser, hours: str
) -> None:
    article = tmp_path / "project/content/pages/lamps/a.md"
    sound_project(tmp_path / "project")
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("问客服 {{", "拨打 {{"), encoding="utf-8")

    channels = tmp_path / "project/content" / CHANNELS
    broken = channels.read_text(encoding="utf-8").replace("hours: null", f"hours: {hours}")
    channels.write_text(broken, encoding="utf-8")
    view = view_content(tmp_path / "project/content", shop_analyser, date(2026, 3, 10))
    found = [one.problem for one in findings_of(view)]

    assert [(one.rule, one.path) for one in found] == [("data-file", f"content/{CHANNELS}")]


@pytest.mark.parametrize("broken", ['{% include "anti_fraud.md" %', '{% include "antifraud.md" %}'])
def test_a_broken_warning_is_no_missing_one(
    tmp_path: Path, shop_analyser: Analyser, broken: str
) -> None:
    article = sound_project(tmp_path / "project") / "content/pages/lamps/a.md"
    text = article.read_text(encoding="utf-8").replace('{% include "anti_fraud.md" %}', broken)
    article.write_text(text, encoding="utf-8")
    view = view_content(tmp_path / "project/content", shop_analyser, date(2026, 3, 10))

    found = [one.problem for one in findings_of(view)]

    assert [(one.rule, one.line) for one in found] == [("reference", line_of(text, broken))]
