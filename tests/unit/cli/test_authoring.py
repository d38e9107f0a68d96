from __future__ import annotations

import re
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from search_service.analysis.chains import make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.checks.rule import Level
from search_service.cli import main as cli
from search_service.cli.authoring import (
    KINDS,
    NewArticle,
    create_article,
)
from search_service.content.navigation_lines import with_nav_lines
from search_service.content.word_lists import load_word_lists
from search_service.errors import EditRefused
from search_service.records.feedback import Feedback, FeedbackStore
from tests.builders import ROOT, sound_project

TODAY = date(2026, 3, 10)
WISH = NewArticle(kind="how-to", topic="lamps", title="怎么擦灯罩", slug="clean-shade")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sound shop of the checks with the project's own templates."""
    folder = sound_project(tmp_path / "project")
    shutil.copytree(ROOT / "content" / "templates", folder / "content" / "templates")
    channels = folder / "content" / "data" / "channels.yml"
    text = channels.read_text(encoding="utf-8")
    other = text[text.index("  counter") :].replace("counter", "online_chat")
    other = re.sub(r"name: .*", "name: 在线客服", other)
    channels.write_text(text + re.sub(r"value: .*", "value: 400-765-4321", other))
    return folder


def text_of(project: Path, path: str) -> str:
    return (project / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_article_lacks_nothing_but_what_is_marked(project: Path, kind: str) -> None:
    wish = NewArticle(kind=kind, topic="lamps", title="怎么擦灯罩", slug="clean-shade")
    article_id, file = create_article(project, wish, TODAY)
    analyser = make_analyser(load_word_lists(project / "content" / "words"), project / "jieba")

    found = findings_of(view_content(project / "content", analyser, TODAY))

    assert (article_id, file) == ("L-103", project / "content/pages/lamps/clean-shade.md")
    errors = [finding for finding in found if finding.level is Level.ERROR]
    assert {(f.problem.rule, f.problem.path) for f in errors} == {
        ("unfinished", "content/pages/lamps/clean-shade.md")
    }


def test_the_line_in_the_navigation_leaves_comments_where_they_are() -> None:
    before = """# why
nav:
  - 首页: index.md
  - 灯具:  # all lamps
      - lamps/index.md
      - 换灯泡: lamps/b.md  # the second

  # last
  - 配送: delivery/index.md
"""

    assert with_nav_lines(before, "lamps", ["lamps/c.md"]) == before.replace(
        "# the second\n", "# the second\n      - lamps/c.md\n"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"topic": "attic"}, "没有 attic 这个主题。现有：lamps（灯具）"),
        ({"title": "灯" * 21}, "标题应有 1 到 20 个字"),
        ({"title": " "}, "标题应有 1 到 20 个字"),
        ({"title": "怎么换灯泡？"}, "L-102 已经回答了"),
        ({"title": "灯坏了"}, "L-101 已经回答了"),
        ({"slug": "../b"}, "英文短名「../b」"),
        ({"slug": "Shade"}, "英文短名「Shade」"),
        ({"slug": "b"}, "已经存在"),
    ],
)
def test_a_wish_that_would_do_harm_is_refused_and_nothing_is_written(
    project: Path, change: dict[str, str], said: str
) -> None:
    before = {file: file.read_bytes() for file in project.rglob("*") if file.is_file()}

    with pytest.raises(EditRefused, match=said):
        create_article(project, NewArticle(**(vars(WISH) | change)), TODAY)

    assert {file: file.read_bytes() for file in project.rglob("*") if file.is_file()} == before


