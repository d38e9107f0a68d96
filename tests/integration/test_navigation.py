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

from tests.builders import ROOT
from tests.conftest import RealBuild
from tests.integration.test_preview import copied_shop

MOST_CLICKS = 3
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#?]*)')
TOOL = "---\ntitle: {title}\nsummary: 选灯座，看配哪种灯泡。\ntemplate: main.html\n---\n正文。\n"


def built(project: Path) -> Path:
    site = project / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
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


def test_a_section_of_tools_is_offered_as_tools_and_not_as_a_topic(shop: Path) -> None:
    tools = shop / "content" / "pages" / "tools"
    tools.mkdir()
    (tools / "index.md").write_text(TOOL.format(title="自助工具"), encoding="utf-8")
    (tools / "which-bulb.md").write_text(TOOL.format(title="配灯泡"), encoding="utf-8")
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
    """Another builder that reads mkdocs.yml knows no MkDocs hooks, and only common plugins."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = yaml.load(text, Loader=_AnyTag)  # noqa: S506 - a SafeLoader underneath

    assert "hooks" not in settings
    plugins = {
        next(iter(plugin)) if isinstance(plugin, dict) else plugin for plugin in settings["plugins"]
    }
    assert plugins <= {"macros", "tags", "meta", "redirects", "rss"}
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
