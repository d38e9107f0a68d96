"""Where every article of an export goes: its topic, code, file and what leads to it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from search_service.checks.duplicate_questions import comparable
from search_service.content.corpus import Corpus, is_hub
from search_service.errors import ImportRefused
from search_service.importing.found import FoundArticle
from search_service.importing.losses import Loss
from search_service.importing.naming import (
    Codes,
    icon_of,
    other_title,
    plain_line,
    short_title,
    slug_of,
)

# More topics than this nobody finds anything on a home page with; letters end as well.
_MOST_TOPICS = 20
_TOPIC_TITLE = 20
# Signs of a body in which its first words are looked for.
_BEGINNING = 2_000
_CODE = re.compile(r"^id:\s*[\"']?([A-Z]-\d{3})\b", re.MULTILINE)


@dataclass(frozen=True)
class PlannedTopic:
    """A topic that the project has not got yet."""

    folder: str
    title: str
    icon: str

    @property
    def summary(self) -> str:
        """What its page says it holds."""
        return f"关于「{self.title}」的文章。"


@dataclass(frozen=True)
class Placed:
    """An article and its place.

    Attributes:
        found: As the export has it.
        code: Its id.
        title: Its title, short enough.
        topic: Folder of its topic.
        path: Its file below `content/pages`.
        topic_title: What its topic is called.
    """

    found: FoundArticle
    code: str
    title: str
    topic: str
    path: str
    topic_title: str


@dataclass(frozen=True)
class Plan:
    """All places.

    Attributes:
        topics: New topics, in their order.
        articles: In the order of the navigation.
        losses: Articles without a place, titles that were cut.
    """

    topics: tuple[PlannedTopic, ...]
    articles: tuple[Placed, ...]
    losses: tuple[Loss, ...]


def plan(found: Sequence[FoundArticle], corpus: Corpus, pages: dict[str, str], topic: str) -> Plan:
    """Find a place for each article.

    Args:
        found: The articles.
        corpus: The project's content.
        pages: The text of each page of the project by its path.
        topic: The name of the topic for articles without one.

    Raises:
        ImportRefused: There are more articles than codes.
    """
    folders = {one.title: folder for folder, one in corpus.topics.items()}
    titles = {folder: one.title for folder, one in corpus.topics.items()}
    new: dict[str, PlannedTopic] = {}
    used = {match[1] for text in pages.values() if (match := _CODE.search(text))}
    letters = _letters(pages)
    codes = Codes(used, letters)
    if len(found) > 25 * 850:
        raise ImportRefused(f"有 {len(found)} 篇文章，编号不够用。请分几次导入。")
    taken: dict[str, set[str]] = {}
    for path in pages:
        taken.setdefault(posixpath.dirname(path), set()).add(posixpath.basename(path)[:-3])
    placed: list[Placed] = []
    losses: list[Loss] = []
    # An export that is imported once more: the same title in the same topic.
    known = {
        (titles.get(one.topic_id, ""), comparable(one.front_matter.title)): one.id
        for one in corpus.articles
    }
    used_titles = {comparable(one.front_matter.title) for one in corpus.articles}
    names = topic_names(found, topic)
    order = {name: n for n, name in enumerate(dict.fromkeys(names))}
    pairs = sorted(zip(found, names, strict=True), key=lambda pair: (order[pair[1]], pair[0].order))
    for article, name in pairs:
        title = _title(article)
        if code := known.get((name, comparable(title))):
            why = f"这个主题里已经有同名的 {code}，没有导入；要换新的，先删掉或改名"
            losses.append(Loss("文章", article.where, plain_line(article.title)[:60], why))
            continue
        if comparable(title) in used_titles:
            title = other_title(article.title) or title
        used_titles.add(comparable(title))
        folder = folders.get(name)
        if folder is None:
            folder = slug_of(name, {*titles, *taken}, "topic")
            folders[name] = folder
            titles[folder] = name
            new[folder] = PlannedTopic(folder, name, icon_of(name))
        if comparable(title) != comparable(article.title):
            what = plain_line(article.title)[:60]
            losses.append(Loss("格式", article.where, what, f"标题改成了「{title}」"))
        slugs = taken.setdefault(folder, set())
        slug = slug_of(article.slug or title, slugs, "article")
        slugs.add(slug)
        code = codes.next(folder, folder)
        placed.append(Placed(article, code, title, folder, f"{folder}/{slug}.md", name))
    return Plan(tuple(new.values()), tuple(placed), tuple(losses))


def _title(article: FoundArticle) -> str:
    """A title with words in it: the article's own, else how it begins."""
    if comparable(article.title):
        return short_title(article.title)
    begins = short_title(unescape(re.sub(r"<[^<>]*>", " ", article.body[:_BEGINNING])))
    return begins if comparable(begins) else "没有标题"


def topic_names(found: Sequence[FoundArticle], default: str) -> list[str]:
    """One topic for each article: the outermost category that tells articles apart."""
    chains = [[plain_line(name) for name in one.topics if plain_line(name)] for one in found]
    depth = 0
    while True:
        here = {chain[depth] for chain in chains if len(chain) > depth}
        deeper = {chain[depth + 1] for chain in chains if len(chain) > depth + 1}
        if len(here) == 1 and all(len(chain) > depth for chain in chains) and deeper:
            depth += 1
            continue
        break
    names = [
        (chain[min(depth, len(chain) - 1)] if chain else default)[:_TOPIC_TITLE] for chain in chains
    ]
    counts = Counter(names)
    if len(counts) <= _MOST_TOPICS:
        return names
    kept = {name for name, _ in counts.most_common(_MOST_TOPICS - 1)}
    return [name if name in kept else default for name in names]


def _letters(pages: dict[str, str]) -> dict[str, str]:
    """The letter that most articles of each topic have."""
    counts: dict[str, Counter[str]] = {}
    for path, text in pages.items():
        if not is_hub(path) and (match := _CODE.search(text)):
            counts.setdefault(posixpath.dirname(path), Counter())[match[1][0]] += 1
    return {folder: count.most_common(1)[0][0] for folder, count in counts.items()}
