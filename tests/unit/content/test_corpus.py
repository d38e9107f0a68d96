from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.corpus import Corpus, load_corpus
from search_service.content.passages import PASSAGE_CHARACTERS, passages_of
from tests.builders import SHOP, article_file, page_file, write_content


def corpus_of(tmp_path: Path, **pages: str) -> Corpus:
    """A corpus of article files in the folder `lamps`, which refer to each other when sound."""
    files = {f"lamps/{name}.md": text for name, text in pages.items()}
    return load_corpus(write_content(tmp_path / "content", files))


def complaints(corpus: Corpus) -> list[tuple[str, str, str]]:
    return [(problem.path, problem.rule, problem.message) for problem in corpus.problems]


LIGHT = article_file(article_id="L-101", related=["L-102"])
BULB = article_file(article_id="L-102", title="怎么换灯泡", related=["L-101"])


def test_the_shop_is_read_without_a_problem() -> None:
    corpus = load_corpus(SHOP / "content")

    assert corpus.problems == ()
    assert [article.id for article in corpus.articles] == [
        "D-102", "D-101", "L-102", "L-101", "L-103",
    ]  # fmt: skip
    assert {topic.url: topic.title for topic in corpus.topics.values()} == {
        "/delivery/": "配送",
        "/lamps/": "灯具",
    }


def test_pages_that_are_no_articles_are_not_searched(tmp_path: Path) -> None:
    folder = write_content(
        tmp_path / "content",
        {
            "index.md": page_file("首页", "home.html"),
            "search.md": page_file("搜索", "search.html"),
            "lamps/a.md": LIGHT,
            "lamps/b.md": BULB,
        },
    )

    assert {article.path for article in load_corpus(folder).articles} == {
        "lamps/a.md",
        "lamps/b.md",
    }


def test_two_articles_with_one_id_are_a_problem_of_the_second(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, a=LIGHT, b=BULB, c=LIGHT)

    assert complaints(corpus) == [
        ("content/pages/lamps/c.md", "duplicate-id", "id：L-101 已被 lamps/a.md 使用")
    ]
    assert [article.path for article in corpus.articles] == ["lamps/a.md", "lamps/b.md"]


@pytest.mark.parametrize(
    ("related", "message"),
    [
        ("L-109", "related：没有编号为 L-109 的文章"),
        ("L-101", "related：L-101 就是这篇文章自己"),
    ],
)
def test_related_articles_exist_and_are_others(tmp_path: Path, related: str, message: str) -> None:
    corpus = corpus_of(tmp_path, a=article_file(related=["L-102", related]), b=BULB)

    assert complaints(corpus) == [("content/pages/lamps/a.md", "related", message)]


def test_a_topic_needs_its_index_page(tmp_path: Path) -> None:
    folder = write_content(
        tmp_path / "content",
        {"lamps/a.md": LIGHT, "attic/b.md": BULB},
    )

    assert complaints(load_corpus(folder)) == [
        ("content/pages/attic/b.md", "topic", "文件夹 attic 没有 index.md")
    ]


def test_a_broken_article_is_reported_and_the_others_are_kept(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, a=LIGHT, b=BULB, c="没有信息头\n")

    assert [article.id for article in corpus.articles] == ["L-101", "L-102"]
    assert [problem.path for problem in corpus.problems] == ["content/pages/lamps/c.md"]


def test_a_broken_topic_page_is_reported(tmp_path: Path) -> None:
    folder = write_content(
        tmp_path / "content", {"lamps/index.md": "---\ntitle: 灯具\ncolour: 红\n---\n"}
    )

    assert {message for _, _, message in complaints(load_corpus(folder))} == {
        "colour：不认识这一项"  # what is missing stands in the advice: it may be misspelt here
    }


@pytest.mark.parametrize(
    "name",
    [
        "channels.yml",
        "public_hotlines.yml",
        "refund_times.yml",
        "error_codes.yml",
        "withdrawals.yml",
        "app_places.yml",
    ],
)
def test_a_missing_or_broken_data_file_is_a_problem(tmp_path: Path, name: str) -> None:
    folder = write_content(tmp_path / "content", {})
    (folder / "data" / name).unlink()
    assert complaints(load_corpus(folder)) == [
        (f"content/data/{name}", "data-file", "找不到这个数据文件")
    ]

    (folder / "data" / name).write_text("attic: {}\n", encoding="utf-8")
    problems = load_corpus(folder).problems
    assert {(problem.path, problem.rule) for problem in problems} == {
        (f"content/data/{name}", "data-file")
    }


CODE = """\
error_codes:
  {code}:
    meaning: {meaning}
    what_to_do: 换插座
    article: {article}
    status: {status}
    checked_on: {checked_on}
"""
SOUND = {
    "code": "L1001",
    "meaning": "灯座没有电",
    "article": "L-101",
    "status": "待核实",
    "checked_on": "null",
}


def corpus_with_code(tmp_path: Path, **wrong: str) -> Corpus:
    folder = write_content(tmp_path / "content", {"lamps/a.md": LIGHT, "lamps/b.md": BULB})
    file = folder / "data" / "error_codes.yml"
    file.write_text(CODE.format_map(SOUND | wrong), encoding="utf-8")
    return load_corpus(folder)


