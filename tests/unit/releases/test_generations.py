from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from search_service.errors import (
    AnalysisMismatch,
    GenerationDamaged,
    GenerationRefused,
    IndexUnavailable,
)
from search_service.releases import generations
from search_service.releases.lock import locked
from search_service.releases.manifest import Manifest
from search_service.releases.verification import Generation, verify

ANALYSIS = "0123456789abcdef"
Damage = Callable[[Path], None]


def write(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "documents.json").write_bytes(b'{"articles": ["L-101"]}')
    (folder / "inner" / "postings").write_bytes(bytes(range(64)))


def publish(root: Path, passages: int = 20, *, force: bool = False) -> Generation:
    generation = generations.build(root, ANALYSIS, passages, write)
    generations.activate(root, generation, force=force)
    return generation


def served(root: Path) -> str:
    return generations.open_newest(root, ANALYSIS).generation.name


def test_the_activated_generation_is_served(tmp_path: Path) -> None:
    publish(tmp_path)
    newest = publish(tmp_path)

    opened = generations.open_newest(tmp_path, ANALYSIS)

    assert opened.generation.name == newest.name == generations.current_name(tmp_path)
    assert opened.degraded is None


def test_a_generation_is_not_served_before_it_is_activated(tmp_path: Path) -> None:
    first = publish(tmp_path)
    generations.build(tmp_path, ANALYSIS, 20, write)

    assert served(tmp_path) == first.name


def test_the_manifest_lists_every_file_with_its_sha256(tmp_path: Path) -> None:
    generation = publish(tmp_path)

    manifest = Manifest.unsealed((generation.folder / "MANIFEST").read_bytes())

    assert set(manifest.files) == {"documents.json", "inner/postings"}
    assert all(len(digest) == 64 for digest in manifest.files.values())
    assert manifest.analysis_id == ANALYSIS
    assert manifest.passage_count == 20


