"""What data files bring to a page is held to the rules of what writers write there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser, make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.content.word_lists import load_word_lists
from search_service.settings import Settings
from tests.builders import MISTAKES, sound_project

FACT = """facts:
  f1:
    name: 灯的事
    kind: {kind}
    value: {value}
    owner: 灯铺内容组
    source: 灯铺公告
    checked_on: 2026-03-01
    valid_until: null
    status: 已核实
"""
BRAND = """name: 灯铺
short_name: 灯铺
written_as: [灯铺]
description: 装灯和修灯。
domain: null
tone: 你
licence: null
light: {brand: "#0b6658", strong: "#074a40", tint: "#e9f4f0", on_brand: "#ffffff"}
dark: {brand: "#74cdba", strong: "#a2e3d5", tint: "#17302a", on_brand: "#06211b"}
logo: images/lamp.svg
share_image: null
status: 已核实
checked_on: 2026-03-01
"""


@pytest.fixture(scope="module")
def analyser(shop_settings: Settings) -> Analyser:
    words = load_word_lists(MISTAKES / "sound" / "content" / "words")
    return make_analyser(words, shop_settings.state_folder / "jieba")


def found_in(project: Path, analyser: Analyser) -> set[tuple[str, str]]:
    """Rule and file of each finding."""
    found = findings_of(view_content(project / "content", analyser, date(2026, 3, 10)))
    return {(one.problem.rule, one.problem.path) for one in found}


@pytest.mark.parametrize(
    ("kind", "value", "is_found"),
    [
        ("text", "修灯打 13800138000", True),
        ("text", "发邮件到 lamp@lamps.cn", True),
        ("list", "微信号 lamp_88、灯铺", True),
        ("text", "三天内修好", False),
        ("phone", "400-000-0000", False),
    ],
)
def test_a_number_that_nobody_registered_stands_in_no_fact(
    tmp_path: Path, analyser: Analyser, kind: str, value: str, *, is_found: bool
) -> None:
    project = sound_project(tmp_path / "project")
    file = project / "content" / "data" / "facts.yml"
    file.write_text(FACT.format(kind=kind, value=value), encoding="utf-8")

    said = {rule for rule, path in found_in(project, analyser) if path.endswith("facts.yml")}

    assert ("unregistered-contact" in said) is is_found, said


@pytest.mark.parametrize(
    ("svg", "is_found"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', False),
        ('<svg onload="a()"></svg>', True),
        ('<svg><image href="https://lamp.example/a.png"/></svg>', True),
    ],
)
def test_a_logo_holds_no_program_and_fetches_nothing(
    tmp_path: Path, analyser: Analyser, svg: str, *, is_found: bool
) -> None:
    project = sound_project(tmp_path / "project")
    (project / "content" / "data" / "brand.yml").write_text(BRAND, encoding="utf-8")
    logo = project / "theme" / "images" / "lamp.svg"
    logo.parent.mkdir(parents=True)
    logo.write_text(svg, encoding="utf-8")

    found = [one for one in found_in(project, analyser) if one[1].endswith("brand.yml")]

    assert bool(found) is is_found, found


@pytest.mark.parametrize(
    "named",
    [
        "https://lamp.example/a.css",
        "//lamp.example/a.css",
        "ht\\ttps:a.css",
        "\\\\\\\\lamp.example/a",
    ],
)
def test_what_mkdocs_yml_names_lies_in_the_theme(
    tmp_path: Path, analyser: Analyser, named: str
) -> None:
    project = sound_project(tmp_path / "project")
    settings = project / "mkdocs.yml"
    settings.write_text(f'{settings.read_text("utf-8")}extra_css: ["{named}"]\n', "utf-8")

    assert ("settings", "mkdocs.yml") in found_in(project, analyser)
