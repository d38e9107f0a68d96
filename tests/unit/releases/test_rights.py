"""Another account's web server can read the site of a release, and nothing beside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from search_service.releases import generations
from search_service.releases.lock import locked

PUBLIC = {"site", "site/lamps", "site/lamps/index.html"}


@pytest.fixture(params=[0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write(folder: Path) -> None:
    for name in ("site/lamps/index.html", "index/store/seg", "agent/desk.json"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("灯", encoding="utf-8")


@pytest.mark.usefixtures("umask")
def test_whatever_the_umask_the_site_is_open_and_the_rest_is_not(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    root = state / "releases"
    with locked(root):
        release = generations.build(root, "analysis", 1, write).folder

    assert (mode(state), mode(root), mode(release)) == (0o711, 0o755, 0o755)
    for path in release.rglob("*"):
        name = path.relative_to(release).as_posix()
        others = mode(path) & 0o007
        expected = 0 if name not in PUBLIC else 0o5 if path.is_dir() else 0o4
        assert others == expected, name
