"""The project of a brand: content, theme and settings with the brand's name in them.

Articles are written with one name. Where the brand is called otherwise, everything that is built
from is first written to a folder of its own in which that name stands instead; whatever is made
from there (pages, index, desk, feed, tools) cannot hold the other.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from search_service.content.article_parser import split_front_matter
from search_service.content.brand_settings import brand_settings, topic_titles
from search_service.content.data.brand import Brand
from search_service.content.data.data_files import BRAND, read_data_file
from search_service.content.problems import report
from search_service.content.question_files import SUFFIX
from search_service.content.redirects import with_shared_redirects
from search_service.content.site_settings import FILE
from search_service.content.source_files import is_left_behind, is_plain_file
from search_service.errors import ContentInvalid

OVERLAYS = "brands"
_COPIED = ("content", "theme")
_TEXTS = frozenset({".md", ".yml", ".txt", ".tsv", ".svg", ".html", ".css", ".js", ".json", ".xml"})
# Of a page that calls its reader 你 these stay: what somebody is quoted to say, and code.
_QUOTED = re.compile(r"(「[^「」]*」|《[^《》]*》|`[^`]*`|^\s*>.*$)", re.MULTILINE)
_TITLE = re.compile(rb"(?m)^title:.*$")
_SUMMARY = re.compile(r"^summary:.*$", re.MULTILINE)
# Written as sentences: in lists of words a space may keep two of them apart.
_PROSE = ("content/pages/", "content/components/", "content/agents/", "content/data/")
_HAN = "[\u3400-\u9fff]"
Rewrite = Callable[[str, str], str]
# Files that the brand's own add to, by how the shared text and the brand's become one.
_MERGED: dict[str, Rewrite] = {
    FILE: brand_settings,
    "content/data/redirects.yml": with_shared_redirects,
}


def brand_of(project: Path, overlay: Path | None = None) -> Brand | None:
    """The brand of a project, or of an overlay over it; None when neither says.

    Raises:
        ContentInvalid: `brand.yml` is wrong.
    """
    for root in (overlay, project):
        if root is not None and (root / "content" / "data" / BRAND.file_name).exists():
            folder = root / "content" / "data"
            brand, problems = read_data_file(BRAND, folder, f"content/data/{BRAND.file_name}")
            if problems:
                raise ContentInvalid(report(problems))
            found: Brand | None = brand
            return found
    return None


def overlay_of(project: Path, name: str | None) -> Path | None:
    """The folder of another brand.

    Raises:
        ContentInvalid: There is no such brand, or it does not say what it is called.
    """
    if name is None:
        return None
    overlay = project / OVERLAYS / name
    if not (overlay / "content" / "data" / BRAND.file_name).is_file():
        there = (project / OVERLAYS).glob(f"*/content/data/{BRAND.file_name}")
        known = "、".join(sorted(one.parents[2].name for one in there))
        raise ContentInvalid(
            f"没有 {OVERLAYS}/{name}/content/data/{BRAND.file_name}。"
            "请照 content/data/brand.yml 写一份，或检查 KB_BRAND 的值。"
            + (f"现有的品牌：{known}。" if known else "")
        )
    return overlay


def is_as_written(brand: Brand | None) -> bool:
    """Whether what writers write can be published as it stands."""
    return brand is None or ({*brand.written_as} <= {brand.name} and brand.tone == "你")


def write_branded(project: Path, overlay: Path | None, brand: Brand, into: Path) -> Path:
    """Write the project of a brand; what is there already and the same is left alone.

    Args:
        project: What writers edit.
        overlay: Its files take the place of those of the same name, but for those that only say
            what is different (`_MERGED`); None: there are none.
        brand: Whose project.
        into: The folder; what else is in it is removed.
    """
    rewrite = _rewriting(brand)
    wanted: dict[str, Path] = dict(_files(project))
    if overlay is not None:
        wanted |= dict(_files(overlay))
    titles = _own_titles(overlay)
    into.mkdir(parents=True, exist_ok=True)
    kept = {into}
    for name, source in wanted.items():
        target = into / name
        kept |= {target, *target.parents}
        raw = source.read_bytes()
        if overlay is not None and name in _MERGED:
            raw = _merged(project / name, overlay / name, _MERGED[name]) or raw
        elif source.is_relative_to(project / "content") and name in titles:
            raw = _TITLE.sub(titles[name], raw, count=1)
        _copy(raw, target, name, rewrite)
    for found in sorted(into.rglob("*"), reverse=True):
        if found not in kept and not found.is_symlink():
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    _link_others(project, into)
    return into


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Plain files of content, theme, settings and old errors, by their path below `root`."""
    for ending in ("yml", "json"):
        for file in root.glob(f"*.{ending}"):
            if is_plain_file(file):
                yield file.name, file
    for name in _COPIED:
        for folder, _, names in os.walk(root / name):
            for file in (Path(folder) / one for one in names if not is_left_behind(one)):
                if is_plain_file(file):
                    yield file.relative_to(root).as_posix(), file


