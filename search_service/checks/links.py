"""Links and pictures lead to something that exists, headings included."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from urllib.parse import unquote, urlsplit

from search_service.checks.content_view import ContentView
from search_service.checks.duplicate_questions import comparable
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Z]-[1-9]\d{2}(?![\d-])")


_WITH_CODE = re.compile(
    rf"(?P<code>{_CODE.pattern})[ ：:]?(?:\[(?P<text>[^\]]+)\]\((?P<target>[^)#\s]+\.md)[^)]*\)"
    r"|《(?P<title>[^》]+)》)"
)
# So like the title of another article, and so much less like that of the one it leads to.
_ALIKE, _NEARER = 0.85, 0.15


def _fault(content: ContentView, page: MarkdownFile, target: str) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None  # foreign addresses are another rule's
    path = unquote(parts.path)
    if path.startswith("/"):
        return f"链接 {target} 从根目录写起"
    # A component is included by articles, all of which lie in a topic's folder.
    folder = "topic" if page in content.components else posixpath.dirname(page.path)
    place = posixpath.normpath(posixpath.join(folder, path)) if path else page.path
    if place in content.pages_by_path:
        return _missing_section(content.pages_by_path[place], unquote(parts.fragment))
    pages_folder = content.project / "content" / "pages"
    inside = not place.startswith("..") and not place.endswith(".md")
    if inside and place.endswith((".yml", ".yaml")):
        return f"链接的 {path} 不是网页，不会发布"
    is_there = not path or (inside and (pages_folder / place).is_file())
    return None if is_there else f"链接的 {path} 不存在"


def _missing_section(page: MarkdownFile, anchor: str) -> str | None:
    if not anchor or (page.is_article and page.article is None):
        return None  # of a broken article the sections are not known
    sections = page.article.sections if page.article else ()
    known = {section.anchor for section in sections}
    return None if anchor in known else f"{page.path} 里没有「{anchor}」这一节"


def _misled(content: ContentView, page: MarkdownFile) -> Iterator[Problem]:
    """Links that lead to their own page, or that bear the title of another article."""
    titled = Counter(comparable(str(one.head.get("title"))) for one in content.articles)
    titles = {
        title: one
        for one in content.articles
        if titled[title := comparable(str(one.head.get("title")))] == 1
    }
    opened, words = "", ""
    for line, token in page.inlines():
        if token.type == "link_open":
            opened, words = unquote(str(token.attrGet("href"))), ""
        elif token.type != "link_close":
            words += token.content
        elif opened.endswith(".md"):
            folder = posixpath.dirname(page.path)
            target = content.pages_by_path.get(posixpath.normpath(posixpath.join(folder, opened)))
            named = titles.get(comparable(words))
            if target is page:
                yield page.problem(
                    RULE.id, line, "链接通到这一页自己", "请换成要去的那一页，或删掉它"
                )
            elif target and named and target.is_article and named is not target:
                message = f"链接的文字是 {named.head.get('id')} 的标题，通到的却是 {opened}"
                advice = "请把地址或文字改成同一篇文章的"
                yield page.problem(RULE.id, line, message, advice)
            elif target and target.is_article and not named:
                yield from _nearer(page, line, words, target, titles)


def _nearer(
    page: MarkdownFile,
    line: int,
    words: str,
    target: MarkdownFile,
    titles: Mapping[str, MarkdownFile],
) -> Iterator[Problem]:
    """Words of a link that are nearly the title of another article than it leads to."""
    near = get_close_matches(comparable(words), titles, n=1, cutoff=_ALIKE)
    other = titles[near[0]] if near else target
    own = comparable(str(target.head.get("title")))
    if other is not target and _share(words, near[0]) - _share(words, own) >= _NEARER:
        title = other.head.get("title")
        message = f"链接的文字像是 {other.head.get('id')}「{title}」，通到的却是 {target.path}"
        yield page.problem(RULE.id, line, message, "请把地址或文字改成同一篇文章的")


def _share(words: str, title: str) -> float:
    return SequenceMatcher(a=comparable(words), b=title, autojunk=False).ratio()


def _beside(content: ContentView) -> Iterator[Problem]:
    """A code beside a link or a title in 《》 of another article."""
    codes = {page.path: str(page.head.get("id")) for page in content.articles}
    titles = {comparable(str(page.head.get("title"))): code for page, code in _coded(content)}
    for page in content.pages:
        for line, text in enumerate(page.body.split("\n"), page.first_line):
            for found in _WITH_CODE.finditer(text):
                path = posixpath.join(posixpath.dirname(page.path), unquote(found["target"] or ""))
                named = found["title"] and titles.get(comparable(found["title"]))
                code = named or codes.get(posixpath.normpath(path))
                if code and code != found["code"]:
                    shown = found["title"] or found["text"]
                    message = f"编号写的是 {found['code']}，「{shown}」是 {code}"
                    yield page.problem(RULE.id, line, message, "请把编号或文章改成同一篇的")


def _coded(content: ContentView) -> Iterator[tuple[MarkdownFile, str]]:
    return ((page, str(page.head.get("id"))) for page in content.articles)


def _told(content: ContentView) -> Iterator[tuple[str, int, str]]:
    """File, line and text of what somebody reads; what is a code alone has a rule of its own."""
    for page in content.markdown_files:
        yield from ((page.shown_as, line, text) for line, text in page.prose)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and not _CODE.fullmatch(value):
                yield file.shown_as, file.line(path), value


def _unknown_codes(content: ContentView) -> Iterator[Problem]:
    """Codes of articles (照 R-102 做) that no article has: who types one finds nothing."""
    known = {str(page.head.get("id")) for page in (*content.articles, *content.internal)}
    letters = {code[:1] for code in known}
    for path, line, text in _told(content):
        for code in dict.fromkeys(_CODE.findall(text)):
            is_lost = code[0] in letters and code not in known
            if is_lost and not content.corpus.unread.may_include(code):
                advice = "请改成现有文章的编号，或写成通到它的链接"
                yield Problem(path, line, RULE.id, f"没有编号为 {code} 的文章", advice)


def _find(content: ContentView) -> Iterator[Problem]:
    yield from _beside(content)
    yield from _unknown_codes(content)
    for page in content.pages:
        yield from _misled(content, page)
    for page in content.public_files:
        for line, token in page.inlines():
            target = token.attrGet("href" if token.type == "link_open" else "src")
            if target is None or not (fault := _fault(content, page, str(target))):
                continue
            advice = "请用 ../主题/文件名.md 或 ../主题/文件名.md#小标题 的写法，指向现有的文件"
            yield page.problem(RULE.id, line, fault, advice)


RULE = Rule("link", _find)
