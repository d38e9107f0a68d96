"""Pictures of an export as files of this project; none is fetched from anywhere."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from search_service.content.pictures import holds_program
from search_service.errors import ImportRefused
from search_service.importing import limits
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

FOLDER = "images"
_DATA = re.compile(r"data:image/[\w.+-]+(?P<rest>;[^,]*)?,", re.IGNORECASE)
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?"
    rb"(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b",
    re.DOTALL | re.IGNORECASE,
)
# Zendesk names pictures by a number only; elsewhere a number in an address is that of a page.
_ATTACHMENT_ID = re.compile(r"/article_attachments/(\d+)(?:/|$)")
_KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")


class PictureStore:
    """Finds pictures and names them.

    Args:
        tree: The export.
        taken: Names in `content/pages/images` that exist.
    """

    def __init__(self, tree: SourceTree, taken: frozenset[str]) -> None:
        self._tree = tree
        self._taken = set(taken)
        self._by_hash: dict[str, str] = {}
        self.used: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.losses: list[Loss] = []
        self._by_name: Mapping[str, list[str]] = self._named()

    def _named(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._tree.paths:
            found[posixpath.basename(path).casefold()].append(path)
            if path.lower().endswith(_KINDS):
                found[posixpath.splitext(posixpath.basename(path))[0].casefold()].append(path)
        return found

    def place(self, source: str, folder: str, where: str, name: str) -> str | None:
        """The path of a picture below `content/pages`; None when it is not carried.

        Args:
            source: Its address, as the export writes it.
            folder: The folder of the export that it is relative to.
            where: The article, for people.
            name: What its file is called after.
        """
        shown = source if len(source) < limits.COLUMNS else f"{source[:40]}…"
        raw, why = self._bytes(source, folder)
        if raw is None:
            self.losses.append(Loss("图片", where, shown, why))
            return None
        ending = _ending(raw)
        if not ending:
            why = "不是网页能显示的图片（PNG、JPEG、GIF、WebP、AVIF、SVG）"
        elif len(raw) > limits.PICTURE_SIZE:
            why = f"超过 {limits.PICTURE_SIZE // 1_000_000} MB"
        elif ending == ".svg" and holds_program(raw):
            why = "SVG 里有程序或别处的地址，不能发布；请换成 PNG"
        else:
            return self._kept(raw, ending, name)
        self.losses.append(Loss("图片", where, shown, why))
        return None

    def _kept(self, raw: bytes, ending: str, name: str) -> str:
        digest = hashlib.sha256(raw).hexdigest()
        if digest not in self._by_hash:
            number = 1
            while f"{name}-{number}{ending}" in self._taken:
                number += 1
            file = f"{name}-{number}{ending}"
            self._taken.add(file)
            self._by_hash[digest] = f"{FOLDER}/{file}"
            self.files[f"{FOLDER}/{file}"] = raw
        return self._by_hash[digest]

    def _bytes(self, source: str, folder: str) -> tuple[bytes | None, str]:
        """The picture, or why there is none."""
        if found := _DATA.match(source):
            return _inline(source[found.end() :], found["rest"] or "")
        parts = urlsplit(source.replace("\\", "/"))
        remote = bool(parts.scheme or parts.netloc)
        path = self._path(unquote(parts.path), folder, remote=remote, source=source)
        if path is None:
            if remote:
                return None, "在别的网站上，不会去下载；请放进导出的文件夹再导入，或自己加"
            return None, "导出的文件里没有这张图"
        self.used.add(path)
        try:
            return self._tree.read(path), ""
        except ImportRefused as error:
            return None, str(error)

    def _path(self, path: str, folder: str, *, remote: bool, source: str) -> str | None:
        if not remote and path:
            for base in (folder, "", *self._roots()):
                found = posixpath.normpath(posixpath.join(base, path.lstrip("/@~")))
                if found in self._tree:
                    return found
            # Hexo keeps the pictures of a page in a folder of its name.
            for candidate in self._by_name.get(posixpath.basename(path).casefold(), ()):
                if posixpath.dirname(posixpath.dirname(candidate)) == folder:
                    return candidate
        names = [posixpath.basename(path)]
        names += [found[1] for found in _ATTACHMENT_ID.finditer(urlsplit(source).path)]
        for name in names:
            found_paths = self._by_name.get(name.casefold(), [])
            if name and len(set(found_paths)) == 1:
                return found_paths[0]
            inside = [
                one for one in self._tree.paths if name.isdigit() and f"/{name}/" in f"/{one}"
            ]
            if len(inside) == 1:
                return inside[0]
        return None

    def _roots(self) -> list[str]:
        """Folders whose files a site serves from its root."""
        found = set()
        for path in self._tree.paths:
            for name in ("source/", ".vuepress/public/", "public/", "static/", "docs/"):
                if f"/{name}" in f"/{path}":
                    found.add(path[: f"/{path}".index(f"/{name}") + len(name) - 1])
        return sorted(found)

    def unused(self) -> list[Loss]:
        """Pictures of the export that no article shows."""
        return [
            Loss("图片", path, posixpath.basename(path), "没有文章用到")
            for path in self._tree.with_suffix(*_KINDS)
            if path not in self.used
        ]


def _inline(data: str, rest: str) -> tuple[bytes | None, str]:
    if len(data) > limits.PICTURE_SIZE * 2:
        return None, f"超过 {limits.PICTURE_SIZE // 1_000_000} MB"
    try:
        if "base64" in rest.lower():
            return base64.b64decode(unquote(data), validate=False), ""
        return unquote_to_bytes(data), ""
    except (binascii.Error, ValueError):
        return None, "写在网页里的图读不出来"


def _ending(raw: bytes) -> str:
    for sign, ending in _SIGNS:
        if raw.startswith(sign):
            return ending
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return ".webp"
    if raw[4:12] in {b"ftypavif", b"ftypavis"}:
        return ".avif"
    return ".svg" if _SVG.match(raw[:4_096]) else ""
