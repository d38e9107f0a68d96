"""Aliases written into articles, public and internal; everything is checked before anything is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from search_service.checks.duplicate_questions import comparable
from search_service.checks.head_writing import mark_in
from search_service.checks.mending import read_for_edit
from search_service.cli.front_matter_lists import with_entries
from search_service.content.article import Article, FrontMatter, front_matter_model
from search_service.content.article_parser import parse_front_matter
from search_service.content.corpus import Corpus, load_corpus
from search_service.content.problems import report
from search_service.content.whole_files import replace_file
from search_service.desk.internal_content import TOPIC, has_desk, load_desk
from search_service.desk.scripts import InternalFrontMatter
from search_service.errors import EditRefused
from search_service.records.privacy import redact


@dataclass(frozen=True)
class Writable:
    """All articles that can get an alias.

    Attributes:
        content: The content folder.
        public: What readers can find.
        all: The same and what agents can find; None for a project without a desk.
    """

    content: Path
    public: Corpus
    all: Corpus | None

    @property
    def articles(self) -> Sequence[Article]:
        """Public and internal articles."""
        return (self.all or self.public).articles

    @property
    def internal(self) -> frozenset[str]:
        """Codes of the articles that agents alone may read."""
        return frozenset(one.id for one in self.articles if self.is_internal(one))

    def article(self, code: str) -> Article:
        """An article by its code.

        Raises:
            EditRefused: There is none, or it cannot be read.
        """
        found = next((one for one in self.articles if one.id == code.upper()), None)
        if found is None:
            raise EditRefused(f"没有编号为 {code} 的文章，或者它的信息头有误。请先运行 kb check。")
        return found

    def is_internal(self, article: Article) -> bool:
        """Whether only agents may read it."""
        return article.topic_id == TOPIC.id and all(
            one.id != article.id for one in self.public.articles
        )

    def path(self, article: Article) -> str:
        """Where it is written, below the project."""
        if self.is_internal(article):
            return f"content/agents/articles/{Path(article.path).name}"
        return f"content/pages/{article.path}"

    def file(self, article: Article) -> Path:
        """The file that is read."""
        return self.content.parent / self.path(article)


def writable(content: Path) -> Writable:
    """Read all articles of a content folder."""
    public = load_corpus(content)
    return Writable(
        content, public, load_desk(content, public).corpus if has_desk(content) else None
    )


def known_texts(articles: Iterable[Article]) -> dict[str, str]:
    """Titles, questions and aliases in comparable form, each with the code that has it."""
    known: dict[str, str] = {}
    for article in articles:
        head = article.front_matter
        for text in (head.title, *head.questions, *head.aliases):
            known.setdefault(comparable(text), article.id)
    return known


def require_fit(texts: Writable, alias: str) -> str:
    """An alias with its spaces folded.

    Raises:
        EditRefused: It is empty, holds what is private, or an article has it already.
    """
    alias = " ".join(alias.split())
    if not comparable(alias):
        raise EditRefused("问法是空的。请写上顾客的原话。")
    if redact(alias).kinds:
        raise EditRefused(f"「{alias}」里像是有个人信息。请换成不带号码的说法。")
    if mark := mark_in(alias):
        raise EditRefused(f"问法里不能写「{mark}」。请只写文字。")
    if (owner := known_texts(texts.articles).get(comparable(alias))) is not None:
        raise EditRefused(f"{owner} 已经有「{alias}」这个问法了。")
    return alias


def write_aliases(
    texts: Writable, article: Article, aliases: Sequence[str], file: Path | None = None
) -> Path:
    """Add aliases to an article; the file that was changed.

    Args:
        texts: All articles.
        article: One of them.
        aliases: What is added.
        file: Where the article is edited, if not where it is read.

    Raises:
        EditRefused: The front matter would not be as expected; the file is as it was.
    """
    file = file or texts.file(article)
    text, style = read_for_edit(file)
    new = with_entries(text, "aliases", aliases)
    model: type[FrontMatter] = (
        InternalFrontMatter if texts.is_internal(article) else front_matter_model(article.path)
    )
    before, _ = parse_front_matter(file.name, text, model)
    head, problems = parse_front_matter(file.name, new, model)
    known = before.aliases if isinstance(before, FrontMatter) else ()
    expected = (*known, *aliases)
    if not isinstance(head, FrontMatter) or head.aliases != expected:
        said = report(problems) or "加进去以后信息头和预想的不一样。"
        raise EditRefused(f"没有加上，文件没有改动：\n{said}")
    replace_file(file, style.written(new))
    return file
