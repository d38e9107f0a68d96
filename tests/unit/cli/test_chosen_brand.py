"""`kb facts` and `kb check` look at the brand that `KB_BRAND` names, and write to it alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
import yaml

from search_service.cli import main as cli
from tests.builders import sound_project

DAY = "2026-03-10"
COLOURS = {"brand": "#0b6658", "strong": "#074a40", "tint": "#e9f4f0", "on_brand": "#ffffff"}
BRAND = {
    "name": "星光灯行",
    "short_name": "星光",
    "written_as": ["萤火灯铺"],
    "description": "星光灯行的帮助。",
    "domain": None,
    "tone": "你",
    "licence": None,
    "light": COLOURS,
    "dark": {"brand": "#74cdba", "strong": "#a2e3d5", "tint": "#17302a", "on_brand": "#06211b"},
    "logo": None,
    "share_image": None,
    "status": "待核实",
    "checked_on": None,
}
FACTS = """facts:
  waiting_time:
    name: 萤火灯铺要等多久
    kind: duration
    value: null
    owner: 灯铺内容组
    source: null
    checked_on: null
    valid_until: null
    status: 待核实
"""
Kb = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = sound_project(tmp_path / "project")
    (folder / "content" / "data" / "facts.yml").write_text(FACTS, encoding="utf-8")
    own = folder / "brands" / "star" / "content" / "data"
    own.mkdir(parents=True)
    (own / "brand.yml").write_text(yaml.safe_dump(BRAND, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path) -> Kb:
    monkeypatch.chdir(project)

    def call(*arguments: str, brand: str | None = "star") -> tuple[int, str]:
        if brand:
            monkeypatch.setenv("KB_BRAND", brand)
        else:
            monkeypatch.delenv("KB_BRAND", raising=False)
        monkeypatch.setattr(sys, "argv", ["kb", *arguments, f"--today={DAY}"])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def open_facts(kb: Kb, brand: str | None) -> dict[str, str]:
    told = orjson.loads(kb("facts", "--json", brand=brand)[1])["facts"]
    return {one["key"]: one["path"] for one in told}


def test_the_sheet_is_that_of_the_brand_and_names_its_files(kb: Kb) -> None:
    assert open_facts(kb, None) == {"waiting_time": "content/data/facts.yml"}
    assert open_facts(kb, "star") == {
        "waiting_time": "content/data/facts.yml",
        "brand": "brands/star/content/data/brand.yml",
    }
    assert "星光灯行要等多久" in kb("facts")[1]


def test_what_is_filled_in_for_a_brand_is_that_brands_alone(kb: Kb, project: Path) -> None:
    code, said = kb("facts", "fill", "waiting_time", "--value", "3 天", "--source", "灯行公告")

    assert (code, "brands/star/content/data/facts.yml" in said) == (0, True)
    assert (project / "content/data/facts.yml").read_text(encoding="utf-8") == FACTS
    assert open_facts(kb, "star") == {"brand": "brands/star/content/data/brand.yml"}
    assert open_facts(kb, None) == {"waiting_time": "content/data/facts.yml"}


def test_an_answer_that_is_refused_leaves_no_file_of_the_brand(kb: Kb, project: Path) -> None:
    code, said = kb("facts", "fill", "waiting_time", "--value", "很快", "--source", "灯行公告")

    assert (code, "不是时长" in said) == (1, True)
    assert not (project / "brands/star/content/data/facts.yml").exists()


def test_a_release_of_the_brand_waits_for_what_its_sheet_shows(kb: Kb) -> None:
    found = orjson.loads(kb("check", "--release", "--json")[1])["findings"]
    waited = {one["path"] for one in found if one["rule"] == "unverified-data"}

    assert waited == set(open_facts(kb, "star").values())


def test_an_error_is_named_at_the_file_of_the_brand(kb: Kb, project: Path) -> None:
    page = project / "content" / "pages" / "lamps" / "a.md"
    own = project / "brands" / "star" / "content" / "pages" / "lamps" / "a.md"
    own.parent.mkdir(parents=True)
    text = page.read_text(encoding="utf-8")
    own.write_text(text.replace("\n## ", "\n灯在[这里](gone.md)。\n\n## ", 1), encoding="utf-8")

    code, said = kb("check")

    assert code == 1
    assert "brands/star/content/pages/lamps/a.md:" in said
    assert kb("check", "brands/star/content/pages/lamps/a.md")[0] == 1
    assert kb("check", brand=None)[0] == 0


def test_old_errors_of_a_brand_are_kept_beside_it(kb: Kb, project: Path) -> None:
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\n## ", "\n灯在[这里](gone.md)。\n\n## ", 1), encoding="utf-8")

    assert "已把 1 处旧错误" in kb("check", "--write-baseline")[1]

    assert (project / "brands/star/kb-baseline.json").exists()
    assert not (project / "kb-baseline.json").exists()
    assert kb("check", "--baseline")[0] == 0


def test_mending_for_a_brand_leaves_what_all_brands_share(kb: Kb, project: Path) -> None:
    page = project / "content" / "pages" / "lamps" / "a.md"
    own = project / "brands" / "star" / "content" / "pages" / "lamps" / "b.md"
    own.parent.mkdir(parents=True)
    shared = page.read_text(encoding="utf-8").replace("\n## ", "\n灯亮,很好。\n\n## ", 1)
    page.write_text(shared, encoding="utf-8")
    other = (project / "content/pages/lamps/b.md").read_text(encoding="utf-8")
    own.write_text(other.replace("\n## ", "\n灯暗,不好。\n\n## ", 1), encoding="utf-8")

    kb("check", "--fix")

    assert page.read_text(encoding="utf-8") == shared
    assert "灯暗，不好。" in own.read_text(encoding="utf-8")


def test_a_brand_that_is_not_there_is_said(kb: Kb) -> None:
    for command in ("facts", "check"):
        code, said = kb(command, brand="moon")
        assert (code, "没有 brands/moon/content/data/brand.yml" in said) == (1, True)


def test_old_errors_let_a_brand_of_another_name_be_checked_and_built(kb: Kb, project: Path) -> None:
    """What is kept names the brand as articles are written; what is built has its own name."""
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("\n## ", "\n[萤火灯铺](gone-萤火灯铺.md)。\n\n## ", 1), encoding="utf-8"
    )
    kb("check", "--write-baseline", brand=None)

    assert kb("check", "--baseline")[0] == 0
