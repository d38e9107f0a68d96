"""What is written for agents alone is found wherever it stands in public."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.kept_results import KeptResults
from search_service.releases.internal_words import AgentsOnly, leaks

FILE = "content/agents/articles/check.md"
INTERNAL = AgentsOnly(
    FILE,
    ("N-101", "怎么核对灯号"),
    "先看**灯座底下**的钢印，再问买灯的日子。\n\n"
    '## 对不上\n\n- 交给 {{ team("repair") }}，不要说库房里还有几盏灯\n请稍候\n',
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lamps/index.html", "<p>编号 N-101</p>"),
        ("lamps/index.html", "<p>怎么<b>核对</b>灯号</p>"),
        ("lamps/index.html", "<p>先看<strong>灯座底下</strong>的钢印，\n再问买灯的日子</p>"),
        ("assets/browser-index-4.json", '["不要说库房里还有几盏灯"]'),
        ("feed.xml", "<description>不要说库房里还有&#20960;盏灯</description>"),
        ("javascripts/main.js", "// N-101"),
        ("redirects.map", "/old/ /N-101/;"),
    ],
)
def test_what_is_written_for_agents_is_found_in_a_public_file(
    tmp_path: Path, name: str, text: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    [fault] = leaks(tmp_path, [INTERNAL], [])

    assert fault.startswith(f"{name}：含有只给坐席看的「")
    assert FILE in fault
    assert "请从公开内容里删掉它" in fault


def test_common_phrases_data_and_titles_of_public_articles_may_stand_in_public(
    tmp_path: Path,
) -> None:
    page = tmp_path / "index.html"
    page.write_text("<p>请稍候。电话 400-000。被骗转账后先做什么，为什么</p>", encoding="utf-8")
    text = '请稍候。\n\n打 {{ channel("phone") }}。\n\n被骗转账后先做什么，为什么\n'

    assert leaks(tmp_path, [AgentsOnly(FILE, (), text)], ["被骗转账后先做什么，为什么"]) == []


def test_a_project_without_agents_has_nothing_to_look_for(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("灯", encoding="utf-8")

    assert leaks(tmp_path, [], []) == []


def test_an_agent_may_say_what_a_public_article_says_but_an_internal_article_may_not(
    tmp_path: Path,
) -> None:
    said = "灯座不亮的，先打铺子的电话"
    (tmp_path / "index.html").write_text(f"<p>{said}</p>", encoding="utf-8")
    script = AgentsOnly("content/agents/scripts/L-101.yml", (), said)

    assert leaks(tmp_path, [script], [], [said]) == []
    assert leaks(tmp_path, [script], [], []) != []
    assert leaks(tmp_path, [AgentsOnly(FILE, ("N-101",), said)], [], [said]) != []


def test_a_file_in_which_nothing_was_found_is_remembered_with_what_was_looked_for(
    tmp_path: Path,
) -> None:
    kept, site = KeptResults(tmp_path / "kept"), tmp_path / "site"
    site.mkdir()
    page, other = site / "index.html", site / "other.html"
    page.write_text("<p>先看灯座</p>", encoding="utf-8")
    other.write_text("<p>灯&#24231;颜色有三种可以选的</p>", encoding="utf-8")
    further = AgentsOnly(FILE, ("N-102",), "灯座颜色有三种可以选的。")
    assert leaks(site, [INTERNAL], [], kept=kept) == leaks(site, [INTERNAL], [], kept=kept) == []

    # Other words, another file, another kind of file with the same bytes.
    assert len(leaks(site, [INTERNAL, further], [], kept=kept)) == 1
    page.write_text("<p>怎么核对灯号</p>", encoding="utf-8")
    assert len(leaks(site, [INTERNAL], [], kept=kept)) == 1
    (site / "other.json").write_text('"不要说库房里还有&#20960;盏灯"', encoding="utf-8")
    (site / "third.html").write_text('"不要说库房里还有&#20960;盏灯"', encoding="utf-8")
    found = leaks(site, [INTERNAL], [], kept=kept)
    assert [one.split("：")[0] for one in found] == ["index.html", "third.html"]
    assert leaks(site, [INTERNAL], [], kept=kept) == leaks(site, [INTERNAL], []) == found


def test_what_was_remembered_and_is_damaged_hides_nothing(tmp_path: Path) -> None:
    kept, site = KeptResults(tmp_path / "kept"), tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>怎么核对灯号</p>", encoding="utf-8")
    (site / "other.html").write_text("<p>灯</p>", encoding="utf-8")
    found = leaks(site, [INTERNAL], [], kept=kept)
    [entry] = (tmp_path / "kept").iterdir()
    whole = entry.read_bytes()

    for damaged in (b"", whole[:-1], whole[:20], whole[:-1] + b"?", b"foreign" * 9):
        entry.write_bytes(damaged)
        assert leaks(site, [INTERNAL], [], kept=kept) == found
        assert entry.read_bytes() == whole