def test_without_any_generation_there_is_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="还没有索引。请先运行 kb build。"):
        generations.open_newest(tmp_path / "nothing", ANALYSIS)


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    first = publish(tmp_path)

    def fail(folder: Path) -> None:
        write(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        generations.build(tmp_path, ANALYSIS, 20, fail)

    assert {path.name for path in tmp_path.iterdir()} == {first.name, "current"}


def test_what_a_killed_writer_left_is_swept_and_never_served(tmp_path: Path) -> None:
    left_over = tmp_path / ".partial-abc"
    left_over.mkdir()
    write(left_over)

    generation = publish(tmp_path)

    assert served(tmp_path) == generation.name
    assert not left_over.exists()


def test_old_releases_are_forgotten_but_for_three_before_the_one_in_service(tmp_path: Path) -> None:
    first = publish(tmp_path)
    for day in range(1, 7):
        copied = tmp_path / f"2020010{day}T000000.000000Z"
        shutil.copytree(first.folder, copied)

    young = publish(tmp_path)

    kept = [folder.name for folder in generations.sealed(tmp_path)]
    assert kept == [
        young.name,
        first.name,
        "20200106T000000.000000Z",
        "20200105T000000.000000Z",
    ]


def test_young_releases_are_all_kept(tmp_path: Path) -> None:
    names = [publish(tmp_path).name for _ in range(6)]

    assert [folder.name for folder in generations.sealed(tmp_path)] == names[::-1]


def test_a_rollback_goes_to_the_whole_release_before_and_never_forward_again(
    tmp_path: Path,
) -> None:
    first, broken, bad = (publish(tmp_path) for _ in range(3))
    truncate(broken.folder / "documents.json")

    assert generations.roll_back(tmp_path).name == first.name
    assert served(tmp_path) == first.name
    with pytest.raises(IndexUnavailable, match="没有更早的完整发布"):
        generations.roll_back(tmp_path)
    truncate(first.folder / "documents.json")
    with pytest.raises(IndexUnavailable):  # rather nothing than the bad one
        generations.open_newest(tmp_path, ANALYSIS)
    assert generations.switch_to(tmp_path, bad.name).name == served(tmp_path)


def test_what_is_not_a_kept_release_is_not_switched_to(tmp_path: Path) -> None:
    first = publish(tmp_path)

    for name in ("current", "..", "nowhere", ""):
        with pytest.raises(IndexUnavailable, match="kb release list"):
            generations.switch_to(tmp_path, name)

    assert served(tmp_path) == first.name


def test_a_second_writer_says_who_it_waits_for(tmp_path: Path) -> None:
    said: list[str] = []

    def second() -> None:
        with locked(tmp_path, tell):
            said.append("now")

    def tell(message: str) -> None:
        said.append(message)
        told.set()

    told = threading.Event()
    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(10)
        assert len(said) == 1
    thread.join(10)

    assert f"进程 {os.getpid()}" in said[0]
    assert said[1] == "now"


def test_a_generation_with_far_fewer_passages_is_refused(tmp_path: Path) -> None:
    first = publish(tmp_path, 100)
    smaller = generations.build(tmp_path, ANALYSIS, 94, write)

    with pytest.raises(GenerationRefused, match="只有 94 段内容，当前索引有 100 段"):
        generations.activate(tmp_path, smaller)

    assert served(tmp_path) == first.name


def test_a_little_less_is_accepted_and_force_accepts_anything(tmp_path: Path) -> None:
    publish(tmp_path, 100)

    a_little_less = publish(tmp_path, 95)
    assert served(tmp_path) == a_little_less.name

    forced = publish(tmp_path, 1, force=True)
    assert served(tmp_path) == forced.name


def test_a_generation_of_another_analysis_is_refused(tmp_path: Path) -> None:
    generation = publish(tmp_path)

    with pytest.raises(AnalysisMismatch):
        verify(generation.folder, "another")
    with pytest.raises(IndexUnavailable, match="词表或分析程序"):
        generations.open_newest(tmp_path, "another")


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


@pytest.mark.parametrize("name", ["documents.json", "inner/postings", "MANIFEST"])
@pytest.mark.parametrize("damage", [Path.unlink, truncate, empty, flip, lengthen])
def test_after_damage_the_previous_generation_is_served_and_says_why(
    tmp_path: Path, damage: Damage, name: str
) -> None:
    previous = publish(tmp_path)
    newest = publish(tmp_path)
    damage(newest.folder / name)

    opened = generations.open_newest(tmp_path, ANALYSIS)

    assert opened.generation.name == previous.name
    assert opened.degraded is not None
    assert newest.name in opened.degraded


def test_an_added_file_is_damage(tmp_path: Path) -> None:
    generation = publish(tmp_path)
    (generation.folder / "inner" / "guest").write_bytes(b"")

    with pytest.raises(GenerationDamaged):
        verify(generation.folder, ANALYSIS)


def test_a_renamed_generation_is_damage(tmp_path: Path) -> None:
    generation = publish(tmp_path)

    with pytest.raises(GenerationDamaged):
        verify(generation.folder.rename(tmp_path / "20990101T000000.0Z"), ANALYSIS)


def test_every_single_flipped_bit_is_detected(tmp_path: Path) -> None:
    generation = publish(tmp_path)
    unnoticed = []
    for name in ("documents.json", "inner/postings", "MANIFEST"):
        file = generation.folder / name
        sound = file.read_bytes()
        for bit in range(len(sound) * 8):
            damaged = bytearray(sound)
            damaged[bit // 8] ^= 1 << bit % 8
            file.write_bytes(damaged)
            try:
                verify(generation.folder, ANALYSIS)
            except IndexUnavailable:
                continue
            unnoticed.append(f"{name}: …{bytes(damaged[max(0, bit // 8 - 20) : bit // 8 + 5])!r}…")
        file.write_bytes(sound)

    assert unnoticed == []


@pytest.mark.parametrize("target", [None, "", "nowhere", "2026", "..", "."])
def test_a_broken_pointer_leads_to_the_newest_sealed_generation(
    tmp_path: Path, target: str | None
) -> None:
    publish(tmp_path)
    newest = publish(tmp_path)
    pointer = tmp_path / "current"
    pointer.unlink()
    if target:
        pointer.symlink_to(target)
    elif target is not None:
        pointer.touch()

    opened = generations.open_newest(tmp_path, ANALYSIS)

    assert opened.generation.name == newest.name
    assert opened.degraded is not None
    assert "current" in opened.degraded


def test_when_all_are_damaged_the_message_names_each_and_the_way_out(tmp_path: Path) -> None:
    both = [publish(tmp_path), publish(tmp_path)]
    for generation in both:
        shutil.rmtree(generation.folder / "inner")

    with pytest.raises(IndexUnavailable, match="请运行 kb build 重建") as caught:
        generations.open_newest(tmp_path, ANALYSIS)

    assert all(generation.name in str(caught.value) for generation in both)


def test_a_new_generation_heals_a_damaged_one(tmp_path: Path) -> None:
    truncate(publish(tmp_path).folder / "MANIFEST")

    newest = publish(tmp_path)

    assert served(tmp_path) == newest.name
    assert generations.open_newest(tmp_path, ANALYSIS).degraded is None


def test_a_refused_generation_is_discarded(tmp_path: Path) -> None:
    generation = generations.build(tmp_path, ANALYSIS, 20, write)

    generations.discard(generation)

    assert not generation.folder.exists()
