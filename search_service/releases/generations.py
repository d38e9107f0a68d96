"""Index generations: written whole, fsynced, sealed by a manifest, switched to by one rename.

<root>/<generation>/…          files of one generation, never changed once sealed
<root>/<generation>/MANIFEST   its own sha256, then JSON: analysis id, passage count, sha256 of
                               every other file
<root>/CURRENT                 the name of the generation in service
<root>/LOCK                    held while a generation is written, activated or pruned

A process killed at any moment leaves the old generation in service: an unsealed folder has a name
that is never served, and `CURRENT` is replaced by an atomic rename.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict

from search_service.errors import (
    AnalysisMismatch,
    GenerationDamaged,
    GenerationRefused,
    IndexUnavailable,
)
from search_service.records.private_files import private_folder

_PARTIAL = ".partial-"
_MANIFEST = "MANIFEST"
_CURRENT = "CURRENT"
KEPT_GENERATIONS = 3  # the one in service and the previous two
# A new generation with fewer passages than this share of the old one is probably a mistake.
LEAST_SHARE = 0.95


class Manifest(BaseModel):
    """What a sealed generation says about itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    generation: str
    analysis_id: str
    passage_count: int
    files: Mapping[str, str]

    def sealed(self) -> bytes:
        """As JSON, with a checksum of itself on the first line."""
        body = orjson.dumps(self.model_dump())
        return hashlib.sha256(body).hexdigest().encode() + b"\n" + body

    @classmethod
    def unsealed(cls, raw: bytes) -> Manifest:
        """What `sealed` gave.

        Raises:
            ValueError: It was altered.
        """
        checksum, _, body = raw.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            raise ValueError("checksum")
        return cls.model_validate(orjson.loads(body))


@dataclass(frozen=True)
class Generation:
    """A sealed generation on disk."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The folder's name, which sorts by time."""
        return self.folder.name


@dataclass(frozen=True)
class Opened:
    """The generation to serve, and why it is not the current one, if it is not."""

    generation: Generation
    degraded: str | None = None


def build(
    root: Path, analysis_id: str, passage_count: int, write: Callable[[Path], None]
) -> Generation:
    """Let `write` fill a new folder, then seal it. It is not served until `activate`."""
    private_folder(root)
    with _locked(root):
        for left_over in root.glob(f"{_PARTIAL}*"):
            shutil.rmtree(left_over)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=root))
        try:
            write(partial)
            name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
            manifest = Manifest(
                generation=name,
                analysis_id=analysis_id,
                passage_count=passage_count,
                files=_checksums(partial, sorted(f for f in partial.rglob("*") if f.is_file())),
            )
            (partial / _MANIFEST).write_bytes(manifest.sealed())
            for path in [*partial.rglob("*"), partial]:
                path.chmod(0o700 if path.is_dir() else 0o600)
                _fsync(path)
            partial.rename(root / name)
            _fsync(root)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    return Generation(root / name, manifest)


def activate(root: Path, generation: Generation, *, force: bool = False) -> None:
    """Put a sealed generation into service and forget all but the previous two.

    Raises:
        GenerationRefused: It holds far fewer passages than the one in service.
    """
    with _locked(root):
        old = _passages_in_service(root)
        new = generation.manifest.passage_count
        if new < old * LEAST_SHARE and not force:
            raise GenerationRefused(
                f"新索引只有 {new} 段内容，当前索引有 {old} 段，少了太多，已拒绝启用。"
                "如果确实删了这么多文章，请加 --force 再运行一次。"
            )
        pointer = root / f"{_CURRENT}.new"
        pointer.write_text(generation.name, encoding="ascii")
        _fsync(pointer)
        pointer.rename(root / _CURRENT)
        _fsync(root)
        for old_folder in _sealed(root)[KEPT_GENERATIONS:]:
            if old_folder.name != generation.name:
                shutil.rmtree(old_folder)


def discard(generation: Generation) -> None:
    """Delete a generation that was refused."""
    shutil.rmtree(generation.folder)


def current_name(root: Path) -> str | None:
    """What `CURRENT` says, unverified; cheap enough to ask every second."""
    try:
        return (root / _CURRENT).read_text(encoding="ascii", errors="replace").strip() or None
    except FileNotFoundError:
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
            generation = verify(folder, analysis_id)
        except IndexUnavailable as error:
            faults.append(str(error))
        else:
            return Opened(generation, "；".join(faults) or _pointer_fault(root, named))
    if not faults:
        raise IndexUnavailable("还没有索引。请先运行 kb index。")
    raise IndexUnavailable("没有可用的索引：" + "；".join(faults) + "。请运行 kb index 重建。")


def verify(folder: Path, analysis_id: str) -> Generation:
    """Check a sealed generation against its manifest, every byte of it.

    Raises:
        GenerationDamaged: A file is missing, added or altered.
        AnalysisMismatch: Its terms were made by another analysis.
    """
    try:
        manifest = Manifest.unsealed((folder / _MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise GenerationDamaged(f"索引 {folder.name} 的清单读不出来") from error
    found = {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and file.name != _MANIFEST
    }
    if found != set(manifest.files) or manifest.generation != folder.name:
        raise GenerationDamaged(f"索引 {folder.name} 的文件与清单不一致")
    checksums = _checksums(folder, [folder / name for name in manifest.files])
    for name, expected in manifest.files.items():
        if checksums[name] != expected:
            raise GenerationDamaged(f"索引 {folder.name} 的文件 {name} 已损坏")
    if manifest.analysis_id != analysis_id:
        raise AnalysisMismatch(f"索引 {folder.name} 是用旧的词表或分析程序做的")
    return Generation(folder, manifest)


def _candidates(root: Path, named: str | None) -> Iterator[Path]:
    sealed = _sealed(root)
    current = [folder for folder in sealed if folder.name == named]
    # Without a readable pointer the newest sealed generation is the best guess.
    older = [folder for folder in sealed if not current or folder.name < current[0].name]
    yield from current + older


def _pointer_fault(root: Path, named: str | None) -> str | None:
    if named in {folder.name for folder in _sealed(root)}:
        return None
    return "CURRENT 文件缺失或指向不存在的索引"


def _passages_in_service(root: Path) -> int:
    named = current_name(root)
    if named is None:
        return 0
    try:
        return Manifest.unsealed((root / named / _MANIFEST).read_bytes()).passage_count
    except (OSError, ValueError):
        return 0  # what is in service is damaged: nothing to compare with


def _sealed(root: Path) -> list[Path]:
    """Sealed generations, the newest first."""
    folders = (
        [f for f in root.iterdir() if f.is_dir() and not f.name.startswith(".")]
        if root.exists()
        else []
    )
    return sorted(folders, reverse=True)


def _checksums(folder: Path, files: Sequence[Path]) -> dict[str, str]:
    """The sha256 of each file by its name in `folder`; hashing lets other threads run."""
    with ThreadPoolExecutor() as pool:
        names = (file.relative_to(folder).as_posix() for file in files)
        return dict(zip(names, pool.map(_sha256, files), strict=True))


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One writer at a time, across processes; the system frees the lock of a killed one."""
    with (root / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
