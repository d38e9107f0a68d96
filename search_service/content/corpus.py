"""`content/` as one value: topics, articles, operator data, and every problem found on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from search_service.content.article import (
    Article,
    PageFrontMatter,
    Topic,
    address_of,
)
from search_service.content.article_parser import (
    parse_article,
    parse_front_matter,
    reference_problem,
    split_front_matter,
)
from search_service.content.data.operator_data import OperatorData, load_operator_data
from search_service.content.data_references import missing_articles
from search_service.content.glossary import PAGE as GLOSSARY
from search_service.content.glossary import Definition, definitions_in
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.problems import Problem
from search_service.content.question_files import read_questions
from search_service.content.source_files import pages_of
from search_service.content.source_text import read_source
from search_service.content.tools import ToolName
from search_service.content.unit_cutting import units_of
from search_service.content.units import Unit, placed
from search_service.content.validated_yaml import lines_of

# So many articles of a topic show which letter its codes begin with.
_ENOUGH = 4
_ID = re.compile(r"^id:\s*[\"']?([A-Z]-\d{3})\b", re.MULTILINE)


@dataclass(frozen=True)
class UnreadArticles:
    """Articles that are there and cannot be read: what refers to them is no mistake.

    Attributes:
        ids: Their codes.
        nameless: Whether the code of one of them cannot be found, so that it may be any.
    """

    ids: frozenset[str] = frozenset()
    nameless: bool = False

    def may_include(self, article_id: str) -> bool:
        """Whether one of them has this code, or may have it."""
        return self.nameless or article_id in self.ids

    def with_text(self, text: str) -> UnreadArticles:
        """These and one more, as it stands in its file."""
        found = _ID.search(text)
        if found is None:
            return UnreadArticles(self.ids, nameless=True)
        return UnreadArticles(self.ids | {found[1]}, self.nameless)


@dataclass(frozen=True)
class Corpus:
    """What the content folder holds.

    Attributes:
        topics: Topics by id, in alphabetical order of their folders.
        articles: Sound articles, ordered by path.
        data: Operator data.
        problems: What a writer has to mend.
        unread: Articles with errors.
        definitions: The terms that pages explain which are no articles, such as the glossary.
        explained: The terms of the glossary that lead to an article.
    """

    topics: Mapping[str, Topic]
    articles: tuple[Article, ...]
    data: OperatorData
    problems: tuple[Problem, ...]
    unread: UnreadArticles = UnreadArticles()
    definitions: tuple[Unit, ...] = ()
    explained: tuple[Definition, ...] = ()


def load_corpus(content_folder: Path) -> Corpus:
    """Read and cross-check the content. Articles with errors are left out and reported."""
    data, problems = load_operator_data(content_folder)
    renderer = ContentRenderer(content_folder, data)
    pages_folder = content_folder / "pages"
    topics: dict[str, Topic] = {}
    articles: list[Article] = []
    unread = UnreadArticles()
    definitions: list[Unit] = []
    explained: tuple[Definition, ...] = ()
    problems.extend(_broken_components(renderer, content_folder.name))
    for path in pages_of(pages_folder):
        shown_as = f"{content_folder.name}/pages/{path}"
        source = read_source(pages_folder / path, shown_as)
        is_article = not is_hub(path)
        if source.problems:
            problems.extend(source.problems)
            unread = unread.with_text(source.text) if is_article else unread
            continue
        text = source.text
        if not is_article:
            front_matter, found = parse_front_matter(shown_as, text, PageFrontMatter)
            try:
                title = front_matter.title if isinstance(front_matter, PageFrontMatter) else ""
                definitions += _definitions(path, text, title, renderer)
            except ReferenceRefused as error:
                first_line = split_front_matter(text)[2]
                found.append(reference_problem(shown_as, first_line, error))
            if path == GLOSSARY:
                explained = tuple(definitions_in(text))
            if isinstance(front_matter, PageFrontMatter) and "/" in path:
                topic_id = path.removesuffix("/index.md")
                topics[topic_id] = Topic(topic_id, front_matter.title, front_matter.summary)
        else:
            beside = read_questions(pages_folder / path, shown_as)
            article, found = parse_article(path, text, renderer, shown_as, questions=beside)
            if article is not None:
                articles.append(article)
            else:
                unread = unread.with_text(text)
        problems.extend(found)
    problems.extend(_cross_check(articles, unread, content_folder))
    known = _Known({article.id for article in articles}, unread)
    tools = {article.tool for article in articles if article.tool}
    problems.extend(missing_articles(data, known, tools, content_folder))
    by_id: dict[str, Article] = {}
    for article in articles:
        by_id.setdefault(article.id, article)  # of two with one id the first counts
    return Corpus(
        topics,
        tuple(by_id.values()),
        data,
        tuple(sorted(problems)),
        unread,
        tuple(definitions),
        explained,
    )


def is_hub(path: str) -> bool:
    """Whether a page below `content/pages` leads to articles and is none: home, topic, glossary."""
    return "/" not in path or path.endswith("/index.md")


def _definitions(path: str, text: str, title: str, renderer: ContentRenderer) -> Iterator[Unit]:
    """The terms that a page explains.

    Raises:
        ReferenceRefused: It refers to what is not there.
    """
    _, body, _ = split_front_matter(text)
    units = units_of(renderer.fragment(path, body).html)
    for unit in placed(units, "", address_of(path)):
        if unit.kind == "definition":
            yield replace(unit, source="glossary", page_title=title)


def _broken_components(renderer: ContentRenderer, root: str) -> Iterator[Problem]:
    for name in renderer.components:
        try:
            renderer.component(name)
        except ReferenceRefused as error:
            yield reference_problem(f"{root}/components/{name}", 1, error)


@dataclass(frozen=True)
class _Known:
    """Codes that may be referred to."""

    ids: Collection[str]
    unread: UnreadArticles

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.ids or self.unread.may_include(str(article_id))


def _cross_check(
    articles: list[Article], unread: UnreadArticles, content_folder: Path
) -> list[Problem]:
    root = content_folder.name
    problems: list[Problem] = []
    first_with: dict[str, Article] = {}
    first_of: dict[ToolName, Article] = {}
    for article in articles:
        shown_as = f"{root}/pages/{article.path}"
        earlier = first_with.setdefault(article.id, article)
        if earlier is not article:
            message = f"id：{article.id} 已被 {earlier.path} 使用"
            problems.append(Problem(shown_as, 2, "duplicate-id", message, "请换一个没用过的编号"))
        if article.tool and first_of.setdefault(article.tool, article) is not article:
            message = f"tool：{first_of[article.tool].path} 已经是这个工具"
            problems.append(Problem(shown_as, 2, "duplicate-tool", message, "一个工具只能有一页"))
        if not (content_folder / "pages" / article.topic_id / "index.md").exists():
            message = f"文件夹 {article.topic_id} 没有 index.md"
            problems.append(Problem(shown_as, 1, "topic", message, "请给这个主题建一个 index.md"))
    problems.extend(_of_another_letter(articles, root))
    problems.extend(
        _unknown_related(article, place, content_folder)
        for article in articles
        for place, related in enumerate(article.front_matter.related)
        if related not in _Known(first_with, unread) or related == article.id
    )
    return problems


def _of_another_letter(articles: list[Article], root: str) -> Iterator[Problem]:
    """The one article whose code begins with another letter than all others of its topic."""
    by_topic: dict[str, list[Article]] = {}
    for article in articles:
        by_topic.setdefault(article.topic_id, []).append(article)
    for topic, of_topic in by_topic.items():
        (letter, times), *others = Counter(one.id[0] for one in of_topic).most_common()
        odd = next((one for one in of_topic if one.id[0] != letter), None)
        if odd and sum(many for _, many in others) == 1 and times >= _ENOUGH:
            message = f"id：{topic} 的其他文章编号都以 {letter} 开头，这篇是 {odd.id}"
            shown_as = f"{root}/pages/{odd.path}"
            yield Problem(shown_as, 2, "topic", message, "请改成同一个字母")


def _unknown_related(article: Article, place: int, content_folder: Path) -> Problem:
    related = article.front_matter.related[place]
    if related == article.front_matter.id:
        message = f"related：{related} 就是这篇文章自己"
    else:
        message = f"related：没有编号为 {related} 的文章"
    shown_as = f"{content_folder.name}/pages/{article.path}"
    head, _, _ = split_front_matter(
        read_source(content_folder / "pages" / article.path, shown_as).text
    )
    line = lines_of(head or "", 2).get(("related", place), 2)
    return Problem(shown_as, line, "related", message, "请改成另一篇已有文章的编号")