def _link_others(project: Path, into: Path) -> None:
    """What settings inherit from, and the builder looks up beside them."""
    for other in project.iterdir():
        link = into / other.name
        is_ours = other.name in (*_COPIED, OVERLAYS) or other.suffix == ".yml"
        if other.is_dir() and not is_ours and not other.name.startswith(".") and not link.exists():
            link.symlink_to(other.resolve())


def _own_titles(overlay: Path | None) -> dict[str, bytes]:
    """By the file of a topic's page, the line with the title that the brand gives it."""
    own = overlay / FILE if overlay is not None else None
    if own is None or not is_plain_file(own):
        return {}
    with suppress(UnicodeDecodeError):  # the check says so
        titles = topic_titles(own.read_text(encoding="utf-8-sig"))
        return {
            f"content/pages/{path}": f"title: {json.dumps(title, ensure_ascii=False)}".encode()
            for path, title in titles.items()
        }
    return {}


def _merged(shared: Path, own: Path, merge: Rewrite) -> bytes | None:
    """A file of a brand and of all; None where one of them is not there, or is no text."""
    if not (is_plain_file(shared) and is_plain_file(own)):
        return None
    with suppress(UnicodeDecodeError):  # the check says so
        texts = (file.read_text(encoding="utf-8-sig") for file in (shared, own))
        return merge(*texts).encode("utf-8")
    return None


def _copy(raw: bytes, target: Path, name: str, rewrite: Rewrite) -> None:
    if target.suffix in _TEXTS:
        with suppress(UnicodeDecodeError):  # the check says so
            raw = rewrite(name, raw.decode("utf-8")).encode("utf-8")
    if not is_plain_file(target) or target.read_bytes() != raw:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)


def _rewriting(brand: Brand) -> Rewrite:
    """A text with the brand's name in it, and its reader addressed as the brand does."""
    names = sorted({*brand.written_as} - {brand.name}, key=len, reverse=True)
    # The name itself is looked for first: it may hold the one that is written.
    either = "|".join(map(re.escape, (brand.name, *names)))
    written = re.compile(either) if names else None
    spaced = re.compile(rf"({_HAN} ?)?({either})( ?{_HAN})?")

    def rewrite(path: str, text: str) -> str:
        if written and path.startswith(_PROSE):
            text = spaced.sub(lambda found: _spaced(found, brand.name), text)
        named = written.sub(lambda _: brand.name, text) if written else text
        is_page = path.startswith(("content/pages/", "content/components/"))
        is_read = is_page and not path.endswith(SUFFIX)
        return _addressed(named) if brand.tone == "您" and is_read else named

    return rewrite


def _spaced(found: re.Match[str], name: str) -> str:
    """A name with the space that it needs beside Chinese, and no other."""
    before, written, after = found[1] or "", found[2], found[3] or ""
    if _is_han(written[0]) != _is_han(name[0]) and before:
        before = before[0] + " " * (not _is_han(name[0]))
    if _is_han(written[-1]) != _is_han(name[-1]) and after:
        after = " " * (not _is_han(name[-1])) + after[-1]
    return f"{before}{name}{after}"


def _is_han(sign: str) -> bool:
    return re.match(_HAN, sign) is not None


def _addressed(text: str) -> str:
    """A page that calls its reader 您; what people ask and are quoted to say stays."""
    _, body, _ = split_front_matter(text)
    head = text[: len(text) - len(body)]
    head = _SUMMARY.sub(lambda line: _polite(line[0]), head)
    parts = _QUOTED.split(body)
    parts[::2] = map(_polite, parts[::2])
    return head + "".join(parts)


def _polite(text: str) -> str:
    return text.replace("你们", "您").replace("你", "您")
