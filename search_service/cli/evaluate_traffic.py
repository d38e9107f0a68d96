"""What readers ask of the articles that a change touches, for a pull request."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click

from search_service.answering.search import Search
from search_service.cli.learning_counts import counts_since
from search_service.content.corpus import load_corpus
from search_service.content.question_files import article_beside
from search_service.learning.questions import Question, Questions, questions_of
from search_service.settings import Settings

_SHOWN = 5


@dataclass(frozen=True)
class RealQuestion:
    """A question that is read at an article: where the article stood, and where it stands now.

    Attributes:
        article: The changed article.
        text: As it was understood.
        visits: That asked it.
        was_first: Of these, the ones that were shown the article first.
        place: Where it stands now; None when it is not found.
    """

    article: str
    text: str
    visits: int
    was_first: int
    place: int | None


def changed_articles(settings: Settings, revision: str) -> list[str]:
    """Codes of the public articles of which a file differs from a revision; none without git."""
    done = subprocess.run(  # noqa: S603 - arguments as a list
        ["git", "diff", "--name-only", "--relative", revision, "--", "content/pages"],  # noqa: S607
        cwd=settings.project_dir,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = set(map(article_beside, done.stdout.split()))
    corpus = load_corpus(settings.content_folder)
    return [one.id for one in corpus.articles if f"content/pages/{one.path}" in paths]


def print_traffic(settings: Settings, revision: str, search: Search) -> None:
    """The top real questions of each changed article as a table; nothing without counts."""
    changed = changed_articles(settings, revision)
    counts, _ = counts_since(settings, None)
    questions = questions_of(counts, search.analyser)
    rows = list(real_questions(changed, questions, search, settings.query_log_least_count))
    if not rows:
        return
    click.echo("\n改动的文章，顾客真的这么问：\n")
    click.echo("| 文章 | 问法 | 访问 | 当时就在第 1 的 | 现在 |\n|---|---|---|---|---|")
    for one in rows:
        now = f"第 {one.place}" if one.place else "没找到"
        text = one.text.replace("|", "\\|")
        click.echo(f"| {one.article} | {text} | {one.visits} | {one.was_first} | {now} |")


def real_questions(
    changed: Sequence[str], questions: Questions, search: Search, least: int
) -> Iterable[RealQuestion]:
    """The most asked questions that are mostly read at a changed article."""
    for article in changed:
        landing: list[Question] = []
        for one, opened in zip(questions.all, questions.opened, strict=True):
            best = max(opened, key=lambda code: (opened[code].read, code), default=None)
            if one.visits >= least and best == article and opened[best].read:
                landing.append(one)
        landing.sort(key=lambda one: (-one.visits, one.reading))
        for one in landing[:_SHOWN]:
            ranked = [code for code, _ in search.rank_articles(one.reading)]
            place = ranked.index(article) + 1 if article in ranked else None
            yield RealQuestion(article, one.reading, one.visits, one.first[article], place)
