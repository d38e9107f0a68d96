"""Each thing that `docs/extending.md` shows how to add: what is forgotten is named here."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from search_service import checks
from search_service.checks.rules import RULES
from search_service.content.tools import SECTION_PARAMETERS, TOOL_NAMES
from search_service.content.word_lists import tool_titles
from search_service.site.tool_files import FOLDER
from tests.builders import ROOT
from tests.conftest import RealBuild

TOOLS = TOOL_NAMES
THEME = ROOT / "theme"


def test_every_rule_file_is_among_the_rules() -> None:
    modules = [
        importlib.import_module(f"{checks.__name__}.{found.name}")
        for found in pkgutil.iter_modules(checks.__path__)
    ]
    written = {
        id(rule)
        for module in modules
        if module.__name__ != f"{checks.__name__}.rules"
        for rule in (*getattr(module, "RULES", ()), *filter(None, [getattr(module, "RULE", None)]))
    }
    assert written == {id(rule) for rule in RULES}


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_has_its_page_its_markup_its_view_and_its_title(tool: str) -> None:
    needed = (
        ROOT / "content" / "pages" / "tools" / f"{tool}.md",
        THEME / "partials" / "tools" / f"{tool}.html",
        THEME / "javascripts" / "tools" / tool / "view.js",
        THEME / "stylesheets" / f"tool_{tool.replace('-', '_')}.css",
    )
    assert [file.relative_to(ROOT).as_posix() for file in needed if not file.exists()] == []
    assert re.search(rf"^tool: {tool}$", needed[0].read_text(encoding="utf-8"), re.MULTILINE)
    assert tool_titles(ROOT / "content" / "words")[tool] != tool


def test_nothing_is_left_of_a_tool_that_is_gone() -> None:
    assert {file.stem for file in (THEME / "partials" / "tools").glob("*.html")} <= set(TOOLS)
    views = (THEME / "javascripts" / "tools").glob("*/view.js")
    assert {view.parent.name for view in views} <= set(TOOLS)
    assert set(SECTION_PARAMETERS) <= set(TOOLS)


def test_every_tool_has_its_data_in_the_built_site(real_build: RealBuild) -> None:
    folder: Path = real_build.site / FOLDER
    assert {file.stem for file in folder.glob("*.json")} == set(TOOLS)
