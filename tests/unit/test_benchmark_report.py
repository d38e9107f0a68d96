"""The tables of the benchmarks are written from whatever results lie there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks import report
from tests.builders import ROOT

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "benchmarks" / "README.md"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(report, "_DOCS", tmp_path)
    monkeypatch.setattr(report, "_PAGE", tmp_path / "README.md")
    shutil.copyfile(PAGE, tmp_path / "README.md")
    return tmp_path


def test_the_page_says_what_the_recorded_results_say(docs: Path) -> None:
    report.write(RESULTS)

    assert (docs / "README.md").read_text("utf-8") == PAGE.read_text("utf-8")


def test_results_of_other_commands_change_nothing(docs: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(RESULTS, tmp_path / "results")
    for name, other in (("a", {}), ("b", {"suite": "scale", "passages": 5})):
        (folder / f"{name}.json").write_text(json.dumps(other), encoding="utf-8")

    report.write(folder)

    assert (docs / "README.md").read_text("utf-8") == PAGE.read_text("utf-8")
