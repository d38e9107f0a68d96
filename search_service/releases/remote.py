"""The folder that replicas fetch releases from: a path, a bucket or a WebDAV folder.

<url>/<name>/…         the files of a release, as they lie in its own folder
<url>/<name>/MANIFEST  written after all of them
<url>/CURRENT          the name of the release in service; written last

Which kinds of addresses there are is fsspec's matter; see docs/scale.md for what to install.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit, urlunsplit

from search_service.errors import NotInstalled, ReleaseNotShipped
from search_service.releases.manifest import MANIFEST, Manifest

_CURRENT = "CURRENT"
_WEBDAV = "webdav+"
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_Given = TypeVar("_Given")


class Remote:
    """Releases somewhere else; every failure is a `ReleaseNotShipped` that says what failed.

    Attributes:
        url: The address without user and password, to be shown.

    Args:
        url: Folder, or address that fsspec understands: s3://bucket/folder,
            webdav+https://user:password@host/folder.

    Raises:
        NotInstalled: What speaks to such addresses is not installed.
        ReleaseNotShipped: The address cannot be understood.
    """

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self.url = urlunsplit(address._replace(netloc=address.netloc.rpartition("@")[2]))
        try:
            from fsspec import filesystem  # noqa: PLC0415 - only replicas need it
            from fsspec.core import url_to_fs  # noqa: PLC0415
        except ImportError as error:
            raise NotInstalled(
                "没有安装 fsspec，不能收发发布。请运行 pip install 'uwallet-help[replica]'。"
            ) from error
        try:
            if address.scheme.startswith(_WEBDAV):  # the one kind that fsspec does not take apart
                base = self.url.removeprefix(_WEBDAV)
                login = (unquote(address.username or ""), unquote(address.password or ""))
                options = {"auth": login} if address.username else {}
                self._files, root = filesystem("webdav", base_url=base, **options), ""
            else:
                self._files, root = url_to_fs(url)
        except ImportError as error:
            raise NotInstalled(
                f"没有安装读写 {self.url} 要用的程序：{error}。"
                "对象存储请装 'uwallet-help[s3]'，WebDAV 请装 'uwallet-help[webdav]'。"
            ) from error
        except Exception as error:
            raise ReleaseNotShipped(
                f"看不懂地址 {self.url}：{error}。见 docs/scale.md。"
            ) from error
        self._root = f"{root}".rstrip("/")

    def current(self) -> str:
        """The name of the release in service.

        Raises:
            ReleaseNotShipped: There is none, or it cannot be read.
        """
        said = self._try("读 CURRENT", lambda: self._bytes(_CURRENT)).decode("ascii", "replace")
        if not _NAME.fullmatch(name := said.strip()):
            raise ReleaseNotShipped(f"{self.url} 的 CURRENT 不是发布的名称，等它写完再试。")
        return name

    def manifest(self, name: str) -> Manifest:
        """What a release says about itself.

        Raises:
            ReleaseNotShipped: It is not there, altered, of another release, or names files outside.
        """
        raw = self._try(f"读 {name} 的清单", lambda: self._bytes(f"{name}/{MANIFEST}"))
        try:
            manifest = Manifest.unsealed(raw)
        except ValueError as error:
            raise ReleaseNotShipped(f"{self.url} 里 {name} 的清单损坏了，请重新发送。") from error
        if manifest.generation != name or not all(map(_is_inside, manifest.files)):
            raise ReleaseNotShipped(f"{self.url} 里 {name} 的清单不是它自己的，请重新发送。")
        return manifest

    def has(self, manifest: Manifest) -> bool:
        """Whether this release was sent whole; its files are written before its manifest."""
        try:
            return self.manifest(manifest.generation) == manifest
        except ReleaseNotShipped:
            return False

    def fetch(self, name: str, files: Sequence[str], folder: Path) -> None:
        """Copy files of a release into a folder.

        Raises:
            ReleaseNotShipped: One is missing or cannot be read.
        """
        there = [f"{self._root}/{name}/{file}" for file in files]
        here = [str(folder / file) for file in files]
        for parent in {(folder / file).parent for file in files}:
            parent.mkdir(parents=True, exist_ok=True)
        if files:
            self._try(f"取 {name} 的文件", lambda: self._files.get(there, here))

    def send(self, name: str, files: Sequence[str], folder: Path) -> None:
        """Copy files of a release there: these first, then its manifest.

        Raises:
            ReleaseNotShipped: One cannot be written.
        """
        there = [f"{self._root}/{name}/{file}" for file in files]
        here = [str(folder / file) for file in files]

        def write() -> None:
            for parent in sorted({one.rpartition("/")[0] for one in there}):
                self._files.makedirs(parent, exist_ok=True)
            self._files.put(here, there)
            raw = (folder / MANIFEST).read_bytes()
            self._files.pipe_file(f"{self._root}/{name}/{MANIFEST}", raw)

        self._try(f"写 {name}", write)

    def point_at(self, name: str) -> None:
        """Put a release that was sent whole into service.

        Raises:
            ReleaseNotShipped: The pointer cannot be written.
        """
        pointer = f"{self._root}/{_CURRENT}"
        self._try("写 CURRENT", lambda: self._files.pipe_file(pointer, f"{name}\n".encode()))

    def forget_all_but(self, kept: Iterable[str]) -> None:
        """Delete other releases.

        Raises:
            ReleaseNotShipped: One cannot be deleted.
        """
        for name in set(self.names()) - set(kept):
            gone = f"{self._root}/{name}"
            self._try(f"删除旧的 {name}", partial(self._files.rm, gone, recursive=True))

    def names(self) -> list[str]:
        """The releases that lie there, the newest first, half-sent ones included.

        Raises:
            ReleaseNotShipped: The folder cannot be listed.
        """
        found = self._try("列出发布", lambda: self._files.ls(self._root, detail=False))
        names = (str(path).rstrip("/").rpartition("/")[2] for path in found)
        return sorted(filter(_NAME.fullmatch, names), reverse=True)

    def _bytes(self, file: str) -> bytes:
        self._files.invalidate_cache()  # listings are kept otherwise
        return bytes(self._files.cat_file(f"{self._root}/{file}"))

    def _try(self, doing: str, act: Callable[[], _Given]) -> _Given:
        try:
            return act()
        except Exception as error:  # whatever a kind of address raises
            raise ReleaseNotShipped(
                f"{self.url}：{doing}失败（{type(error).__name__}：{error}）。"
                "请检查地址、网络和权限；现在服务的发布没有变。"
            ) from error


def _is_inside(file: str) -> bool:
    """Whether a name stays below the folder of its release."""
    parts = file.split("/")
    return not {"", ".", ".."} & set(parts) and "\\" not in file and file != MANIFEST
