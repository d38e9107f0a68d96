"""A new article, on a writer's behalf.

Files are edited line by line, so that comments and layout stay as people wrote them. Everything is
checked before anything is written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from search_service.checks.duplicate_questions import comparable
from search_service.checks.mending import read_for_edit
from search_service.cli.front_matter_lists import scalar
from search_service.content.article import TITLE_LIMIT
from search_service.content.corpus import Corpus, load_corpus
from search_service.content.navigation_lines import with_nav_lines
from search_service.content.source_files import pages_of
from search_service.content.whole_files import replace_file
from search_service.errors import EditRefused

KINDS = {
    "how-to": "怎么做",
    "policy": "规定",
    "troubleshooting": "排查",
    "decision": "能不能",
}
# In every template of an article: the first of its questions.
_QUESTION_TO_WRITE = "  - 待写，口语的问法\n"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class NewArticle:
    """What the writer wants.

    Attributes:
        kind: One of `KINDS`.
        topic: Folder of an existing topic.
        title: The customer's question.
        slug: Name of the file without `.md`; the address is made from it.
        letter: First letter of the code, for a topic without articles.
        asked: A customer's question in his own words, for `questions`.
    """

    kind: str
    topic: str
    title: str
    slug: str
    letter: str | None = None
    asked: str | None = None


def create_article(
    project: Path, wanted: NewArticle, today: date, into: Path | None = None
) -> tuple[str, Path]:
    """Write the scaffold and its line in mkdocs.yml.

    Args:
        project: The project that is read.
        wanted: What the writer wants.
        today: The day it is written on.
        into: Where it is written, if not there: the folder of a brand.

    Returns:
        The code of the article and its file.

    Raises:
        EditRefused: Something is wrong with the wish, or would be overwritten.
    """
    content, into = project / "content", into or project
    corpus = load_corpus(content)
    _check(wanted, corpus)
    path = f"content/pages/{wanted.topic}/{wanted.slug}.md"
    if (project / path).exists() or (into / path).exists():
        raise EditRefused(f"{path} 已经存在。请换一个英文短名，或直接改那个文件。")
    file = into / path
    article_id = _next_id(wanted, corpus, content)
    template = content / "templates" / f"{wanted.kind}.md"
    if not template.exists():
        raise EditRefused(f"找不到模板 {template}。请从版本库恢复它。")
    text = Template(template.read_text(encoding="utf-8")).safe_substitute(
        id=article_id,
        title=scalar(wanted.title),
        today=today.isoformat(),
        related=_neighbour(wanted, corpus),
    )
    if wanted.asked:
        text = text.replace(_QUESTION_TO_WRITE, f"  - {scalar(wanted.asked)}\n", 1)
    nav = into / "mkdocs.yml"
    nav_text, style = read_for_edit(nav)
    new_nav = with_nav_lines(nav_text, wanted.topic, [f"{wanted.topic}/{wanted.slug}.md"])
    file.parent.mkdir(parents=True, exist_ok=True)
    write_page(file, text, nav, style.written(new_nav))
    return article_id, file


def write_page(file: Path, text: str, nav: Path, navigation: str) -> None:
    """Write a new page and the navigation that leads to it: both, or neither.

    Raises:
        OSError: One of them cannot be written; then there is no new page.
    """
    file.open("x").close()  # of two at once, one has it
    try:
        replace_file(file, text)
        replace_file(nav, navigation)
    except BaseException:
        file.unlink()
        raise


def _check(wanted: NewArticle, corpus: Corpus) -> None:
    if wanted.topic not in corpus.topics:
        known = "、".join(f"{t.id}（{t.title}）" for t in corpus.topics.values())
        raise EditRefused(f"没有 {wanted.topic} 这个主题。现有：{known}。")
    if not 1 <= len(wanted.title.strip()) <= TITLE_LIMIT:
        raise EditRefused(f"标题应有 1 到 {TITLE_LIMIT} 个字，现在有 {len(wanted.title)} 个。")
    if not _SLUG.fullmatch(wanted.slug):
        raise EditRefused(f"英文短名「{wanted.slug}」只能用小写字母、数字和短横线，例如 how-long。")
    key = comparable(wanted.title)
    for article in corpus.articles:
        if key in map(comparable, (article.front_matter.title, *article.front_matter.questions)):
            raise EditRefused(
                f"{article.id} 已经回答了「{wanted.title}」。请改那一篇，或换一个标题。"
            )


def _next_id(wanted: NewArticle, corpus: Corpus, content: Path) -> str:
    """One more than the greatest number of the topic's letter, broken articles included."""
    of_topic = Counter(a.id[0] for a in corpus.articles if a.topic_id == wanted.topic)
    letter = wanted.letter or (of_topic.most_common(1)[0][0] if of_topic else None)
    if letter is None:
        raise EditRefused(f"{wanted.topic} 还没有文章，请用 --letter 给它的编号定一个字母。")
    elsewhere = {a.topic_id for a in corpus.articles if a.id[0] == letter} - {wanted.topic}
    if elsewhere:
        raise EditRefused(f"字母 {letter} 已用于主题 {'、'.join(sorted(elsewhere))}，请换一个。")
    pattern = re.compile(rf"^id:\s*[\"']?{letter}-(\d{{3}})\b", re.MULTILINE)
    taken = [
        int(match[1])
        for path in pages_of(content / "pages")
        if (match := pattern.search((content / "pages" / path).read_text("utf-8", "replace")))
    ]
    return f"{letter}-{max(taken, default=100) + 1:03}"


def _neighbour(wanted: NewArticle, corpus: Corpus) -> str:
    """An existing article to stand under `related` until the writer has chosen."""
    if not corpus.articles:
        raise EditRefused("还没有别的文章可以放进 related。请照 content/README.md 手写第一篇。")
    near = [a for a in corpus.articles if a.topic_id == wanted.topic] or corpus.articles
    return near[0].id