def test_a_topic_without_articles_needs_a_letter_of_its_own(project: Path) -> None:
    shutil.copytree(project / "content/pages/lamps", project / "content/pages/delivery")
    for name in ("a.md", "b.md"):
        (project / "content/pages/delivery" / name).unlink()
    nav = project / "mkdocs.yml"
    nav.write_text(nav.read_text(encoding="utf-8") + "  - 配送: delivery/index.md\n", "utf-8")
    wish = vars(WISH) | {"topic": "delivery"}

    with pytest.raises(EditRefused, match="--letter"):
        create_article(project, NewArticle(**wish), TODAY)
    with pytest.raises(EditRefused, match="字母 L 已用于主题 lamps"):
        create_article(project, NewArticle(**wish | {"letter": "L"}), TODAY)
    assert create_article(project, NewArticle(**wish | {"letter": "D"}), TODAY)[0] == "D-101"


def test_a_topic_that_is_not_in_the_navigation_is_named() -> None:
    with pytest.raises(EditRefused, match="nav 里没有主题 lamps"):
        with_nav_lines("site_name: x\nnav:\n  - 首页: index.md\n", "lamps", ["lamps/c.md"])


def call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["kb", *arguments])
    code = 0
    try:
        cli.main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, *capsys.readouterr()


def test_the_commands_say_what_they_did_and_what_comes_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    monkeypatch.chdir(project)
    options = ["--kind", "how-to", "--topic", "lamps", "--title", "怎么擦灯罩", "--slug", "clean"]

    code, out, _ = call(monkeypatch, capsys, "new", "文章", *options)
    assert code == 0
    assert out.startswith("已新建 L-103：content/pages/lamps/clean.md")
    assert "kb check content/pages/lamps/clean.md" in out


def test_a_new_article_needs_words_or_a_reason_and_is_said_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    monkeypatch.chdir(project)
    new = ("new", "文章", "--kind", "how-to", "--topic", "lamps")
    said = "content/agents/scripts/{}.yml；不用话术，就在 content/agents/without_scripts.yml 里加"
    reasons = project / "content" / "agents" / "without_scripts.yml"
    reasons.unlink(missing_ok=True)
    _, out, _ = call(monkeypatch, capsys, *new, "--title", "怎么擦灯罩", "--slug", "clean")
    assert "话术" not in out

    reasons.parent.mkdir(exist_ok=True)
    reasons.write_text("articles:\n  L-101: 照念\n", encoding="utf-8")
    _, out, _ = call(monkeypatch, capsys, *new, "--title", "怎么挂灯罩", "--slug", "hang")
    assert said.format("L-104") in out
    assert [line[:4] for line in out.splitlines()[2:]] == [f"  {n}." for n in range(1, 6)]


def test_without_a_terminal_a_missing_option_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    monkeypatch.chdir(project)

    code, _, err = call(monkeypatch, capsys, "new", "文章", "--kind", "how-to")

    assert code == 2
    assert "--topic" in err


def test_a_question_without_an_answer_becomes_a_draft_and_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setenv("KB_STATE_DIR", str(project / "state"))
    store = FeedbackStore(project / "state" / "feedback.sqlite")
    for article_id, comment in (("", "灯罩脏了用什么擦"), ("L-102", "写错了")):
        store.add(
            Feedback(
                article_id,
                helpful=False,
                reason="not_found",
                comment=comment,
                received_at=datetime.now(UTC),
                source="agent",
                agent="小灯",
            )
        )
    options = ["--kind", "how-to", "--topic", "lamps", "--title", "怎么擦灯罩", "--slug", "clean"]

    code, _, err = call(monkeypatch, capsys, "new", "文章", *options, "--flag", "2")
    assert code == 1
    assert "没有编号为 2 的「没有答案」" in err
    code, out, _ = call(monkeypatch, capsys, "new", "文章", *options, "--flag", "1")

    assert code == 0
    assert out.startswith("坐席问的是：灯罩脏了用什么擦\n已新建 L-103")
    assert "  - 灯罩脏了用什么擦\n" in text_of(project, "content/pages/lamps/clean.md")
    found = next(one for one in store.by_agents() if not one.article_id)
    assert (found.state, found.handled_by) == ("taken", "起草 L-103")
