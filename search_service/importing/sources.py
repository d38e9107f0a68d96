"""A folder, an archive or a file as one tree of files, bounded; nothing is unpacked on the disk.

Links are not followed, names that lead out of the archive are not read, archives within archives
are opened where they lie. Nothing is asked of the network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from search_service.errors import ImportRefused
from search_service.importing import limits
from search_service.importing.damage import DAMAGED
from search_service.importing.losses import Loss

# What systems and editors leave lying about; nobody would miss it.
_IGNORED = frozenset({"__macosx", "node_modules", ".git", ".svn", ".ds_store", "thumbs.db"})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# What Unix keeps in the upper half of an entry's attributes.
_KIND_OF_FILE, _SYMLINK = 0o170000, 0o120000
_ZIP = b"PK\x03\x04"
# Zip files that are documents.
_DOCUMENTS = (".docx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".xmind", ".epub")


@dataclass
class SourceTree:
    """Files by their path with forward slashes.

    Attributes:
        name: What the operator gave, for messages.
        losses: What was not read.
    """

    name: str
    losses: list[Loss] = field(default_factory=list)
    _readers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    _size: int = 0

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file, in order."""
        return tuple(sorted(self._readers))

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file."""
        return path in self._readers

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            ImportRefused: It cannot be read.
        """
        try:
            return self._readers[path]()
        except DAMAGED as error:
            raise ImportRefused(f"{path} 读不出来，可能没有下载完整。请重新导出。") from error

    def with_suffix(self, *suffixes: str) -> Iterator[str]:
        """Paths that end in one of these, whatever their case."""
        yield from (path for path in self.paths if path.lower().endswith(suffixes))

    def weigh(self, size: int) -> None:
        """Count bytes.

        Raises:
            ImportRefused: They are too many together.
        """
        self._size += size
        if self._size > limits.TOTAL_SIZE:
            gigabytes = limits.TOTAL_SIZE // 1_000_000_000
            raise ImportRefused(f"{self.name} 解开以后超过 {gigabytes} GB。请分几次导入。")

    def free(self, path: str) -> str:
        """`path`, or one beside it where two archives hold a file of one name."""
        stem, dot, suffix = path.rpartition(".")
        number, found = 2, path
        while found in self._readers:
            found = f"{stem or suffix}~{number}{dot if stem else ''}{suffix if stem else ''}"
            number += 1
        return found

    def add(self, path: str, size: int, reader: Callable[[], bytes]) -> None:
        """One more file.

        Raises:
            ImportRefused: There are too many, or they are too large together.
        """
        self.weigh(size)
        if len(self._readers) >= limits.FILES:
            raise ImportRefused(f"{self.name} 里的文件超过 {limits.FILES} 个。请分几次导入。")
        if size > limits.FILE_SIZE:
            why = f"超过 {limits.FILE_SIZE // 1_000_000} MB，没有读"
            self.losses.append(Loss("文件", path, PurePosixPath(path).name, why))
            return
        self._readers[path] = reader


def open_source(source: Path) -> SourceTree:
    """The files of an export.

    Raises:
        ImportRefused: There is nothing, or more than can be read safely.
    """
    tree = SourceTree(source.name)
    if source.is_dir():
        for path, file in _walk(source, "", limits.FOLDERS_DEEP, tree):
            _add_file(tree, path, file)
    elif source.is_file():
        _add_file(tree, source.name, source)
    else:
        raise ImportRefused(f"找不到 {source}。请写导出的文件夹、压缩包或文件。")
    if not tree.paths and not tree.losses:
        raise ImportRefused(f"{source} 是空的。请检查是不是导出的那个文件夹。")
    return tree


def _walk(folder: Path, prefix: str, depth: int, tree: SourceTree) -> Iterator[tuple[str, Path]]:
    for entry in sorted(folder.iterdir()):
        name = f"{prefix}{entry.name}"
        if entry.name.lower() in _IGNORED:
            continue
        if entry.is_symlink():
            tree.losses.append(Loss("文件", name, entry.name, "是链接（symlink），没有跟过去"))
        elif entry.is_dir():
            if depth:
                yield from _walk(entry, f"{name}/", depth - 1, tree)
            else:
                tree.losses.append(Loss("文件", name, entry.name, "文件夹套得太深，没有读"))
        elif entry.is_file():
            yield name, entry


def _add_file(tree: SourceTree, path: str, file: Path) -> None:
    with file.open("rb") as stream:
        is_archive = _is_archive(path, stream.read(4))
    if is_archive:
        _add_archive(tree, "" if "/" not in path else posixpath.dirname(path), file, path, 1)
        return
    tree.add(path, file.stat().st_size, file.read_bytes)


def _is_archive(path: str, start: bytes) -> bool:
    return start == _ZIP and not path.lower().endswith(_DOCUMENTS)


def _add_archive(
    tree: SourceTree, folder: str, file: Path | io.BytesIO, shown_as: str, depth: int
) -> None:
    """The files of an archive, as if they lay in the folder that it lies in."""
    if depth > limits.NESTED:
        why = f"压缩包套了 {limits.NESTED} 层以上，没有打开"
        tree.losses.append(Loss("文件", shown_as, PurePosixPath(shown_as).name, why))
        return
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportRefused(f"{shown_as} 打不开，可能没有下载完整。请重新导出。") from error
    for info in archive.infolist():
        if not info.is_dir():
            _add_entry(tree, folder, archive, info, shown_as, depth)


def _add_entry(  # noqa: PLR0913 - one place in an archive
    tree: SourceTree,
    folder: str,
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    shown_as: str,
    depth: int,
) -> None:
    name = entry_name(info)
    where = f"{shown_as}/{name}"
    if {part.lower() for part in name.split("/")} & _IGNORED:
        return
    if fault := _fault(name, info):
        tree.losses.append(Loss("文件", where, PurePosixPath(name).name, fault))
        return
    packed = max(info.compress_size, 1)
    if info.file_size > limits.RATIO_FROM and info.file_size / packed > limits.RATIO:
        raise ImportRefused(
            f"{where} 解开后是压缩时的 {info.file_size // packed} 倍，像是压缩炸弹，没有导入。"
        )

    def read() -> bytes:
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
        if len(data) > info.file_size:
            raise zipfile.BadZipFile(where)
        return data

    path = posixpath.join(folder, name)
    if name.lower().endswith(".zip") and info.file_size <= limits.FILE_SIZE * 10:
        tree.weigh(info.file_size)
        try:
            inner = io.BytesIO(read())
        except DAMAGED as error:
            raise ImportRefused(f"{where} 打不开，可能没有下载完整。请重新导出。") from error
        _add_archive(tree, posixpath.dirname(path), inner, where, depth + 1)
        return
    tree.add(tree.free(path), info.file_size, read)


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry; those without the mark of UTF-8 are what Chinese Windows wrote."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _fault(name: str, info: zipfile.ZipInfo) -> str | None:
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
        return "路径跑到了压缩包外面，没有读"
    if info.flag_bits & _ENCRYPTED:
        return "加了密码，没有读；请解开以后再导入"
    if (info.external_attr >> 16) & _KIND_OF_FILE == _SYMLINK:
        return "是链接（symlink），没有跟过去"
    return None
