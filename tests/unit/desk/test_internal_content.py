"""`content/agents/`: what writers may put there, and what they are told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.corpus import load_corpus
from search_service.desk.internal_content import SCRIPTS_HEADING, DeskContent, load_desk
from search_service.desk.nodes import Element, plain_text
from tests.builders import article_file, internal_file, line_of, write_agents, write_content

LIGHT = article_file(article_id="L-101", related=["L-102"])
BULB = article_file(article_id="L-102", title="怎么换灯泡", related=["L-101"])
SAY = {"say": [{"when": "开场", "text": "我先看看您的灯。"}]}
SCRIPTS = """say:
  - when: 开场
    text: 我先看看您的灯。
"""


def desk_of(tmp_path: Path, **files: str) -> DeskContent:
    """The desk of two public articles and these files of `content/agents/`."""
    pages = {"lamps/a.md": LIGHT, "lamps/b.md": BULB}
    folder = write_content(tmp_path / "content", pages)
    write_agents(folder, {name.replace("__", "/"): text for name, text in files.items()})
    return load_desk(folder, load_corpus(folder))


def complaint(desk: DeskContent) -> tuple[str, int, str]:
    """The only problem: file, line and message."""
    [problem] = desk.problems
    return problem.path, problem.line, problem.message


def test_public_and_internal_articles_are_one_list(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, **{"articles__check.md": internal_file()})

    assert desk.problems == ()
    audiences = {code: one.audience for code, one in desk.material.articles.items()}
    assert audiences == {"L-101": "public", "L-102": "public", "N-101": "internal"}
    assert desk.material.articles["N-101"].url is None
    assert desk.material.articles["N-101"].topic == "坐席内部"


def test_the_public_corpus_is_left_alone(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", {"lamps/a.md": LIGHT, "lamps/b.md": BULB})
    write_agents(folder, {"articles/check.md": internal_file(), "scripts/L-101.yml": SCRIPTS})
    public = load_corpus(folder)

    desk = load_desk(folder, public)

    assert {article.id for article in public.articles} == {"L-101", "L-102"}
    assert set(public.topics) == {"lamps"}
    assert all(s.heading != SCRIPTS_HEADING for a in public.articles for s in a.sections)
    [light] = [article for article in desk.corpus.articles if article.id == "L-101"]
    assert light.sections[-1].text == "开场：我先看看您的灯。"


def test_facts_are_filled_into_what_is_said_and_stay_marked(tmp_path: Path) -> None:
    written = SCRIPTS + "  - when: 等多久\n    text: '大约{{ refund_time(\"shell_money\") }}。'\n"
    desk = desk_of(tmp_path, **{"scripts__L-101.yml": written})

    scripts = desk.material.articles["L-101"].scripts
    assert scripts is not None
    assert scripts.say[1].text == "大约1–3 个工作日（示例，待核实）。"
    assert [one.unverified for one in scripts.say] == [False, True]


def test_links_lead_to_codes_from_both_kinds_of_articles(tmp_path: Path) -> None:
    public = article_file(article_id="L-101", body="先看[灯泡](b.md#再看灯泡)。\n")
    folder = write_content(tmp_path / "content", {"lamps/a.md": public, "lamps/b.md": BULB})
    internal = internal_file(body="见[灯泡](L-102)，[厂家](https://example.com/)。\n")
    write_agents(folder, {"articles/check.md": internal})

    desk = load_desk(folder, load_corpus(folder))

    [paragraph] = desk.material.articles["L-101"].body
    assert isinstance(paragraph, Element)
    assert paragraph.children[1] == Element(
        tag="a", children=("灯泡",), article="L-102", anchor="再看灯泡"
    )
    [paragraph] = desk.material.articles["N-101"].body
    assert isinstance(paragraph, Element)
    assert paragraph.children[1] == Element(tag="a", children=("灯泡",), article="L-102")
    assert paragraph.children[3] == Element(
        tag="a", children=("厂家",), href="https://example.com/"
    )


def test_headings_carry_the_anchors_that_links_name(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    headings = [n for n in desk.material.articles["L-101"].body if isinstance(n, Element)]
    assert [(h.tag, h.anchor) for h in headings if h.tag == "h2"] == [("h2", "再看灯泡")]


def test_no_element_but_the_known_ones_comes_out_of_an_article(tmp_path: Path) -> None:
    body = "先<script>alert(1)</script>看[灯](javascript:alert(1))。\n\n<img src=x onerror=a()>\n"
    desk = desk_of(tmp_path, **{"articles__check.md": internal_file(body=body)})

    tags = {
        child.tag
        for one in desk.material.articles["N-101"].body
        if isinstance(one, Element)
        for child in (one, *(c for c in one.children if isinstance(c, Element)))
    }
    assert tags <= {"p", "span"}
    assert plain_text(desk.material.articles["N-101"].body) == "先看灯。"


def test_an_empty_cell_of_a_table_is_an_empty_cell(tmp_path: Path) -> None:
    body = "先看表。\n\n| 灯 | |\n| --- | --- |\n| | 亮 |\n"
    desk = desk_of(tmp_path, **{"articles__check.md": internal_file(body=body)})

    assert desk.problems == ()
    assert plain_text(desk.material.articles["N-101"].body) == "先看表。灯亮"


SCRIPT_MISTAKES = {
    "nothing to say": ("say: []", "say：太少，至少要 1 条"),
    "unknown block": (SCRIPTS + "sing: [一首歌]", "sing：不认识这一项"),
    "too long": (SCRIPTS.replace("我先", "我" * 121), "say.1.text：太长，最多 120 个字"),
    "ten to say": ("say:\n" + SCRIPTS.split("\n", 1)[1] * 10, "say：太多，最多 9 条"),
    "blank": (SCRIPTS.replace("开场", "'  '"), "say.1.when：不能是空白"),
    "unknown team": (
        SCRIPTS + "escalate:\n  - {when: 修不好, to: nobody}",
        "to：teams.yml 里没有「nobody」",
    ),
    "no such form": (SCRIPTS + "handover: N-999", "handover：N-999 没有交接单（form）"),
    "unknown fact": (
        SCRIPTS.replace("我先看看您的灯。", '打 {{ channel("owl") }}'),
        "引用的数据有误：content/data/channels.yml 里没有「owl」，现有：",
    ),
}


@pytest.mark.parametrize(("written", "message"), SCRIPT_MISTAKES.values(), ids=SCRIPT_MISTAKES)
def test_a_mistake_in_scripts_is_named_with_its_line(
    tmp_path: Path, written: str, message: str
) -> None:
    path, line, said = complaint(desk_of(tmp_path, **{"scripts__L-101.yml": written}))

    assert path == "content/agents/scripts/L-101.yml"
    assert 1 <= line <= written.count("\n") + 1
    assert said.startswith(message)


def test_a_mistake_is_reported_at_its_own_line(tmp_path: Path) -> None:
    written = SCRIPTS + "escalate:\n  - when: 修不好\n    to: nobody\n"
    _, line, _ = complaint(desk_of(tmp_path, **{"scripts__L-101.yml": written}))

    assert line == line_of(written, "nobody")


ARTICLE_MISTAKES = {
    "letter of a topic": (internal_file(article_id="L-301"), "id：L-301 不是内部文章的编号"),
    "unknown related": (internal_file(related=["L-999"]), "related：没有另一篇编号为 L-999 的文章"),
    "unknown link": (internal_file(body="见[那篇](L-999)。"), "链接：没有编号为 L-999 的文章"),
    "link to a file": (
        internal_file(body="见[那篇](../lamps/a.md)。"),
        "链接：内部文章不用文件名链接（../lamps/a.md）",
    ),
    "unknown team": (
        internal_file(form={"to": "nobody", "fields": [{"name": "灯"}]}),
        "to：teams.yml 里没有「nobody」",
    ),
    "no fields": (internal_file(form={"to": "repair", "fields": []}), "form.fields：太少"),
    "mistake in scripts": (internal_file(scripts={"say": []}), "scripts.say：太少"),
    "unknown key": (internal_file(audience="agent"), "audience：不认识这一项"),
}


@pytest.mark.parametrize(("written", "message"), ARTICLE_MISTAKES.values(), ids=ARTICLE_MISTAKES)
def test_a_mistake_in_an_internal_article_is_named(
    tmp_path: Path, written: str, message: str
) -> None:
    path, _, said = complaint(desk_of(tmp_path, **{"articles__check.md": written}))

    assert path == "content/agents/articles/check.md"
    assert said.startswith(message)


def test_one_code_is_not_used_twice(tmp_path: Path) -> None:
    files = {"articles__a.md": internal_file(), "articles__b.md": internal_file()}

    path, _, message = complaint(desk_of(tmp_path, **files))

    assert path == "content/agents/articles/b.md"
    assert message.startswith("id：N-101 已被")


def test_the_letter_of_internal_articles_is_not_for_public_ones(tmp_path: Path) -> None:
    pages = {"lamps/a.md": article_file(article_id="N-101", related=["L-102"]), "lamps/b.md": BULB}
    pages["lamps/b.md"] = article_file(article_id="L-102", title="怎么换灯泡", related=["N-101"])
    folder = write_content(tmp_path / "content", pages)
    write_agents(folder, {})

    assert complaint(load_desk(folder, load_corpus(folder))) == (
        "content/pages/lamps/a.md",
        2,
        "id：N-101 的字母 N 只给内部文章用",
    )


@pytest.mark.parametrize(
    "name", ["scripts__L-999.yml", "scripts__L-101.yaml", "scripts__N-101.yml"]
)
def test_scripts_are_named_by_the_code_of_a_public_article(tmp_path: Path, name: str) -> None:
    _, _, message = complaint(desk_of(tmp_path, **{name: SCRIPTS}))

    assert message.endswith("的公开文章")


def test_a_form_belongs_to_its_article_and_scripts_name_it(tmp_path: Path) -> None:
    form = {"to": "repair", "fields": [{"name": "灯的型号", "choices": ["萤火灯", "夜读灯"]}]}
    files = {
        "articles__form.md": internal_file(form=form, scripts={**SAY, "handover": "N-101"}),
        "scripts__L-101.yml": SCRIPTS + "handover: N-101\n",
    }
    desk = desk_of(tmp_path, **files)

    assert desk.problems == ()
    shown = desk.material.articles["N-101"].form
    assert shown is not None
    assert shown.to.name == "修灯组"
    assert shown.to.unverified
    assert shown.fields[0].choices == ("萤火灯", "夜读灯")
