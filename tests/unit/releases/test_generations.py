from __future__ import annotations

import shutil
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
from search_service.releases.generations import Generation, Manifest

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

    assert {path.name for path in tmp_path.iterdir()} == {first.name, "CURRENT", "LOCK"}


def test_what_a_killed_writer_left_is_swept_and_never_served(tmp_path: Path) -> None:
    left_over = tmp_path / ".partial-abc"
    left_over.mkdir()
    write(left_over)

    generation = publish(tmp_path)

    assert served(tmp_path) == generation.name
    assert not left_over.exists()


def test_the_one_in_service_and_the_previous_two_are_kept(tmp_path: Path) -> None:
    names = [publish(tmp_path).name for _ in range(5)]

    kept = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())

    assert kept == names[-3:]


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
        generations.verify(generation.folder, "another")
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
        generations.verify(generation.folder, ANALYSIS)


def test_a_renamed_generation_is_damage(tmp_path: Path) -> None:
    generation = publish(tmp_path)

    with pytest.raises(GenerationDamaged):
        generations.verify(generation.folder.rename(tmp_path / "20990101T000000.0Z"), ANALYSIS)


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
                generations.verify(generation.folder, ANALYSIS)
            except IndexUnavailable:
                continue
            unnoticed.append(f"{name}: …{bytes(damaged[max(0, bit // 8 - 20) : bit // 8 + 5])!r}…")
        file.write_bytes(sound)

    assert unnoticed == []


@pytest.mark.parametrize("content", [None, b"", b"nowhere", b"\xff\x00", b"2026", b"..", b"."])
def test_a_broken_pointer_leads_to_the_newest_sealed_generation(
    tmp_path: Path, content: bytes | None
) -> None:
    publish(tmp_path)
    newest = publish(tmp_path)
    pointer = tmp_path / "CURRENT"
    if content is None:
        pointer.unlink()
    else:
        pointer.write_bytes(content)

    opened = generations.open_newest(tmp_path, ANALYSIS)

    assert opened.generation.name == newest.name
    assert opened.degraded is not None
    assert "CURRENT" in opened.degraded


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
