"""Placed articles → the texts of their pages, with links between them and to their pictures."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from urllib.parse import unquote, urlsplit

import yaml

from search_service.importing.document import (
    Blocks,
    Code,
    Heading,
    Paragraph,
    Words,
    text_of,
)
from search_service.importing.document_parts import anchors_of, first_words
from search_service.importing.html_blocks import read_html
from search_service.importing.losses import Loss
from search_service.importing.markdown_writing import MarkdownWriter
from search_service.importing.naming import plain_line, summary_of
from search_service.importing.old_addresses import address_key, keys_of
from search_service.importing.picture_store import PictureStore
from search_service.importing.planning import Placed
from search_service.importing.tidying import tidied
from search_service.importing.wordings import Asked

_MOST_TAGS = 8
_MOST_RELATED = 3
_REVIEW_EVERY_DAYS = 90
_SAFE = frozenset({"https", "http", "mailto", "tel"})


class _Plain(yaml.SafeDumper):
    """Writes every value where it stands: two equal days are no reference to each other."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - of any value
        return True


@dataclass(frozen=True)
class Page:
    """One written page.

    Attributes:
        placed: The article.
        body: Its Markdown.
        blocks: What the Markdown was written from.
        linked: Codes of the articles that it links to.
    """

    placed: Placed
    body: str
    blocks: Blocks
    linked: tuple[str, ...] = ()


# Where editors work: an address there with the number of an article means that article.
_OFFICES = re.compile(r"(?:^|\.)(?:intercom\.com|helpscout\.net|zendesk\.com|freshdesk\.com)$")


class PageWriter:
    """Writes the pages of one import.

    Args:
        articles: All of them; links between them are found.
        pictures: Finds pictures.
    """

    def __init__(self, articles: Sequence[Placed], pictures: PictureStore) -> None:
        self.losses: list[Loss] = []
        self._pictures = pictures
        self._articles = articles
        self._blocks = {one.code: self._read(one) for one in articles}
        self._anchors = {code: anchors_of(blocks) for code, blocks in self._blocks.items()}
        self._by_key: dict[str, Placed] = {}
        self._hosts: Counter[str] = Counter()
        for one in articles:
            for key in (*one.found.keys, *map(address_key, one.found.addresses)):
                self._by_key.setdefault(key, one)
            for address in one.found.addresses:
                if host := urlsplit(address).netloc:
                    self._hosts[host] += 1

    def _read(self, one: Placed) -> Blocks:
        try:
            blocks, losses = read_html(one.found.body, one.found.where)
        except RecursionError:
            why = "标签套得太深，版式没有导入，只有文字"
            self.losses.append(Loss("格式", one.found.where, one.title, why))
            return plain_blocks(one.found.body)
        self.losses += losses
        return tidied(blocks, one.found.title)

    def pages(self) -> Iterator[Page]:
        """Every article as Markdown; those without a word in them are losses."""
        for one in self._articles:
            linked: list[str] = []
            folder = posixpath.dirname(one.path)

            def link(target: str, one: Placed = one, linked: list[str] = linked) -> str | None:
                return self._link(target, one, linked)

            def picture(source: str, one: Placed = one, folder: str = folder) -> str | None:
                name = one.path.removesuffix(".md").replace("/", "-")
                path = self._pictures.place(source, one.found.folder, one.found.where, name)
                return posixpath.relpath(path, folder) if path else None

            blocks = self._blocks[one.code]
            if any(isinstance(b, Code) and re.search(r"\{[{%]", b.text) for b in blocks):
                why = "代码里的两个花括号之间加了空格，不然会当成引用"
                self.losses.append(Loss("格式", one.found.where, one.title, why))
            body = MarkdownWriter(link, picture).written(blocks)
            yield Page(one, body, blocks, tuple(dict.fromkeys(linked)))

    def _link(self, target: str, one: Placed, linked: list[str]) -> str | None:
        address, _, anchor = target.partition("#")
        if not address:
            found: Placed | None = one
        else:
            found = self._article(address, one.found.folder)
        if found is not None:
            place = self._anchors[found.code].get(unquote(anchor), "") if anchor else ""
            if anchor and not place and anchor.lower() not in {"top", "title"}:
                self._without_anchor(target, one, found, unquote(anchor))
            if found is one:
                return f"#{place}" if place else None
            linked.append(found.code)
            path = posixpath.relpath(found.path, posixpath.dirname(one.path))
            return f"{path}#{place}" if place else path
        parts = urlsplit(target)
        if parts.scheme.lower() in _SAFE and (parts.netloc or parts.scheme in {"mailto", "tel"}):
            if parts.netloc in self._hosts and parts.path.strip("/"):
                why = "还指着原来的帮助中心，那里关了就打不开；请改成新的网址，或去掉链接"
                self.losses.append(Loss("链接", one.found.where, unquote(target)[:100], why))
            return target.strip()
        if target.startswith("//") and parts.netloc:
            return f"https:{target}"
        why = _why_no_link(target)
        self.losses.append(Loss("链接", one.found.where, unquote(target)[:100], why))
        return None

    def _without_anchor(self, target: str, one: Placed, found: Placed, anchor: str) -> None:
        """Say that a link leads to the beginning of its article, unless that is what it says."""
        named = {found.title, found.found.title}
        if anchor.casefold() in {name.casefold().replace(" ", "-") for name in named}:
            return
        why = "文章里找不到这个小节" + ("，只留了文字" if found is one else "，链接到了文章开头")
        self.losses.append(Loss("链接", one.found.where, unquote(target)[:100], why))

    def _article(self, address: str, folder: str) -> Placed | None:
        host = urlsplit(address).netloc
        if host and self._hosts and host not in self._hosts and not _OFFICES.search(host):
            return None
        for key in keys_of(address, folder):
            if (found := self._by_key.get(key)) is not None:
                return found
        return None


