"""`content/agents/` beside the public corpus: one list of articles for the desk, cross-checked.

content/agents/articles/*.md   internal articles, codes N-101 and up
content/agents/scripts/*.yml   话术 of a public article, named by its code
content/agents/teams.yml       who takes over
content/agents/without_scripts.yml  why an article has no 话术
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from search_service.content.article import Article, Section, Topic
from search_service.content.article_parser import parse_article, split_front_matter
from search_service.content.corpus import Corpus, UnreadArticles
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.noted_reads import noting
from search_service.content.problems import Problem
from search_service.content.question_files import read_questions
from search_service.content.source_files import files_below, is_plain_file, pages_of
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import read_yaml
from search_service.desk.agents_only import agents_only
from search_service.desk.assembly import Assembly, Written
from search_service.desk.handover import Handovers
from search_service.desk.material import DeskArticle, DeskMaterial
from search_service.desk.scripts import InternalFrontMatter, Scripts
from search_service.desk.teams import load_teams, team_macros
from search_service.desk.without_scripts import load_reasons
from search_service.releases.internal_words import AgentsOnly

TOPIC = Topic("agents", "坐席内部", "只给坐席看的文章。")
SCRIPTS_HEADING = "话术"
LETTER = "N"


@dataclass(frozen=True)
class DeskContent:
    """What the desk is published from.

    Attributes:
        corpus: Public and internal articles together; 话术 are a section of their article.
        material: What the desk shows of them.
        renderer: Fills in the references of internal texts.
        problems: What a writer has to mend in `content/agents/`.
        secret: What is written for agents alone.
        without_scripts: Articles that have neither 话术 nor a reason for that.
    """

    corpus: Corpus
    material: DeskMaterial
    renderer: ContentRenderer
    problems: tuple[Problem, ...]
    secret: tuple[AgentsOnly, ...] = ()
    without_scripts: tuple[Problem, ...] = ()


def agents_folder(content_folder: Path) -> Path:
    """Where everything for agents lies."""
    return content_folder / "agents"


def has_desk(content_folder: Path) -> bool:
    """Whether this project has an agent desk at all."""
    return agents_folder(content_folder).is_dir()


def load_desk(content_folder: Path, public: Corpus) -> DeskContent:
    """Read `content/agents/`; never raises for what a writer wrote."""
    folder = agents_folder(content_folder)
    shown_as = f"{content_folder.name}/{folder.name}"
    teams, problems = load_teams(folder, shown_as)
    noted: set[str] = set()
    data = noting(public.data, noted)
    renderer = ContentRenderer(content_folder, data, team_macros(teams.by_key))
    problems += _misplaced_letters(public, content_folder.name)
    scripts, found = _scripts(folder / "scripts", f"{shown_as}/scripts", public)
    problems += found
    written = [*_public(content_folder, public, scripts, f"{shown_as}/scripts")]
    internal = _Internal(folder / "articles", f"{shown_as}/articles", renderer, public.unread)
    for one in internal.read():
        taken = next((w for w in written if w.article.id == one.article.id), None)
        if taken:
            message = f"id：{one.article.id} 已被 {taken.article.path} 使用"
            problems.append(Problem(one.file, 2, "duplicate-id", message, "请换一个没用过的编号"))
        else:
            written.append(one)
    problems += internal.problems
    assembly = Assembly(tuple(written), renderer, teams.by_key, internal.unread, noted)
    forms = Handovers(written, teams)
    reasons, found = load_reasons(folder, shown_as)
    problems += found
    why = reasons.of_articles
    shown = {
        one.article.id: assembly.desk_article(one, forms.of(one), why.get(one.article.id, ""))
        for one in written
    }
    topics = {**public.topics, TOPIC.id: TOPIC}
    titles = {key: topic.title for key, topic in topics.items()}
    if internal.unread == UnreadArticles():  # what cannot be read may be what is missing
        problems += forms.problems(titles)
        problems += reasons.problems(written)
    articles = tuple(_with_scripts(one.article, shown[one.article.id]) for one in written)
    problems = sorted([*problems, *assembly.problems])
    corpus = replace(public, topics=topics, articles=articles, unread=internal.unread)
    return DeskContent(
        corpus,
        DeskMaterial(articles=shown),
        renderer,
        tuple(problems),
        agents_only(written),
        tuple(reasons.lacking(written)),
    )


def _public(
    content_folder: Path, public: Corpus, scripts: dict[str, tuple[Scripts, str]], shown_as: str
) -> Iterator[Written]:
    for article in public.articles:
        text = read_source(content_folder / "pages" / article.path, article.path).text
        words, written = scripts.get(article.id, (None, ""))
        yield Written(
            article=article,
            topic=public.topics[article.topic_id].title
            if article.topic_id in public.topics
            else article.topic_id,
            body=split_front_matter(text)[1],
            scripts=words,
            file=f"{shown_as}/{article.id}.yml" if words else "",
            text=written,
        )


class _Internal:
    """Reads the internal articles; collects what is wrong with them and which cannot be read."""

    def __init__(
        self, folder: Path, shown_as: str, renderer: ContentRenderer, unread: UnreadArticles
    ) -> None:
        self._folder = folder
        self._shown_as = shown_as
        self._renderer = renderer
        self.unread = unread
        self.problems: list[Problem] = []

    def read(self) -> Iterator[Written]:
        """The sound ones, in the order of their files."""
        names = (name for name in pages_of(self._folder) if "/" not in name)
        for file in (self._folder / name for name in names):
            shown = f"{self._shown_as}/{file.name}"
            source = read_source(file, shown)
            if source.problems:
                self.problems += source.problems
                self.unread = self.unread.with_text(source.text)
                continue
            article, found = parse_article(
                f"{TOPIC.id}/{file.name}",
                source.text,
                self._renderer,
                shown,
                model=InternalFrontMatter,
                questions=read_questions(file, shown),
            )
            self.problems += found
            if article is None or not isinstance(article.front_matter, InternalFrontMatter):
                self.unread = self.unread.with_text(source.text)
                continue
            head = article.front_matter
            if not head.id.startswith(f"{LETTER}-"):
                message = f"id：{head.id} 不是内部文章的编号"
                advice = f"请写成 {LETTER} 加三位数字，例如 {LETTER}-101"
                self.problems.append(Problem(shown, 2, "id", message, advice))
                continue
            yield Written(
                article=article,
                topic=TOPIC.title,
                body=split_front_matter(source.text)[1],
                internal=True,
                draft=head.draft,
                scripts=head.scripts,
                form=head.form,
                file=shown,
                text=source.text,
            )


def _scripts(
    folder: Path, shown_as: str, public: Corpus
) -> tuple[dict[str, tuple[Scripts, str]], list[Problem]]:
    """话术 of public articles by code, with the text they were read from."""
    codes = {article.id for article in public.articles}
    sound: dict[str, tuple[Scripts, str]] = {}
    problems: list[Problem] = []
    for name, file in files_below(folder):
        shown = f"{shown_as}/{name}"
        is_known = file.stem in codes or public.unread.may_include(file.stem)
        if not is_plain_file(file) or file.suffix != ".yml" or not is_known:
            message = f"没有编号为 {file.stem} 的公开文章"
            advice = "文件名请用公开文章的编号，例如 R-102.yml；内部文章的话术写在它的信息头里"
            problems.append(Problem(shown, 1, "scripts", message, advice))
            continue
        source = read_source(file, shown)
        if source.problems:
            problems += source.problems
            continue
        scripts, found = read_yaml(source.text, Scripts, path=shown, rule="scripts")
        problems += found
        if scripts is not None and file.stem in codes:
            sound[file.stem] = scripts, source.text
    return sound, problems


def _misplaced_letters(public: Corpus, root: str) -> list[Problem]:
    return [
        Problem(
            f"{root}/pages/{article.path}",
            2,
            "id",
            f"id：{article.id} 的字母 {LETTER} 只给内部文章用",
            "请换成这个主题自己的字母",
        )
        for article in public.articles
        if article.id.startswith(f"{LETTER}-")
    ]


def _with_scripts(article: Article, shown: DeskArticle) -> Article:
    """The article with what is said, and what must not be, as one more section."""
    if shown.scripts is None:
        return article
    lines = [f"{one.when}：{one.text}" for one in shown.scripts.say]
    lines += [one.text for one in shown.scripts.never_say]
    spoken = Section(SCRIPTS_HEADING, None, "\n".join(lines))
    return replace(article, sections=(*article.sections, spoken))
