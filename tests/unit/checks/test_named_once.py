"""Small rules, each on a mistake of its own: one finding, at the line where it was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.content.word_lists import read_word_lists
from tests.builders import MISTAKES, internal_file, line_of, sound_project, write_agents

ARTICLE, TREE = "pages/lamps/a.md", "data/trees/lamp-dark.yml"
PLACE = "灯丝断了会发黑"
SETTINGS = "../mkdocs.yml"
HUB = "pages/index.md"
TERMS = "\n## 名词\n\n灯座 {#灯座}\n:   拧灯泡的地方。\n"
SCRIPT = """say:
  - when: 先问
    text: 请您先关灯。
  - when: 再问
    text: 请你再换灯泡。
ask: [灯多久没亮了]
verify: [灯的名字]
never_say: [不说「一定修得好」]
escalate: [{when: 修不好, to: repair}]
draft: true
"""
NEED = "extra: {first_needs: [{id: L-101, name: 灯, icon: ICON}]}\n"
LISTS = "extra: {how_to: [L-101, L-102]}\n"
ANSWERS = "query\tarticles\tanswer\tkind\tsplit\n"


def found_with(
    tmp_path: Path, analyser: Analyser, path: str, files: Mapping[str, str]
) -> tuple[str, list[tuple[str, str, int]]]:
    """The text of the file and the findings with further or other files: rule, file, line."""
    project = sound_project(tmp_path / "project")
    write_agents(project / "content", {"articles/night.md": internal_file()})
    for name, text in files.items():
        file = project / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        file.write_text(text.replace("BEFORE", before), encoding="utf-8")
    _, bad_words = read_word_lists(project / "content/words", "content/words")
    view = view_content(project / "content", analyser, date(2026, 3, 10), bad_words)
    problems = [one.problem for one in findings_of(view)]
    text = (project / "content" / path).read_text(encoding="utf-8")
    return text, [(p.rule, p.path.removeprefix("content/"), p.line) for p in problems]


def edited(path: str, old: str, new: str) -> dict[str, str]:
    text = (sound_project_text(path)).replace(old, new, 1)
    assert text != sound_project_text(path)
    return {path: text}


def sound_project_text(path: str) -> str:
    return (MISTAKES / "sound/content" / path).read_text(encoding="utf-8")


SHOWN = edited(ARTICLE, PLACE, "![灯座的图](x.svg)\n\n灯丝断了")


@pytest.mark.parametrize(
    ("rule", "path", "files", "part"),
    [
        # Words of a list that would change far more than was meant.
        ("word-list", "words/spoken.txt", {"words/spoken.txt": "灯\t灯泡\n"}, "灯"),
        ("word-list", "words/politeness.txt", {"words/politeness.txt": "你好\n灯\n"}, "灯"),
        ("word-list", "words/politeness.txt", {"words/politeness.txt": "萤火灯\n"}, "萤"),
        ("word-list", "words/english.txt", {"words/english.txt": "lamp\t灯\n灯泡\tbulb\n"}, "bulb"),
        ("word-list", "words/entities.txt", {"words/entities.txt": "油灯、烛台\n"}, "油灯"),
        ("word-list", "words/joins.txt", {"words/joins.txt": "还有\n另外，再问\n"}, "另外"),
        # Judged tables.
        (
            "judgement",
            "judgements/typed.tsv",
            {"judgements/typed.tsv": "query\tarticles\tkind\n灯灭了咋办\tL-102\tboth\n"},
            "灯灭",
        ),
        (
            "judgement",
            "judgements/not_ours.tsv",
            {"judgements/not_ours.tsv": "query\n灯灭了咋办\n"},
            "灯灭",
        ),
        (
            "judged-answer",
            "judgements/answers.tsv",
            {"judgements/answers.tsv": f"{ANSWERS}灯泡黑了\tL-101\t灯丝－断\twhy\ttune\n"},
            "灯泡黑",
        ),
        # Texts.
        ("unfinished", ARTICLE, edited(ARTICLE, "怎么办\n", "怎么办（草稿）\n"), "（草稿）"),
        ("anti-fraud", ARTICLE, {ARTICLE: 'BEFORE\n{% include "anti_fraud.md" %}\n'}, "\x00"),
        ("heading-text", ARTICLE, edited(ARTICLE, PLACE, f"二、看灯座\n\n{PLACE}"), "二、"),
        ("list-not-made", ARTICLE, edited(ARTICLE, PLACE, f"- 先看\n—再换\n\n{PLACE}"), "—再"),
        (
            "fence-not-closed",
            ARTICLE,
            edited(ARTICLE, PLACE, f"'''text\n一、灯\n```\n\n{PLACE}"),
            "'''",
        ),
        ("typed-contact", ARTICLE, edited(ARTICLE, PLACE, "打 400-123-4567"), "400-123"),
        ("glossary", HUB, {HUB: f"BEFORE{TERMS}\n灯丝 {{#灯丝}}\n：   会断。\n"}, "：   会"),
        ("glossary", HUB, {HUB: f"BEFORE{TERMS}\n底 {{#灯座}}\n:   座。\n"}, "底 {#灯座}"),
        (
            "head-missing",
            ARTICLE,
            {ARTICLE: f"---\nid: L-101\n---\n{sound_project_text(ARTICLE)}"},
            "---\nid: L-101\ntitle",
        ),
        (
            "link-form",
            ARTICLE,
            edited(ARTICLE, "(b.md#拧下来)", '(b.md#拧下来 "换)'),
            '"换)',
        ),
        ("signs", ARTICLE, edited(ARTICLE, PLACE, "灯丝断了会发黑[捂脸]"), "[捂脸]"),
        ("typed-fact", ARTICLE, edited(ARTICLE, PLACE, "锁定的灯 30 天后自动解锁"), "30 天"),
        ("typed-fact", ARTICLE, edited(ARTICLE, PLACE, "客服周末不上班"), "周末"),
        # Data.
        ("stray-file", "data/holidays.yml", {"data/holidays.yml": "a: 1\n"}, "a:"),
        ("stray-file", "agents/phones.md", {"agents/phones.md": "电话\n"}, "电话"),
        ("image", "pages/lamps/x.svg", {"pages/lamps/x.svg": "PNG", **SHOWN}, "PNG"),
        # Settings.
        ("icon", SETTINGS, {SETTINGS: f"BEFORE{NEED}".replace("ICON", "material/lmap")}, "lmap"),
        ("home-code-twice", SETTINGS, {SETTINGS: f"BEFORE{LISTS}".replace("102", "101")}, "how_to"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_once_at_its_line(  # noqa: PLR0913 - what, where and how
    tmp_path: Path,
    shop_analyser: Analyser,
    rule: str,
    path: str,
    files: Mapping[str, str],
    part: str,
) -> None:
    text, found = found_with(tmp_path, shop_analyser, path, files)

    last = len(text.rstrip("\n").split("\n"))
    line = text.count("\n", 0, text.index(part)) + 1 if part in text else last
    assert found == [(rule, path.removeprefix("../"), line)]


@pytest.mark.parametrize(
    "files",
    [
        {"words/spoken.txt": "冇\t没有\n侬\t你\n"},
        {"words/spoken.txt": "灯笼\t灯笼\n灯\t灯泡\n"},
        {"words/politeness.txt": "呀\n您好\n"},
        {"words/english.txt": "lamp\t灯\n"},
        {"judgements/typed.tsv": "query\tarticles\tkind\n灯灭了咋办\tL-102|L-101\tboth\n"},
        {"judgements/answers.tsv": f"{ANSWERS}灯泡黑了\tL-101\t灯丝(断了|烧了).*发黑\twhy\ttune\n"},
        {HUB: f"BEFORE{TERMS}\n灯丝 {{#灯丝}}\n:   会断。\n"},
        edited(ARTICLE, "summary: 先换插座，再换灯泡。", "summary: >-\n  先换插座，\n  再换灯泡。"),
        edited(ARTICLE, "summary: 先换插座，再换灯泡。", "summary: 先换插座，\n  再换灯泡。"),
        edited(ARTICLE, PLACE, "灯丝（草稿纸那么薄）断了会发黑"),
        edited(ARTICLE, PLACE, "灯丝断了——多半发黑"),
        edited(ARTICLE, "(b.md#拧下来)", '(b.md#拧下来 "换法")'),
        edited(ARTICLE, PLACE, "问问客服周末不上班吗"),
        {"../mkdocs.yml": f"BEFORE{LISTS}"},
        {"../mkdocs.yml": f"BEFORE{NEED.replace('ICON', 'material/lamp')}"},
    ],
)
def test_what_is_sound_is_left_alone(
    tmp_path: Path, shop_analyser: Analyser, files: Mapping[str, str]
) -> None:
    assert found_with(tmp_path, shop_analyser, ARTICLE, files)[1] == []


def test_a_script_speaks_to_customers_politely(tmp_path: Path, shop_analyser: Analyser) -> None:
    path = "agents/scripts/L-101.yml"
    text, found = found_with(tmp_path, shop_analyser, path, {path: SCRIPT})

    assert ("address-form", path, line_of(text, "请你")) in found
    assert [rule for rule, *_ in found].count("address-form") == 1


def test_a_picture_of_nearly_the_name_is_not_called_unused(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    files = edited(ARTICLE, PLACE, "![灯座的图](lamp-bases.svg)\n\n灯丝断了会发黑")
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    text, found = found_with(
        tmp_path, shop_analyser, ARTICLE, {**files, "pages/lamps/lamp-base.svg": svg}
    )

    assert [(path, line) for _, path, line in found] == [(ARTICLE, line_of(text, "lamp-bases"))]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("      - lamps/index.md\n", "     - lamps/index.md\n", "lamps/index"),
        ("  - 灯具:\n", "  - 灯具：\n", "灯具"),
    ],
)
def test_entries_that_run_into_one_another_are_one_finding(
    tmp_path: Path, shop_analyser: Analyser, old: str, new: str, part: str
) -> None:
    settings = (MISTAKES / "sound/mkdocs.yml").read_text(encoding="utf-8")
    assert old in settings
    changed = {"../mkdocs.yml": settings.replace(old, new)}
    text, found = found_with(tmp_path, shop_analyser, "../mkdocs.yml", changed)

    assert found == [("settings", "mkdocs.yml", line_of(text, part))]
