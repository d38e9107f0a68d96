"""The pages of a built site together: what leads where, what appears only when it exists."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml

from search_service.content.corpus import load_corpus
from search_service.site.rendered_folder import render_folder
from tests.builders import ROOT, article_file, copied_shop, line_of
from tests.conftest import RealBuild

MOST_CLICKS = 3
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#?]*)')
TOOL = "---\ntitle: {title}\nsummary: 选灯座，看配哪种灯泡。\ntemplate: main.html\n---\n正文。\n"


def built(project: Path) -> Path:
    site = project / "site"
    rendered = render_folder(project / "content", project / "rendered")
    assert rendered.problems == ()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command, cwd=rendered.config.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return site


def links(page: Path, site: Path) -> set[str]:
    """The pages of the site that a page links to."""
    here = "/" + page.parent.relative_to(site).as_posix().removeprefix(".")
    base = here if here.endswith("/") else here + "/"
    targets = {urljoin(base, href) for href in LINK.findall(page.read_text(encoding="utf-8"))}
    return {urlsplit(target).path for target in targets if target.startswith("/")}


def test_every_page_is_at_most_three_clicks_from_the_home_page(real_build: RealBuild) -> None:
    site = real_build.site
    clicks = {"/": 0}
    waiting = deque(clicks)
    while waiting:
        at = waiting.popleft()
        page = site / at.lstrip("/") / "index.html"
        for target in links(page, site) if page.exists() else ():
            if target not in clicks:
                clicks[target] = clicks[at] + 1
                waiting.append(target)

    pages = {
        f"/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        for file in site.rglob("index.html")
    }
    pages.discard("/search/")  # every page has its search form
    assert len(pages) > 20
    assert {page: clicks.get(page) for page in pages if clicks.get(page, 99) > MOST_CLICKS} == {}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return copied_shop(tmp_path / "shop")


@pytest.mark.parametrize("wrong", ["body", "head"])
def test_a_preview_shows_what_is_wrong_in_the_place_of_a_broken_article(
    shop: Path, wrong: str
) -> None:
    page = shop / "content" / "pages" / "lamps" / "does-not-light.md"
    text = page.read_text(encoding="utf-8")
    text = f"{text}\n{{{{ 1 }}}}\n" if wrong == "body" else text.replace("owner:", "<b>owner:", 1)
    page.write_text(text, encoding="utf-8")

    rendered = render_folder(shop / "content", shop / "rendered", drafts=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(shop / "site")]
    done = subprocess.run(
        command, cwd=rendered.config.parent, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    html = (shop / "site" / "lamps" / "does-not-light" / "index.html").read_text(encoding="utf-8")
    assert rendered.problems != ()
    assert f"content/pages/lamps/does-not-light.md:{rendered.problems[0].line}" in html
    assert "<b>owner" not in html
    assert "lamps/does-not-light.md" not in render_folder(shop / "content", shop / "again").pages


def test_a_section_of_tools_is_offered_as_tools_and_not_as_a_topic(shop: Path) -> None:
    tools = shop / "content" / "pages" / "tools"
    tools.mkdir()
    (tools / "index.md").write_text(TOOL.format(title="自助工具"), encoding="utf-8")
    tool = article_file(article_id="O-101", title="配灯泡", tool="hours", template="tool.html")
    (tools / "which-bulb.md").write_text(tool, encoding="utf-8")
    settings = yaml.safe_load((shop / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["nav"].append({"自助工具": ["tools/index.md", "tools/which-bulb.md"]})
    (shop / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

    site = built(shop)

    home = (site / "index.html").read_text(encoding="utf-8")
    cards = re.search(r'<ul class="kb-cards">.*?</ul>', home, re.DOTALL)
    offered = re.search(r'<ul class="kb-toolbox">.*?</ul>', home, re.DOTALL)
    assert cards is not None
    assert offered is not None
    assert "自助工具" not in cards[0]
    assert 'href="tools/which-bulb/"' in offered[0]
    found = re.search(r'<template id="kb-search-directory">.*?</template>', home, re.DOTALL)
    assert found is not None
    assert 'href="tools/which-bulb/"' in found[0]
    questions = (site / "faq" / "index.html").read_text(encoding="utf-8")
    assert 'id="tools"' not in questions


def test_without_tools_nothing_speaks_of_them(shop: Path) -> None:
    home = (built(shop) / "index.html").read_text(encoding="utf-8")

    assert "kb-toolbox" not in home
    assert "tools/" not in home


def test_the_site_needs_no_hooks(tmp_path: Path) -> None:
    """Another builder that reads mkdocs.yml knows no MkDocs hooks and no plugins."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = yaml.load(text, Loader=_AnyTag)  # noqa: S506 - a SafeLoader underneath

    assert "hooks" not in settings
    assert settings["plugins"] == []
    project = tmp_path / "project"
    project.mkdir()
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, project / name)
    (project / "search_service").symlink_to(ROOT / "search_service")
    (project / "mkdocs.yml").write_text(f"{text}\nhooks: []\n", encoding="utf-8")
    assert (built(project) / "faq" / "index.html").exists()


class _AnyTag(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags name Python functions and environment variables."""


_AnyTag.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def test_heads_and_data_reach_the_pages_as_words_alone(shop: Path) -> None:
    evil = "灯泡|**灯** & a < b"
    data = shop / "content" / "data" / "channels.yml"
    text = data.read_text(encoding="utf-8")
    channels = yaml.safe_load(text)
    for channel in channels["channels"].values():
        channel["best_for"] = evil
    data.write_text(yaml.safe_dump(channels, allow_unicode=True), encoding="utf-8")
    page = shop / "content" / "pages" / "lamps" / "change-bulb.md"
    head, body = page.read_text(encoding="utf-8").split("\n---\n", 1)
    owner = re.sub(r"(?m)^owner:.*$", "owner: 'a & b < c > d \"灯\"'", head)
    body += "\n{{ channels_table() }}\n"
    page.write_text(f"{owner}\n---\n{body}", encoding="utf-8")

    html = (built(shop) / "lamps" / "change-bulb" / "index.html").read_text(encoding="utf-8")

    assert "<dd>a &amp; b &lt; c &gt; d &#34;灯&#34;</dd>" in html
    assert "灯泡|**灯** &amp; a &lt; b" in html


@pytest.mark.parametrize("key", ["title", "owner", "summary"])
def test_html_in_a_head_is_a_problem_at_its_line(shop: Path, key: str) -> None:
    page = shop / "content" / "pages" / "lamps" / "change-bulb.md"
    text = page.read_text(encoding="utf-8")
    text = re.sub(rf"(?m)^{key}:.*$", f"{key}: 灯 <b>x</b>", text)
    page.write_text(text, encoding="utf-8")

    (problem,) = (p for p in load_corpus(shop / "content").problems if p.rule == "front-matter")

    assert problem.line == line_of(text, "<b>")
    assert "HTML" in problem.message
