"""Errors found aside are those found at once, whatever happens to the process that looks."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import ContentView, view_content
from search_service.checks.findings import require_sound
from search_service.checks.findings_aside import sound_meanwhile
from search_service.errors import ContentInvalid
from tests.builders import sound_project

TODAY = date(2026, 3, 10)


def view(folder: Path, analyser: Analyser, mistake: str | None = None) -> ContentView:
    project = sound_project(folder / (mistake or "sound"), mistake)
    return view_content(project / "content", analyser, TODAY)


def test_sound_content_lets_the_work_go_on(tmp_path: Path, shop_analyser: Analyser) -> None:
    with sound_meanwhile(view(tmp_path, shop_analyser)) as require:
        require()
        require()


@pytest.mark.parametrize("mistake", ["alt-text", "conflict"])
def test_errors_are_those_found_at_once_and_before_whatever_else_fails(
    tmp_path: Path, shop_analyser: Analyser, mistake: str
) -> None:
    content = view(tmp_path, shop_analyser, mistake)
    with pytest.raises(ContentInvalid) as expected:
        require_sound(content)

    with pytest.raises(ContentInvalid) as waited_for, sound_meanwhile(content) as require:
        require()
    with pytest.raises(ContentInvalid) as instead, sound_meanwhile(content):
        raise RuntimeError

    assert str(waited_for.value) == str(instead.value) == str(expected.value)


def test_a_failure_of_sound_content_is_told_as_it_is(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    with pytest.raises(RuntimeError, match="lamp"), sound_meanwhile(view(tmp_path, shop_analyser)):
        raise RuntimeError("lamp")


def test_errors_are_found_though_the_process_is_ended(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    content = view(tmp_path, shop_analyser, "alt-text")

    with pytest.raises(ContentInvalid), sound_meanwhile(content) as require:
        required_after_the_end_of_children(require)

    assert multiprocessing.active_children() == []


def required_after_the_end_of_children(require: Callable[[], None]) -> None:
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    require()
