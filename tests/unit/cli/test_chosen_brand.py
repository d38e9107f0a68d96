"""`kb facts` and `kb check` look at the brand that `KB_BRAND` names, and write to it alone."""

from __future__ import annotations

import shutil
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
        dated = [] if arguments[0] in {"alias", "learn", "migrate"} else [f"--today={DAY}"]
        monkeypatch.setattr(sys, "argv", ["kb", *arguments, *dated])
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
    own.write_text(text.replace("\n## ", "\n灯在[灯架](gone.md)。\n\n## ", 1), encoding="utf-8")

    code, said = kb("check")

    assert code == 1
    assert "brands/star/content/pages/lamps/a.md:" in said
    assert kb("check", "brands/star/content/pages/lamps/a.md")[0] == 1
    assert kb("check", brand=None)[0] == 0


def test_old_errors_of_a_brand_are_kept_beside_it(kb: Kb, project: Path) -> None:
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\n## ", "\n灯在[灯架](gone.md)。\n\n## ", 1), encoding="utf-8")

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
    commands = (("facts",), ("check",), ("new", "主题"), ("alias", "add", "L-101", "灯咋亮"))
    for command in (*commands, ("import", "."), ("learn",)):
        code, said = kb(*command, brand="moon")
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


def everything_but(project: Path, folder: str) -> dict[str, bytes]:
    """All files that people edit outside of one folder."""
    found = {file.relative_to(project): file for file in project.rglob("*") if file.is_file()}
    return {
        str(path): file.read_bytes()
        for path, file in found.items()
        if not str(path).startswith((folder, ".kb"))
    }


def test_an_article_and_a_topic_of_a_brand_are_written_beside_it(kb: Kb, project: Path) -> None:
    templates = Path(__file__).parents[3] / "content" / "templates"
    shutil.copytree(templates, project / "content" / "templates")
    before = everything_but(project, "brands")

    code, said = kb(
        "new", "主题", "--topic", "shades", "--title", "灯罩", "--summary", "灯罩的事。"
    )
    assert (code, "brands/star/content/pages/shades/index.md" in said) == (0, True), said
    code, said = kb(
        *("new", "文章", "--kind", "how-to", "--topic", "shades", "--letter", "S"),
        *("--title", "灯罩怎么擦", "--slug", "wipe"),
    )

    assert (code, "brands/star/content/pages/shades/wipe.md" in said) == (0, True), said
    assert "shades/wipe.md" in (project / "brands/star/mkdocs.yml").read_text(encoding="utf-8")
    assert everything_but(project, "brands") == before
    assert kb("new", "主题", "--topic", "lamps", "--title", "重", "--summary", "重。")[0] == 1


def test_a_wording_of_a_brand_changes_that_brands_copy_alone(kb: Kb, project: Path) -> None:
    before = everything_but(project, "brands")

    code, said = kb("alias", "add", "L-101", "灯不肯亮")

    assert (code, "brands/star/content/pages/" in said) == (0, True), said
    own = next((project / "brands/star/content/pages").rglob("*.md"))
    assert "灯不肯亮" in own.read_text(encoding="utf-8")
    assert everything_but(project, "brands") == before
    assert "已经有" in kb("alias", "add", "L-101", "灯不肯亮")[1]


def test_a_wording_of_a_section_changes_the_questions_of_that_brand_alone(
    kb: Kb, project: Path
) -> None:
    shared = project / "content/pages/lamps/b.questions.yml"
    own = project / "brands/star/content/pages/lamps/b.questions.yml"
    for asked in ([], ["怎么拧"]):
        if asked:
            own.unlink()
            shared.write_text("section_questions:\n  拧下来:\n    - 怎么拧\n", encoding="utf-8")
        before = everything_but(project, "brands")

        code, said = kb("alias", "add", "L-102#拧下来", "灯泡往哪边拧")

        assert (code, "brands/star/content/pages/lamps/b.questions.yml" in said) == (0, True), said
        written = yaml.safe_load(own.read_text(encoding="utf-8"))
        assert written == {"section_questions": {"拧下来": [*asked, "灯泡往哪边拧"]}}
        assert everything_but(project, "brands") == before
        assert kb("check")[0] == 0


def test_a_refused_wording_leaves_no_copy(kb: Kb, project: Path) -> None:
    assert kb("alias", "add", "L-101#没有的小节", "灯咋办")[0] == 1
    assert not [*(project / "brands/star/content/pages").rglob("*.*")]


def test_what_is_imported_for_a_brand_is_that_brands_alone(
    kb: Kb, project: Path, tmp_path: Path
) -> None:
    source = tmp_path / "faq.csv"
    source.write_text("问题,答案\n星光多远,很远\n星光多亮,很亮\n", encoding="utf-8")
    before = everything_but(project, "brands")

    code, said = kb("import", str(source))

    assert (code, "brands/star/import-account.md" in said) == (0, True), said
    assert len(list((project / "brands/star/content/pages").rglob("xing-guang*.md"))) == 2
    assert (project / "brands/star/mkdocs.yml").is_file()
    assert everything_but(project, "brands") == before
    assert kb("check", "--baseline")[0] == 0


def test_learning_and_migrating_write_what_people_edit_whatever_the_brand_is_called(
    kb: Kb, project: Path
) -> None:
    own = {**BRAND, "written_as": ["萤火灯铺"], "name": "月光灯行"}
    (project / "content/data/brand.yml").write_text(
        yaml.safe_dump(own, allow_unicode=True), encoding="utf-8"
    )

    (project / "content/format.txt").write_text("1.1.0\n", encoding="utf-8")
    assert "改好了" in kb("migrate", brand=None)[1]
    assert "改好了" not in kb("migrate", brand=None)[1]
    assert kb("learn", "--yes", brand="star")[0] == 0
