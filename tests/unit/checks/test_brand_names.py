"""A brand may be called what it is called: no article has to be written anew for its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from search_service.analysis.chains import make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.content.branding import brand_of, write_branded
from search_service.content.data.brand import Brand
from search_service.content.word_lists import load_word_lists
from tests.builders import ROOT

NAMES = ["星河银联移动钱包支付平台", "Moon & Pay", "A.B·钱包"]
REFUSED = [
    "$& 付\\1",
    '云"付',
    "it's付",
    "{{ 付 }}",
    "叮咚_宝*",
    "<b>付</b>",
    "付: 宝",
    "- 付",
    "付 #1",
]


def named(name: str) -> Brand:
    text = (ROOT / "content" / "data" / "brand.yml").read_text(encoding="utf-8")
    return Brand.model_validate(yaml.safe_load(text) | {"name": name, "short_name": "付付"})


@pytest.mark.parametrize("name", NAMES)
def test_under_any_name_the_content_is_as_sound_as_it_was(tmp_path: Path, name: str) -> None:
    project = write_branded(ROOT, None, named(name), tmp_path / "branded")
    file = project / "content" / "data" / "brand.yml"
    text = file.read_text(encoding="utf-8").replace(f"short_name: {name}", "short_name: 付付")
    file.write_text(text, encoding="utf-8")
    assert brand_of(project) is not None

    words = load_word_lists(project / "content" / "words")
    analyser = make_analyser(words, tmp_path / "jieba")
    found = findings_of(view_content(project / "content", analyser, date(2026, 11, 30)))

    assert [str(one) for one in found if one.level == "error"] == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_would_mean_something_where_it_stands_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"名字不能用的符号|不能用宏|写了 HTML"):
        named(name)
