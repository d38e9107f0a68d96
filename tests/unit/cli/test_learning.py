"""`kb demo`, `kb report` and `kb learn` on the lamp shop."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson
import pytest

from search_service.cli import main as cli
from tests.builders import copied_shop, internal_file, write_agents

WORDS = ("屋里黑漆漆", "夜里摸黑", "照明罢工了")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop with a month in which three wordings are read at L-101 after another first hit."""
    project = copied_shop(tmp_path / "shop")
    visits = []
    for number in range(300):
        text, answer = ("灯泡怎么换", "L-102") if number % 3 else (WORDS[number // 3 % 3], "D-101")
        opened = {"article": "L-102" if number % 3 else "L-101", "rank": 1 if number % 3 else 3}
        asked = {"text": text, "answer": answer, "opened": [opened | {"stayed": True}]}
        visits.append({"day": "2026-11-20", "network": f"n{number}", "asked": [asked]})
    (tmp_path / "visits.jsonl").write_bytes(b"\n".join(map(orjson.dumps, visits)))
    monkeypatch.setenv("KB_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("KB_QUERY_LOG_DAYS", "365")
    return project


def kb(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    project: Path,
    *arguments: str,
) -> str:
    monkeypatch.setattr(sys, "argv", ["kb", "--project", str(project), *arguments])
    cli.main()
    return capsys.readouterr().out


def test_a_month_is_counted_reported_and_learnt_from(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(shop.parent / "visits.jsonl")
    assert "已数进 300 次访问" in kb(monkeypatch, capsys, shop, "demo", "--from", file)
    with pytest.raises(SystemExit):
        kb(monkeypatch, capsys, shop, "demo", "--from", file)
    assert "没有动它" in capsys.readouterr().err

    bulb = shop / "content" / "pages" / "lamps" / "change-bulb.md"
    head = bulb.read_text(encoding="utf-8").replace("\nid:", "\nexpires_on: 2099-01-01\nid:", 1)
    bulb.write_text(head, encoding="utf-8")
    said = kb(monkeypatch, capsys, shop, "report")
    assert "2099-01-01  L-102 怎么换灯泡不再发布" in said
    assert any(word in said for word in WORDS)
    assert "把说法加给 L-101" in said
    page = shop.parent / "report.html"
    kb(monkeypatch, capsys, shop, "report", "--html", str(page))
    html = page.read_text(encoding="utf-8")
    assert "<svg" in html
    assert "src=" not in html
    assert "http" not in html
    assert "2099-01-01：L-102" in page.read_text(encoding="utf-8")
    told = orjson.loads(kb(monkeypatch, capsys, shop, "report", "--json"))
    assert (told["failed"], told["expiring"][-1]["day"]) == (100, "2099-01-01")

    article = shop / "content" / "pages" / "lamps" / "does-not-light.md"
    before = article.read_text(encoding="utf-8")
    proposed = orjson.loads(kb(monkeypatch, capsys, shop, "learn", "--json"))["aliases"]
    assert {one["article"] for one in proposed} == {"L-101"}
    assert {one["after"] for one in proposed} == {1}
    assert article.read_text(encoding="utf-8") == before

    kb(monkeypatch, capsys, shop, "learn", "--yes")
    after = article.read_text(encoding="utf-8").splitlines()
    added = [line for line in after if line not in before.splitlines()]
    assert added[0] == "aliases:"
    assert {line.strip(" -") for line in added[1:]} == {one["text"] for one in proposed}


def test_without_visits_the_report_says_how_to_get_some(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = kb(monkeypatch, capsys, shop, "report")
    assert "还没有数到访问" in said
    assert "还没有数到访问" in kb(monkeypatch, capsys, shop, "learn")


def test_without_visits_nothing_is_learnt_and_it_says_how_to_get_some(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "kb demo" in kb(monkeypatch, capsys, shop, "learn")


def test_a_page_for_a_folder_that_is_not_there_is_refused_with_its_name(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        kb(monkeypatch, capsys, shop, "report", "--html", str(shop / "none" / "page.html"))
    assert f"没有文件夹 {shop / 'none'}" in capsys.readouterr().err


def test_a_line_that_is_no_visit_is_named(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shop.parent / "broken.jsonl"
    file.write_text('{"day": "2026-11-20", "asked": []}\n', encoding="utf-8")
    with pytest.raises(SystemExit):
        kb(monkeypatch, capsys, shop, "demo", "--from", str(file))
    assert "broken.jsonl:1：network" in capsys.readouterr().err


def test_a_file_without_visits_is_refused(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shop.parent / "empty.jsonl"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        kb(monkeypatch, capsys, shop, "demo", "--from", str(file))
    assert "一次访问也没有" in capsys.readouterr().err


def test_a_mark_needs_a_question_and_a_project(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = shop.parent / "empty"
    empty.mkdir()
    with pytest.raises(SystemExit):
        kb(monkeypatch, capsys, empty, "report", "--not-ours", "几点了")
    assert "content/pages" in capsys.readouterr().err
    assert not list(empty.iterdir())
    with pytest.raises(SystemExit):
        kb(monkeypatch, capsys, shop, "report", "--not-ours", " ")
    assert "没有问题" in capsys.readouterr().err
    assert not (shop / "content" / "judgements" / "not_ours.tsv").exists()


def test_what_agents_read_internally_goes_to_the_internal_article(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agents(shop / "content", {"articles/check.md": internal_file()})
    visits = []
    for number in range(300):
        network, side = f"agent:{number}", "desk"
        text, code = ("灯泡怎么换", "L-102") if number % 3 else (WORDS[number // 3 % 3], "N-101")
        read = {"article": code, "rank": 1 if number % 3 else 5, "stayed": True}
        asked = [{"text": text, "answer": "L-102", "opened": [read]}]
        if not number % 3:  # asked on before he found it
            asked = [{"text": text, "answer": "D-101"}, asked[0] | {"text": f"{text}怎么弄"}]
        visits.append({"day": "2026-11-20", "side": side, "network": network, "asked": asked})
    file = shop.parent / "desk.jsonl"
    file.write_bytes(b"\n".join(map(orjson.dumps, visits)))
    kb(monkeypatch, capsys, shop, "demo", "--from", str(file))

    kb(monkeypatch, capsys, shop, "learn", "--yes")

    article = shop / "content" / "agents" / "articles" / "check.md"
    written = article.read_text(encoding="utf-8")
    assert "aliases:" in written
    assert any(word in written for word in WORDS)
    assert "aliases:" not in "".join(
        page.read_text(encoding="utf-8") for page in (shop / "content" / "pages").rglob("*.md")
    )
    assert not (shop / "content" / "judgements" / "queries.tsv").exists()