def _why_no_link(target: str) -> str:
    if urlsplit(target).scheme.lower() in {"javascript", "data", "vbscript", "file"}:
        return "这种链接不能发布，只留了文字"
    if posixpath.splitext(urlsplit(target).path)[1].lower() in {
        ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".ppt", ".pptx", ".apk"
    }:  # fmt: skip
        return "附件不能发布，只留了文字；请把内容写进文章"
    return "指向的页面不在导入的文章里，只留了文字"


def plain_blocks(html: str) -> Blocks:
    """Only the words of HTML that cannot be read any better."""
    text = unescape(re.sub(r"<[^<>]*>", "\n", html))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(Paragraph((Words(line),)) for line in lines if line)


def related_of(pages: Sequence[Page], others: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Related codes of each article: those it links to, else its neighbours in its topic."""
    by_topic: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        by_topic[page.placed.topic].append(page.placed.code)
    place_of = {code: n for near in by_topic.values() for n, code in enumerate(near)}
    known = {page.placed.code for page in pages}
    ordered = sorted(known)[: _MOST_RELATED + 1]
    rest = [*ordered, *others]
    found: dict[str, tuple[str, ...]] = {}
    for page in pages:
        code, near = page.placed.code, by_topic[page.placed.topic]
        place = place_of[code]
        neighbours = [*near[place + 1 : place + 3], *near[max(0, place - 2) : place][::-1]]
        chosen = [one for one in (*page.linked, *neighbours) if one in known and one != code]
        chosen = chosen or [one for one in rest if one != code][:1]
        found[code] = tuple(dict.fromkeys(chosen))[:_MOST_RELATED]
    return found


def page_text(  # noqa: PLR0913 - one argument a part of the head
    page: Page,
    asked: Asked,
    related: Sequence[str],
    owner: str,
    today: date,
    told: Callable[[str, int, tuple[tuple[str, str], ...]], None],
) -> str:
    """A whole file.

    Args:
        page: The article.
        asked: All questions of the project.
        related: Codes of related articles.
        owner: Who looks after it.
        today: The latest day it may have been changed on.
        told: Hears where it is from, how many questions are made up and which are left out.
    """
    found, placed = page.placed.found, page.placed
    full = plain_line(found.title)
    given = [*([full] if full != placed.title else []), *found.questions]
    headings = [
        text_of(one.runs)
        for one in page.blocks
        if isinstance(one, Heading) and text_of(one.runs).endswith(("？", "?", "吗", "呢"))
    ]
    spare = [*headings, *(f"{tag} {placed.title}" for tag in found.tags[:1])]
    chosen = asked.choose(placed.code, placed.title, given, spare)
    told(found.where, chosen.made, chosen.left)
    tags = [plain_line(tag) for tag in found.tags if plain_line(tag)][:_MOST_TAGS]
    day = min(found.updated or today, today)
    head = {
        "id": placed.code,
        "title": placed.title,
        "summary": summary_of(found.summary, first_words(page.blocks), placed.title),
        "questions": list(chosen.questions),
        "tags": list(dict.fromkeys(tags)) or [placed.topic_title],
        "owner": owner,
        "updated": day,
        "reviewed": day,
        "review_every_days": _REVIEW_EVERY_DAYS,
        "sources": [],
        "related": list(related),
    }
    written = yaml.dump(head, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n\n{page.body}"


def as_plain_words(page: Page) -> Page:
    """The same article without any layout."""
    blocks = plain_blocks(page.placed.found.body)
    body = MarkdownWriter(lambda _: None, lambda _: None).written(blocks)
    return replace(page, body=body, blocks=blocks)
