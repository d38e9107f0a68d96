"""Small real things for tests: article files, content folders, word lists, documents."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from search_service.answering.documents import Documents, StoredArticle
from search_service.content.article import Passage, Topic
from tests.dictionary import with_dictionary

ROOT = Path(__file__).parents[1]
SHOP = Path(__file__).parent / "shop"
# `sound` is a small project without a finding; each other folder is one mistake laid over it.
MISTAKES = Path(__file__).parent / "mistakes"

APPROVED = "approved: {by: 灯铺财务组, day: 2026-03-01}"
QUESTIONS = ("灯坏了", "按了没反应", "deng huai le")
BODY = "先换一个插座。\n\n## 再看灯泡\n\n灯丝断了会发黑。\n"


def article_file(
    *,
    article_id: str = "L-101",
    title: str = "灯不亮怎么办",
    questions: Sequence[str] = QUESTIONS,
    related: Sequence[str] = ("L-102",),
    body: str = BODY,
    **other: object,
) -> str:
    """The text of a sound article; `other` replaces or adds front matter, None removes a key."""
    head: dict[str, object] = {
        "id": article_id,
        "title": title,
        "summary": "先换插座，再换灯泡。",
        "questions": list(questions),
        "tags": ["灯"],
        "owner": "灯铺内容组",
        "updated": date(2026, 3, 1),
        "reviewed": date(2026, 3, 2),
        "review_every_days": 90,
        "sources": [],
        "related": list(related),
    }
    head = {key: value for key, value in (head | other).items() if value is not None}
    written = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    return f"---\n{written}---\n\n{body}"


def page_file(title: str = "灯具", template: str = "topic.html") -> str:
    """The text of a topic's index page."""
    return f"---\ntitle: {title}\nsummary: 装灯和修灯。\ntemplate: {template}\n---\n"


def write_content(folder: Path, pages: Mapping[str, str]) -> Path:
    """A content folder with the shop's data and these pages; the topic `lamps` has its index."""
    for part in ("data", "components", "words"):
        shutil.copytree(SHOP / "content" / part, folder / part)
    for path, text in {"lamps/index.md": page_file(), **pages}.items():
        file = folder / "pages" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def sound_project(folder: Path, mistake: str | None = None) -> Path:
    """A project that `kb check` finds nothing in, and over it one of `tests/mistakes`.

    Data files that it has no own of come from the shop, as confirmed by the operator.
    """
    shutil.copytree(MISTAKES / "sound", folder)
    with_dictionary(folder / ".kb")
    for file in (SHOP / "content" / "data").glob("*.yml"):
        own = folder / "content" / "data" / file.name
        if not own.exists():
            text = file.read_text(encoding="utf-8").replace("待核实", "已核实")
            text = text.replace("source: null", "source: 灯铺公告")
            text = text.replace("checked_on: null", "checked_on: 2026-03-01")
            if file.name == "withdrawals.yml":
                text = text.replace("status: 已核实", f"status: 已核实\n    {APPROVED}")
            own.write_text(text, encoding="utf-8")
    if mistake:
        shutil.copytree(MISTAKES / mistake, folder, dirs_exist_ok=True)
    return folder


def documents_with(titles: Mapping[str, str], topic: Topic | None = None) -> Documents:
    """Documents with one passage an article, whose text is the title."""
    topic = topic or Topic("lamps", "灯具", "装灯和修灯。")
    return Documents(
        topics=(topic,),
        articles=tuple(
            StoredArticle(
                id=article_id,
                url=f"/{topic.id}/{article_id.lower()}/",
                title=title,
                summary=title,
                questions=QUESTIONS,
                topic_id=topic.id,
                updated="2026-03-01",
                reviewed="2026-03-02",
            )
            for article_id, title in titles.items()
        ),
        passages=tuple(
            Passage(f"{article_id}#0", article_id, None, None, title)
            for article_id, title in titles.items()
        ),
    )


def copied_shop(folder: Path) -> Path:
    """The invented shop as a project of its own, with the real theme and settings."""
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns(".kb"))
    with_dictionary(folder / ".kb")
    shutil.copy(ROOT / "mkdocs.yml", folder / "base.yml")
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "search_service").symlink_to(ROOT / "search_service")
    return folder


def with_theme(project: Path) -> Path:
    """A sound project that can be built: with the real theme, and settings for its two articles."""
    shutil.copy(ROOT / "mkdocs.yml", project / "base.yml")
    shutil.copytree(ROOT / "theme", project / "theme")
    (project / "search_service").symlink_to(ROOT / "search_service")
    for page in (SHOP / "content" / "pages").glob("*.md"):
        if page.name != "index.md":
            text = page.read_text("utf-8").replace("lamps/change-bulb.md", "lamps/b.md")
            (project / "content" / "pages" / page.name).write_text(text, "utf-8")
    settings = project / "mkdocs.yml"
    extra = "extra: {official_channels_id: L-101, first_needs: [], most_asked: [L-101, L-102]}\n"
    settings.write_text(f"INHERIT: base.yml\n{settings.read_text('utf-8')}{extra}", "utf-8")
    return project


def line_of(text: str, part: str) -> int:
    """Number of the first line that holds `part`, from 1."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)


def internal_file(*, article_id: str = "N-101", **other: object) -> str:
    """The text of a sound internal article; `other` as for `article_file`."""
    defaults: dict[str, object] = {
        "title": "灯坏了怎么核对",
        "questions": ["核对灯", "查灯", "cha deng"],
        "related": ["L-101"],
    }
    return article_file(article_id=article_id, **(defaults | other))  # type: ignore[arg-type]


TEAMS = """teams:
  repair:
    name: 修灯组
    handles: 修不好的灯
    reach: null
    hours: null
    status: 待核实
    verified_on: null
"""


def write_agents(content_folder: Path, files: Mapping[str, str]) -> Path:
    """`content/agents/` with the team `repair` and these files."""
    for path, text in {"teams.yml": TEAMS, **files}.items():
        file = content_folder / "agents" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return content_folder
