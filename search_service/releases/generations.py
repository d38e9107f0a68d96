"""Releases on disk: written whole, fsynced, sealed by a manifest, switched to by one rename.

<root>/<name>/site/     what is published; empty of anything internal
<root>/<name>/index/    what the search reads (0700)
<root>/<name>/agent/    the agents' index and articles; only its owner may enter (0700)
<root>/<name>/MANIFEST  its own sha256, then JSON: analysis id, passage count, who wrote it from
                        which revision, sha256 of every other file
<root>/current          a symbolic link to the release in service: the only pointer
<root>/ready/           what is made of each release when it arrives: `releases.ready`
<root>/LOCK             held while a release is written, checked, switched to and pruned

A process killed at any moment leaves the old release in service: an unsealed folder has a name
that is never served, and `current` is replaced by an atomic rename.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from search_service.errors import (
    GenerationDamaged,
    GenerationRefused,
    IndexUnavailable,
)
from search_service.releases.durable import fsync
from search_service.releases.lock import account
from search_service.releases.manifest import MANIFEST, Manifest, checksums
from search_service.releases.revision import revision
from search_service.releases.rights import mode_of, open_to_the_web_server
from search_service.releases.verification import (
    PARTIAL,
    READY,
    Generation,
    name_of,
    verify,
    verify_once,
)

__all__ = ["Generation", "name_of", "verify"]  # with all that is written here

_SYNCED_AT_ONCE = 16
_CURRENT = "current"
_NAME = "%Y%m%dT%H%M%S.%fZ"
# The releases before the one in service that are kept however old they are.
KEPT_BEFORE = 3
# Younger ones are kept: somebody may be about to go back to them, or still be reading.
KEPT_FOR = timedelta(days=1)
# A new generation with fewer passages than this share of the old one is probably a mistake.
LEAST_SHARE = 0.95


@dataclass(frozen=True)
class Opened:
    """The generation to serve, and why it is not the current one, if it is not."""

    generation: Generation
    degraded: str | None = None


def build(
    root: Path, analysis_id: str, passage_count: int, write: Callable[[Path], None]
) -> Generation:
    """Let `write` fill and check a new folder, then seal it. It is not served until `activate`.

    The caller holds `locked`. What killed writers left is removed first.
    """
    open_to_the_web_server(root)
    sweep(root)
    name = datetime.now(UTC).strftime(_NAME)
    partial = root / f"{PARTIAL}{name}"
    partial.mkdir(mode=0o700)
    try:
        write(partial)
        manifest = Manifest(
            generation=name,
            analysis_id=analysis_id,
            passage_count=passage_count,
            written_by=account(),
            revision=revision(),
            files=checksums(partial, sorted(f for f in partial.rglob("*") if f.is_file())),
        )
        (partial / MANIFEST).write_bytes(manifest.sealed())
        settle(partial)
        folder = admit(root, partial)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Generation(folder, manifest)


def sweep(root: Path) -> None:
    """Remove what killed writers left; the caller holds `locked`."""
    for left_over in root.glob(f"{PARTIAL}*"):
        # What the child of a killed writer still writes is removed by a later one.
        shutil.rmtree(left_over, ignore_errors=True)
    for link in root.glob(f".{_CURRENT}-*"):
        link.unlink()


def settle(partial: Path) -> None:
    """Give everything in an unsealed folder its rights, and have it on the disk."""
    paths = [*partial.rglob("*"), partial]
    for path in paths:
        path.chmod(mode_of(path, partial))
    # Side by side: a file system writes what is waiting for it in one go.
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as pool:
        list(pool.map(fsync, paths))


def admit(root: Path, partial: Path) -> Path:
    """Give a folder that is whole its name as a release; it is not served until `activate`."""
    folder = root / name_of(partial)
    partial.rename(folder)
    fsync(root)
    return folder


def activate(
    root: Path, generation: Generation, *, force: bool = False, kept_for: timedelta = KEPT_FOR
) -> None:
    """Put a sealed release into service and forget old ones; the caller holds `locked`.

    Raises:
        GenerationRefused: It holds far fewer passages than the one in service.
    """
    old = _passages_in_service(root)
    new = generation.manifest.passage_count
    if new < old * LEAST_SHARE and not force:
        raise GenerationRefused(
            f"新索引只有 {new} 段内容，当前索引有 {old} 段，少了太多，已拒绝启用。"
            "如果确实删了这么多文章，请加 --force 再运行一次。"
        )
    _switch(root, generation.name)
    _prune(root, generation.name, kept_for)


def switch_to(root: Path, name: str) -> Generation:
    """Put a kept release into service; it is read through first.

    Raises:
        IndexUnavailable: There is none of this name, or it is not whole.
    """
    folder = root / name
    if folder not in sealed(root):
        raise IndexUnavailable(f"没有名为 {name} 的发布。请用 kb release list 看有哪些。")
    generation = verify(folder)
    _switch(root, name)
    return generation


def roll_back(root: Path) -> Generation:
    """Put the newest whole release before the one in service into service; nothing is built.

    Raises:
        IndexUnavailable: There is none.
    """
    now = current_name(root)
    for folder in sealed(root):
        if now is not None and folder.name < now:
            try:
                return switch_to(root, folder.name)
            except GenerationDamaged:
                continue
    raise IndexUnavailable("没有更早的完整发布可以退回。请改好内容后运行 kb build。")


def _switch(root: Path, name: str) -> None:
    link = root / f".{_CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    link.rename(root / _CURRENT)
    fsync(root)


def _prune(root: Path, current: str, kept_for: timedelta) -> None:
    """Forget what is not in service, not among the three before it, and older than `kept_for`."""
    before = [folder.name for folder in sealed(root) if folder.name < current]
    kept = {current, *before[:KEPT_BEFORE]}
    oldest = (datetime.now(UTC) - kept_for).strftime(_NAME)
    for folder in sealed(root):
        if folder.name not in kept and folder.name < oldest:
            # A half-deleted folder must not bear the name of a sealed one.
            gone = folder.rename(root / f"{PARTIAL}old-{folder.name}")
            shutil.rmtree(gone)
            shutil.rmtree(root / READY / folder.name, ignore_errors=True)


def discard(generation: Generation) -> None:
    """Delete a generation that was refused."""
    shutil.rmtree(generation.folder)
    shutil.rmtree(generation.folder.parent / READY / generation.name, ignore_errors=True)


def current_name(root: Path) -> str | None:
    """What `current` points to, unverified; cheap enough to ask every second."""
    try:
        return (root / _CURRENT).readlink().name
    except OSError:
        return None


def open_newest(root: Path, analysis_id: str) -> Opened:
    """The current generation if it is whole, else the newest older one that is.

    Raises:
        IndexUnavailable: There is none; the message says what was wrong with each.
    """
    named = current_name(root)
    faults: list[str] = []
    for folder in _candidates(root, named):
        try:
            generation = verify_once(folder, analysis_id)
        except IndexUnavailable as error:
            faults.append(str(error))
        else:
            return Opened(generation, "；".join(faults) or _pointer_fault(root, named))
    if not faults:
        raise IndexUnavailable("还没有索引。请先运行 kb build。")
    raise IndexUnavailable("没有可用的索引：" + "；".join(faults) + "。请运行 kb build 重建。")


def _candidates(root: Path, named: str | None) -> Iterator[Path]:
    folders = sealed(root)
    current = [folder for folder in folders if folder.name == named]
    # Without a readable pointer the newest sealed generation is the best guess.
    older = [folder for folder in folders if not current or folder.name < current[0].name]
    yield from current + older


def _pointer_fault(root: Path, named: str | None) -> str | None:
    if named in {folder.name for folder in sealed(root)}:
        return None
    return "current 链接缺失或指向不存在的发布"


def _passages_in_service(root: Path) -> int:
    named = current_name(root)
    if named is None:
        return 0
    try:
        return Manifest.unsealed((root / named / MANIFEST).read_bytes()).passage_count
    except (OSError, ValueError):
        return 0  # what is in service is damaged: nothing to compare with


def sealed(root: Path) -> list[Path]:
    """Sealed generations, the newest first."""
    folders = (
        [
            f
            for f in root.iterdir()
            if f.is_dir() and not f.is_symlink() and f.name != READY and f.name[0] != "."
        ]
        if root.exists()
        else []
    )
    return sorted(folders, reverse=True)
