from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import orjson
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import search_service
from search_service.answering.search import Search
from search_service.cli import main as cli
from search_service.settings import Settings
from search_service.web.models import SearchModel
from tests.builders import (
    SHOP,
    article_file,
    internal_file,
    line_of,
    sound_project,
    with_theme,
    write_agents,
    write_content,
)

COMMANDS = tuple(cli.kb.commands)
# The commands of each group, such as `kb agent add`.
GROUPED = [
    [group, name]
    for group, command in cli.kb.commands.items()
    if isinstance(command, click.Group)
    for name in command.commands
]
# What articles are imported from.
SYSTEMS = "Markdown Hexo VuePress MkDocs Notion Confluence HTML Zendesk Intercom Help Scout"
OTHER_SYSTEMS = "Freshdesk Word Excel CSV"
SUBCOMMANDS = {name for _, name in GROUPED}
# Names of formats, which are the same in every language.
FORMATS = {
    "csv",
    "UTF",
    "JSON",
    "github",
    "json",
    "text",
    "questions",
    "how",
    "policy",
    "troubleshooting",
    "decision",
    "refunds",
    "long",
    "BEIR",
    "jsonl",
    "corpus",
    "queries",
    "qrels",
    "dev",
    "git",
    "main",
    "UTC",
}


@dataclass(frozen=True)
class Outcome:
    """What a call of `kb` gave."""

    code: int
    out: str
    err: str


Kb = Callable[..., Outcome]


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Kb:
    """Calls the entry point as the shell does; state goes to a temporary folder."""
    monkeypatch.setenv("KB_STATE_DIR", str(tmp_path / "state"))

    def call(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["kb", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Outcome(code, *capsys.readouterr())

    return call


@pytest.fixture
def built(
    monkeypatch: pytest.MonkeyPatch, kb: Kb, shop_settings: Settings, shop_search: Search
) -> Kb:
    """`kb` where the shop's index is already in service."""
    assert shop_search.generation
    monkeypatch.setenv("KB_STATE_DIR", str(shop_settings.state_dir))
    return kb


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["-h"],
        *[[name, "-h"] for name in COMMANDS],
        *[[*names, "-h"] for names in GROUPED],
    ],
)
def test_the_help_is_chinese(kb: Kb, arguments: list[str]) -> None:
    outcome = kb(*arguments)

    assert outcome.code == 0
    assert outcome.out.startswith("用法：")
    without_paths = re.sub(r"\S*/\S*", "", outcome.out)
    english = set(re.findall(r"(?<![\w-])[A-Za-z]{3,}", without_paths))
    systems = {*SYSTEMS.split(), *OTHER_SYSTEMS.split()}
    assert english - FORMATS - set(COMMANDS) - SUBCOMMANDS - systems == set()


def test_the_help_names_every_command(kb: Kb) -> None:
    assert {"serve", "build", "release", "check", "search"} <= set(COMMANDS)
    assert all(f"\n  {name} " in kb("--help").out for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lantern"], "没有 lantern 这个命令"),
        (["check", "--lantern"], "没有 --lantern 这个选项"),
        (["search"], "缺少参数"),
        (["search", "灯", "--limit", "三"], "不是数字"),
        (["search", "换", "灯泡"], "多出了参数"),
        (["--project", "/nowhere", "check"], "找不到文件夹 /nowhere"),
        (["evaluate", "--dataset", "/nowhere"], "找不到文件夹 /nowhere"),
        (["new", "文章", "--kind", "lantern"], "lantern 不在可选的值里"),
    ],
)
def test_a_wrong_call_is_explained_in_chinese_with_exit_code_2(
    kb: Kb, arguments: list[str], said: str
) -> None:
    outcome = kb(*arguments)

    assert outcome.code == 2
    assert said in outcome.err
    assert "Error" not in outcome.err
    assert "Traceback" not in outcome.err