def test_a_sound_error_code_is_read_with_its_article(tmp_path: Path) -> None:
    corpus = corpus_with_code(tmp_path)

    assert corpus.problems == ()
    assert corpus.data.error_codes["L1001"].article == "L-101"


@pytest.mark.parametrize(
    ("wrong", "line", "message", "advice"),
    [
        (
            {"code": "l-101"},
            2,
            "error_codes.l-101：写法不对",
            "请写成一到四个大写字母加四到六位数字，例如 E1001",
        ),
        ({"meaning": '" "'}, 3, "error_codes.L1001.meaning：不能是空白", None),
        ({"meaning": "1001"}, 3, "error_codes.L1001.meaning：应当是文字", None),
        (
            {"article": "L101"},
            5,
            "error_codes.L1001.article：写法不对",
            "请写成一个大写字母、一条短横线和三位数字，例如 R-102",
        ),
        (
            {"article": "L-109"},
            5,
            "error_codes.L1001.article：没有编号为 L-109 的文章",
            "请改成一篇已有文章的编号，没有合适的就写 null",
        ),
        ({"status": "核实过"}, 6, "error_codes.L1001.status：不是允许的值", None),
        ({"checked_on": "昨天"}, 7, "error_codes.L1001.checked_on：不是日期", None),
    ],
)
def test_a_mistake_in_an_error_code_names_its_line_and_remedy(
    tmp_path: Path, wrong: dict[str, str], line: int, message: str, advice: str | None
) -> None:
    (problem,) = corpus_with_code(tmp_path, **wrong).problems

    assert (problem.path, problem.line, problem.rule, problem.message) == (
        "content/data/error_codes.yml", line, "data-file", message,
    )  # fmt: skip
    assert problem.advice == advice if advice else problem.advice.startswith("请")


@pytest.mark.parametrize("code", ["L101", "l1001", "LAMPS1001", "1001", "L1001a"])
def test_no_error_code_can_be_taken_for_an_article(tmp_path: Path, code: str) -> None:
    assert corpus_with_code(tmp_path, code=f'"{code}"').problems


def test_bytes_that_are_no_utf8_do_not_stop_the_others(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", {"lamps/a.md": LIGHT, "lamps/b.md": BULB})
    (folder / "pages" / "lamps" / "c.md").write_bytes(b"\xff\xfe---\n")

    corpus = load_corpus(folder)

    assert len(corpus.articles) == 2
    assert [problem.path for problem in corpus.problems] == ["content/pages/lamps/c.md"]


def test_problems_follow_files_and_lines(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, b="无\n", a=article_file(owner=None, tags=None), c=BULB)

    assert list(corpus.problems) == sorted(corpus.problems)
    assert corpus.problems[0].path.endswith("a.md")


def test_a_section_is_a_passage_with_its_place(tmp_path: Path) -> None:
    (article, _) = corpus_of(tmp_path, a=LIGHT, b=BULB).articles

    assert [(p.id, p.heading, p.anchor, p.text) for p in passages_of(article)] == [
        ("L-101#0", None, None, "先换一个插座。"),
        ("L-101#1", "再看灯泡", "再看灯泡", "灯丝断了会发黑。"),
    ]


def test_a_heading_without_text_of_its_own_is_no_passage(tmp_path: Path) -> None:
    body = "先换插座。\n\n## 看\n\n### 看灯泡\n\n发黑。\n"
    (article, _) = corpus_of(tmp_path, a=article_file(body=body), b=BULB).articles

    assert [passage.heading for passage in passages_of(article)] == [None, "看灯泡"]


def test_a_long_section_is_cut_between_blocks_and_nothing_is_lost(tmp_path: Path) -> None:
    blocks = [f"第{number}步，" + "转" * 100 for number in range(20)]
    body = "先换插座。\n\n## 步骤\n\n" + "\n\n".join(blocks) + "\n"
    (article, _) = corpus_of(tmp_path, a=article_file(body=body), b=BULB).articles

    parts = [passage for passage in passages_of(article) if passage.heading == "步骤"]

    assert len(parts) > 2
    assert all(len(part.text) <= PASSAGE_CHARACTERS + 20 for part in parts)
    assert "\n".join(part.text for part in parts).split("\n") == blocks
    assert {part.anchor for part in parts} == {"步骤"}
    assert len({passage.id for passage in passages_of(article)}) == len(passages_of(article))


@pytest.mark.parametrize(("others", "named"), [(4, True), (3, False)])
def test_the_one_code_of_another_letter_in_a_topic_is_named(
    tmp_path: Path, others: int, *, named: bool
) -> None:
    codes = [*(f"L-10{n}" for n in range(1, others + 1)), "M-109"]
    pages = {
        f"lamps/{code.lower()}.md": article_file(
            article_id=code, title=f"灯 {code}", related=[codes[0] if code != codes[0] else "M-109"]
        )
        for code in codes
    }

    problems = load_corpus(write_content(tmp_path / "content", pages)).problems

    found = [(one.path, one.line) for one in problems if one.rule == "topic"]
    assert found == ([("content/pages/lamps/m-109.md", 2)] if named else [])
