"""What is written of the same content is the same, whatever the order of sets in a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.releases.parts import AGENT, INDEX, STORE
from search_service.releases.verification import READY
from search_service.settings import Settings
from tests.builders import SHOP
from tests.dictionary import with_dictionary
from tests.integration.releaser import releasing


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Of two processes that order their sets differently, what each has written."""
    return [_written(tmp_path_factory.mktemp(seed) / "state", seed) for seed in ("1", "2")]


def _written(state: Path, seed: str) -> dict[str, bytes]:
    settings = Settings(project_dir=SHOP, state_dir=with_dictionary(state))
    with releasing(settings, seed) as releaser:
        for sentence in ("", "", "后来加上的一句，说 tuikuan 和 R-102"):  # a base, then a delta
            releaser.start(sentence)
            assert releaser.read() == "done"
    root = settings.releases_folder
    name = (root / "current").readlink().name
    files = {
        f"{folder.relative_to(root)}/{file.relative_to(folder)}".replace(name, ""): file
        for folder in (root / name / INDEX, root / name / AGENT, root / READY / name)
        for file in folder.rglob("*")
        if file.is_file()
    }
    # Whoosh names its segments at random; stamps tell times and places of files.
    return {
        shown: file.read_bytes()
        for shown, file in files.items()
        if STORE not in file.parts and file.parent.parent.name != READY
    }


def test_two_processes_write_the_same_bytes(written: list[dict[str, bytes]]) -> None:
    first, second = written
    assert first.keys() == second.keys()
    assert any(name.endswith("lexicon.json") for name in first)
    assert [name for name in first if first[name] != second[name]] == []
