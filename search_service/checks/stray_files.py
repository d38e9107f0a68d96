"""Files that are never published or read, but may be meant: pages, pictures, data, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from search_service.checks.content_view import ContentView
from search_service.checks.images import is_mistyped
from search_service.checks.rule import Rule
from search_service.content.data.data_files import DATA_FILES
from search_service.content.macros.references import ReferenceRefused
from search_service.content.pictures import is_harmless, is_picture, pictures_of
from search_service.content.problems import Problem
from search_service.content.question_files import SUFFIX, article_beside
from search_service.content.source_files import files_below, is_plain_file, is_text_file

_PAGE_KINDS = {".md", ".markdown", ".mdown", ".mkd", ".mdx"}
_FIT_PATH = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.md")
# What is read of the other folders, by the endings of files; a folder that is not here has none.
_READ = {
    "data": {".yml"},
    "agents": {".yml", ".md"},
    "words": {".txt", ".yml"},
    "judgements": {".tsv"},
}
_DATA = {file.file_name for file in DATA_FILES} | {"redirects.yml"}
_NOTES_OF_AGENTS = "articles/"
_NOTES = {"README.md"}
_MOVE = "请移出 content/{folder}，或删掉"


def _shown_pictures(content: ContentView) -> set[str]:
    shown: set[str] = set()
    for page in content.pages:
        try:
            markdown = page.renderer.render(page.body, shared=True)
        except ReferenceRefused:
            continue  # the parser has reported it
        shown.update(pictures_of(page.path, markdown))
    return shown


def _fault(folder: str, name: str, path: Path, shown: set[str]) -> tuple[str, str] | None:
    """What is wrong with an entry, and what to do; None for a page, component or used picture."""
    move = _MOVE.format(folder=folder)
    fault: tuple[str, str] | None = ("这种文件不会发布", move)
    suffix = PurePosixPath(name).suffix
    if path.is_symlink():
        fault = "这是一个链接（symlink），不会发布", f"请放真正的文件；不要的话，{move}"
    elif path.is_dir():
        fault = "文件夹的名字像一篇文章", "请去掉名字末尾的 .md"
    elif not is_plain_file(path):
        fault = "这不是普通文件，不会发布", move
    elif suffix == ".md" and not is_text_file(path):
        fault = "文件太大，不会发布", "一篇文章一个问题，请拆成几篇"
    elif suffix == ".md" and not _FIT_PATH.fullmatch(name):
        advice = "文件名会出现在网址里，请只用小写字母、数字和短横线；是副本就删掉"
        fault = f"文件名「{PurePosixPath(name).name}」不能用", advice
    elif suffix == ".md":
        nested = folder == "components" and "/" in name
        fault = ("组件不能放在子文件夹里", "请移到 content/components 里") if nested else None
    elif suffix.lower() in _PAGE_KINDS:
        advice = "请把文件名改成以小写的 .md 结尾"
        fault = f"扩展名 {suffix} 不会当作页面发布", advice
    elif folder == "pages" and name.endswith((".yml", ".yaml")):
        fault = _fault_of_questions(path)
    elif folder == "pages" and is_picture(name):
        fault = _fault_of_picture(name, path, shown)
    return fault


def _fault_of_questions(path: Path) -> tuple[str, str] | None:
    """What is wrong with a file that can only be meant as the questions beside an article."""
    article = article_beside(path.name)
    stem = path.name.partition(".")[0]
    if path.name.endswith(SUFFIX) and article != "index.md":
        if is_plain_file(path.with_name(article)):
            return None
        advice = "文章改了名或移走了，就把它也改名、移走；文章删掉了，就把它也删掉"
        return f"旁边没有文章 {article}，里面的问法没有用", advice
    if article != "index.md" and is_plain_file(path.with_name(f"{stem}.md")):
        return "这个文件不会被读到", f"一篇文章的问法写在 {stem}{SUFFIX}，请改成这个名字"
    return "这种文件不会被读到", _MOVE.format(folder="pages")


def _fault_of_picture(name: str, path: Path, shown: set[str]) -> tuple[str, str] | None:
    if not is_harmless(path):
        return (
            "这张 SVG 里有程序或别处的地址，不会发布",
            "请换成 PNG，或让设计的人去掉里面的脚本和链接",
        )
    if name not in shown and not is_mistyped(name, shown, path.parents[name.count("/")]):
        return "没有页面用到这张图，不会发布", "请在文章里用 ![说明](文件名) 引用它，或删掉"
    return None


def _fault_elsewhere(folder: str, name: str, path: Path) -> tuple[str, str] | None:
    """What is wrong with an entry of a folder of which nothing is published as it is."""
    suffix = PurePosixPath(name).suffix
    if path.is_symlink():
        return "这是一个链接（symlink）", "请放真正的文件，或删掉"
    if not path.is_file():
        return "这不是普通文件", _MOVE.format(folder=folder)
    if PurePosixPath(name).name in _NOTES:
        return None
    if folder == "agents" and name.startswith(_NOTES_OF_AGENTS) and suffix in {".yml", ".yaml"}:
        return _fault_of_questions(path)
    if suffix in _READ[folder]:
        return _fault_of_place(folder, name)
    endings = "、".join(sorted(_READ[folder]))
    advice = f"这里只读 {endings}（小写）；是备份或草稿就移出 content/{folder}，或删掉"
    return "这种文件不会被读到", advice


def _fault_of_place(folder: str, name: str) -> tuple[str, str] | None:
    """What is wrong with a file of the right kind that nothing reads where it lies."""
    if folder == "data" and "/" not in name and name not in _DATA:
        near = get_close_matches(name, _DATA, n=1)
        meant = f"是不是 {near[0]}？" if near else ""
        return "没有哪个工具读这个数据文件", f"{meant}请改成原来的文件名，或移出 content/data"
    if folder == "agents" and name.endswith(".md") and not name.startswith(_NOTES_OF_AGENTS):
        return "这篇不会被读到", "内部文章请放在 content/agents/articles，不要的就删掉"
    return None


def _find(content: ContentView) -> Iterator[Problem]:
    shown = _shown_pictures(content)
    for folder in ("pages", "components", *_READ):
        root = content.project / "content" / folder
        for name, path in files_below(root):
            if folder in _READ:
                fault = _fault_elsewhere(folder, name, path)
            else:
                fault = _fault(folder, name, path, shown)
            if fault:
                where = f"content/{folder}" + ("" if name == "." else f"/{name}")
                yield Problem(where, 1, RULE.id, *fault)


RULE = Rule("stray-file", _find)