def test_a_wrong_setting_is_named_with_exit_code_2(kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_PORT", "eighty")

    outcome = kb("check")

    assert outcome.code == 2
    assert "KB_PORT" in outcome.err


def test_problems_stop_publishing_and_are_listed_with_file_and_line(kb: Kb, tmp_path: Path) -> None:
    project = sound_project(tmp_path / "project")
    file = project / "content" / "pages" / "lamps" / "a.md"
    text = file.read_text(encoding="utf-8").replace("owner: 灯铺内容组", "colour: 红")
    file.write_text(text, encoding="utf-8")

    outcome = kb("--project", str(project), "build")

    assert outcome.code == 1
    assert f"content/pages/lamps/a.md:{line_of(text, 'colour')}：colour：" in outcome.err
    assert "还缺少 owner" in outcome.err
    assert "内容里有 1 处要改" in outcome.err


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("agents/articles/night.md", "owner:", "onwer:"),
        ("components/anti_fraud.md", "。", "，打 13800138000。"),
        ("data/channels.yml", "kind: phone", "kind: fax"),
        ("words/terms.txt", "夜读灯", "夜读灯\tdeng"),
        ("pages/lamps/a.md", "先换一个插座", "请尽快换一个插座"),
    ],
)
def test_what_check_refuses_nothing_publishes(
    kb: Kb, tmp_path: Path, path: str, old: str, new: str
) -> None:
    project = sound_project(tmp_path / "project")
    write_agents(project / "content", {"articles/night.md": internal_file()})
    file = project / "content" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")

    checked, published = (kb("--project", str(project), name) for name in ("check", "build"))

    assert (checked.code, published.code) == (1, 1)
    assert [
        line for line in checked.out.splitlines() if not line.endswith("（提醒）")
    ] == published.err.splitlines()[:-1]
    assert not (tmp_path / "state" / "releases").exists()


def test_nothing_is_published_from_content_with_problems(kb: Kb, tmp_path: Path) -> None:
    write_content(tmp_path / "content", {"lamps/a.md": article_file(owner=None)})

    assert kb("--project", str(tmp_path), "build").code == 1
    assert not (tmp_path / "state" / "releases").exists()


def test_a_folder_without_content_is_named(kb: Kb, tmp_path: Path) -> None:
    outcome = kb("--project", str(tmp_path), "check")

    assert outcome.code == 1
    assert str(tmp_path) in outcome.err
    assert "--project" in outcome.err


def test_searching_without_an_index_says_how_to_make_one(kb: Kb) -> None:
    outcome = kb("--project", str(SHOP), "search", "灯")

    assert outcome == Outcome(1, "", "还没有索引。请先运行 kb build。\n")


def test_build_then_search_finds_the_article(kb: Kb, tmp_path: Path) -> None:
    project = str(with_theme(sound_project(tmp_path / "project")))
    built = kb("--project", project, "build")
    found = kb("--project", project, "search", "灯泡怎么换", "--limit", "1")

    assert (built.code, found.code) == (0, 0)
    assert "已发布并启用" in built.out
    assert "2 篇文章" in built.out
    assert found.out.startswith("1. L-102 怎么换灯泡")


def test_a_rewriting_is_told(built: Kb) -> None:
    out = built("--project", str(SHOP), "search", "換燈泡").out

    assert "你输入的是「換燈泡」" in out


def test_json_output_is_the_answer_of_the_api(built: Kb) -> None:
    out = built("--project", str(SHOP), "search", "换灯泡", "--json").out

    answer = orjson.loads(out)

    assert set(answer) == set(SearchModel.model_fields)
    assert answer["hits"][0]["article_id"] == "L-102"


def test_an_explanation_shows_terms_and_weights(built: Kb) -> None:
    out = built("--project", str(SHOP), "search", "换灯泡", "--explain").out

    assert "权重" in out


def test_one_article_is_explained_with_its_place_and_what_it_lacks(built: Kb) -> None:
    out = built(
        "--project", str(SHOP), "search", "快递还没来", "--explain", "--article", "l-102"
    ).out

    assert out.splitlines()[0].startswith("L-102 怎么换灯泡：")
    assert "第 1 名是 D-" in out
    assert "这篇文章里没有的：\n  词：" in out
    assert 'kb alias add L-102 "快递还没来"' in out


def test_one_article_is_only_explained_when_an_explanation_is_asked_for(built: Kb) -> None:
    outcome = built("--project", str(SHOP), "search", "灯", "--article", "L-102")

    assert outcome.code == 2
    assert "--explain" in outcome.err


def test_a_rejected_query_is_exit_code_1(built: Kb) -> None:
    outcome = built("--project", str(SHOP), "search", "？？")

    assert outcome.code == 1
    assert "至少一个汉字" in outcome.err


def strings(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """Messages by their English singular."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalogue
        if message.id
    }


def test_the_compiled_messages_are_those_of_the_source() -> None:
    folder = Path(search_service.__file__).parent / "cli" / "locale" / "zh_CN" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as source, (folder / "messages.mo").open("rb") as made:
        written, compiled = strings(read_po(source)), strings(read_mo(made))

    assert compiled == written, "run make locale"
    assert len(written) > 20
