"""A new topic: its folder, its page and its place in the navigation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from search_service.checks.mending import read_for_edit
from search_service.cli.authoring import write_page
from search_service.content.article import PageFrontMatter
from search_service.content.article_parser import parse_front_matter
from search_service.content.corpus import load_corpus
from search_service.content.navigation_lines import with_topic
from search_service.content.problems import report
from search_service.content.site_settings import FILE
from search_service.errors import EditRefused

# What the home page shows until somebody has chosen.
DEFAULT_ICON = "material/help-circle-outline"
_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class NewTopic:
    """What the writer wants.

    Attributes:
        folder: Its name below `content/pages`; stands in addresses.
        title: What the home page and the navigation call it.
        summary: One sentence on what is in it.
        icon: A Material icon.
    """

    folder: str
    title: str
    summary: str
    icon: str = DEFAULT_ICON


def create_topic(project: Path, wanted: NewTopic, into: Path | None = None) -> Path:
    """Write the topic's page and its lines in mkdocs.yml.

    Args:
        project: The project that is read.
        wanted: What the writer wants.
        into: Where it is written, if not there: the folder of a brand.

    Returns:
        The page.

    Raises:
        EditRefused: Something is wrong with the wish, or would be overwritten.
    """
    content, into = project / "content", into or project
    if not _FOLDER.fullmatch(wanted.folder):
        raise EditRefused(f"文件夹「{wanted.folder}」只能用小写字母、数字和短横线，例如 refunds。")
    for topic in load_corpus(content).topics.values():
        if wanted.title.strip() == topic.title:
            raise EditRefused(f"主题「{topic.title}」已经有了，在 {topic.id}。请换一个名字。")
    path = f"content/pages/{wanted.folder}/index.md"
    file = into / path
    if file.exists() or (project / path).exists():
        raise EditRefused(f"{path} 已经存在。请换一个文件夹，或直接改它。")
    head = {"title": wanted.title.strip(), "summary": wanted.summary.strip()}
    head |= {"template": "topic.html", "icon": wanted.icon}
    written = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    text = f"---\n{written}---\n"
    read, problems = parse_front_matter(file.name, text, PageFrontMatter)
    if read is None:
        raise EditRefused(f"没有新建：\n{report(problems)}")
    nav = into / FILE
    nav_text, style = read_for_edit(nav)
    new_nav = with_topic(nav_text, wanted.title.strip(), f"{wanted.folder}/index.md")
    file.parent.mkdir(parents=True, exist_ok=True)
    write_page(file, text, nav, style.written(new_nav))
    return file
