"""Documentation that must not lag behind the code."""

from __future__ import annotations

import re

from search_service.answering.signals import SIGNALS
from search_service.asking.query import FIELD_WEIGHTS
from search_service.cli.main import kb
from search_service.engines import norms
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import ROOT


def test_every_route_has_its_heading() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    routes = {
        f"{method.upper()} {path}"
        for path, methods in create_app(Settings()).openapi()["paths"].items()
        for method in methods
    }

    assert routes <= headings


def test_the_readme_is_short_and_names_the_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert readme.count("\n") < 120
    assert "make serve" in readme
    assert "make test" in readme
    assert [name for name in kb.commands if f"`kb {name}" not in readme] == []


def test_every_number_of_the_ranking_is_explained() -> None:
    text = (ROOT / "docs" / "relevance.md").read_text(encoding="utf-8")

    for field, weight in FIELD_WEIGHTS.items():
        of_length = f"{norms.K1[field]} | {norms.B[field]} | {norms.BODY_B[field]}"
        row = f"| `{field}` | {weight} | {of_length} |"
        assert row in text


def test_every_relative_link_of_the_docs_leads_somewhere() -> None:
    broken = [
        f"{file.relative_to(ROOT)}: {target}"
        for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8"))
        if not (file.parent / target).exists()
    ]

    assert broken == []


def test_every_capability_has_its_row_with_something_to_look_at() -> None:
    text = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)

    assert [int(number) for number, *_ in rows] == list(range(1, 40))
    assert [number for number, *cells in rows if "](" not in "".join(cells)] == []


def test_every_signal_of_the_ranking_is_explained_with_its_experiment() -> None:
    text = (ROOT / "docs" / "relevance.md").read_text(encoding="utf-8")

    for signal in SIGNALS:
        assert f"(signal `{signal.name}`)" in text
