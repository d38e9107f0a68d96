"""Nothing that is written for agents alone may stand in a public file of a release.

Files in which nothing of it was found are remembered by their bytes, together with what was looked
for: from one release to the next most stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from pathlib import Path

from search_service.content.kept_results import KeptResults, made_by

# Shorter pieces of sentences are common turns of phrase, such as 「请稍候再试」.
LEAST_CHARACTERS = 10
_SHOWN = 30
_DIGEST = 16
_MOST_KEPT_BYTES = 2_000_000
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")
# What a reference is filled in with is no secret: public pages show the same data.
_ENDS = re.compile(r"[。！？；\n|]|\{[{%].*?[%}]\}")
_LIST = re.compile(r"^\s*(?:-|\d+\.)\s")
_MARKS = re.compile(r"\]\([^)]*\)|\{[:#][^}]*\}|[*`#>\[\]]")
_ASCII = re.compile(r"[\x00-\x7f]+")
# So many signs in a row, ASCII left out, are looked up before a whole piece is searched for.
_BEGINNING = 4
_AROUND = "，、：,:()（）「」“”…"
_READ = frozenset(
    {".html", ".json", ".js", ".css", ".xml", ".txt", ".map", ".svg", ".webmanifest", ".md"}
)


@dataclass(frozen=True)
class AgentsOnly:
    """A file that is written for agents.

    Attributes:
        file: Where it lies, below the project.
        names: Its code and title; empty for what belongs to a public article.
        text: Its words in Markdown, whose sentences are looked for one by one.
    """

    file: str
    names: tuple[str, ...]
    text: str


def leaks(
    site: Path,
    internal: Iterable[AgentsOnly],
    public_titles: Iterable[str],
    public_texts: Iterable[str] = (),
    kept: KeptResults | None = None,
) -> list[str]:
    """What is wrong, in Chinese: public files that hold what is written for agents alone.

    Args:
        site: The public files.
        internal: What is written for agents.
        public_titles: Agents' articles quote these when they point to a public article.
        public_texts: What the public articles say; an agent may say the same to a customer.
        kept: Has files in which earlier runs found nothing.
    """
    wanted = _wanted(internal, _SPACE.sub("", "\n".join(public_texts)))
    for title in public_titles:
        wanted.pop(_SPACE.sub("", title), None)
    if not wanted:
        return []
    inputs = (made_by((), [Path(__file__)]).encode(), *(one.encode() for one in sorted(wanted)))
    known = _digests(kept.kept(inputs) or b"") if kept else frozenset()
    beginnings = {piece: _beginning(piece) for piece in wanted}
    faults = []
    clean = set()
    for file in sorted(site.rglob("*")):
        if file.suffix not in _READ or not file.is_file():
            continue
        content = file.read_bytes()
        digest = blake2b(file.suffix.encode() + b"\0" + content, digest_size=_DIGEST).digest()
        found = None if digest in known else _found(_readings(content, file.suffix), beginnings)
        if found is None:
            clean.add(digest)
            continue
        name = file.relative_to(site).as_posix()
        faults.append(
            f"{name}：含有只给坐席看的「{found[:_SHOWN]}」，来自 {wanted[found]}。"
            "请从公开内容里删掉它，或改写坐席的文章。"
        )
    if kept and not clean <= known:
        kept.keep(inputs, b"".join(sorted(clean)))
        kept.prune(most_bytes=_MOST_KEPT_BYTES)
    return faults


def _digests(kept: bytes) -> frozenset[bytes]:
    starts = range(0, len(kept), _DIGEST)
    return frozenset(kept[start : start + _DIGEST] for start in starts)


def _found(shown: str, beginnings: Mapping[str, str]) -> str | None:
    """The first piece that is shown."""
    runs = _runs(shown)
    return next(
        (piece for piece, start in beginnings.items() if start in runs and piece in shown), None
    )


def _wanted(internal: Iterable[AgentsOnly], public: str) -> dict[str, str]:
    """Pieces that are looked for, without white space, and where each stands.

    What is said about a public article may be its own words; an internal article's may not.
    """
    wanted: dict[str, str] = {}
    for one in internal:
        for piece in (*(_SPACE.sub("", name) for name in one.names), *_sentences(one.text)):
            if one.names or piece not in public:
                wanted.setdefault(piece, one.file)
    return wanted


def _sentences(text: str) -> Iterator[str]:
    for sentence in _ENDS.split(text):
        piece = _SPACE.sub("", _MARKS.sub("", _LIST.sub("", sentence))).strip(_AROUND)
        if len(piece) >= LEAST_CHARACTERS and not piece.isascii():
            yield piece


def _beginning(piece: str) -> str:
    """Its first signs, ASCII left out; empty for a piece that has too few."""
    signs = _ASCII.sub("", piece)
    return signs[:_BEGINNING] if len(signs) >= _BEGINNING else ""


def _runs(text: str) -> set[str]:
    """What `_beginning` can be of a piece that stands in the text."""
    signs = _ASCII.sub("", text)
    return {signs[start : start + _BEGINNING] for start in range(len(signs))} | {""}


def _readings(content: bytes, suffix: str) -> str:
    """A file as it stands and, of a page, what it shows; without white space."""
    text = content.decode("utf-8", errors="replace")
    shown = unescape(_TAG.sub("", text)) if suffix in {".html", ".xml"} else ""
    return "".join(f"{text}\0{shown}".split())
