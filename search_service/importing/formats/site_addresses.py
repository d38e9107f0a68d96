"""Where readers found a page of a Markdown site, and what its folders were called."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from search_service.content.plain_yaml import PlainLoader
from search_service.importing.decoding import decoded
from search_service.importing.found import day_of
from search_service.importing.sources import SourceTree

_HEXO_DEFAULT = ":year/:month/:day/:title/"
_INDEXES = frozenset({"index", "readme", "_index"})
# `!!python/name:…` and `!ENV` of MkDocs: what these would make is nothing to an import.
_TAG = re.compile(r"(?<=[\s\[{,:])!{1,2}[\w/:.-]+(?=\s|$)", re.MULTILINE)
_DATED = re.compile(r"(?:^|(?<=/))\d{4}-\d{1,2}-\d{1,2}-")
_VARIABLE = re.compile(r":(\w+)")


def settings_of(tree: SourceTree, *names: str) -> tuple[Mapping[str, Any], str]:
    """A YAML file of the system and the folder it lies in; empty without one that can be read."""
    for path in sorted(tree.paths, key=lambda one: one.count("/")):
        if posixpath.basename(path) in names:
            try:
                value = yaml.load(_TAG.sub(" ", decoded(tree.read(path))[0]), Loader=PlainLoader)  # noqa: S506
            except (yaml.YAMLError, ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                return value, posixpath.dirname(path)
    return {}, ""


def addresses_of(tree: SourceTree, path: str, head: Mapping[str, Any]) -> tuple[str, ...]:
    """Paths from the root of the old site; none where nothing says how it made them."""
    own = head.get("permalink") or head.get("url")
    if isinstance(own, str) and own.strip():
        return (own.strip() if "://" in own else "/" + own.strip().lstrip("/"),)
    return _made_of(tree, path, head)


def _made_of(tree: SourceTree, path: str, head: Mapping[str, Any]) -> tuple[str, ...]:
    """What the system makes of the place of a page."""
    stem = posixpath.splitext(path)[0]
    if "_posts/" in f"/{path}":
        return tuple(_hexo(tree, stem, head))
    if any("source/_posts/" in one for one in tree.paths) and "source/" in path:
        return (_plain(stem.split("source/", 1)[1], "/"),)
    config = next(
        (one for one in tree.paths if "/.vuepress/" in f"/{one}" or "/.vitepress/" in f"/{one}"),
        None,
    )
    if config is not None:
        root = re.split(r"\.v(?:uepress|itepress)/", config)[0]
        return (_plain(stem.removeprefix(root), ".html"),)
    settings, folder = settings_of(tree, "mkdocs.yml", "mkdocs.yaml")
    if settings:
        root = posixpath.join(folder, str(settings.get("docs_dir") or "docs"))
        flat = settings.get("use_directory_urls") is False
        return (_plain(stem.removeprefix(root), ".html" if flat else "/"),)
    if isinstance(slug := head.get("slug"), str) and slug.strip():
        return ("/" + slug.strip().strip("/") + "/",)
    return ()


def _plain(stem: str, ending: str) -> str:
    folder, name = posixpath.split(stem.strip("/"))
    if name.lower() in _INDEXES:
        return f"/{folder}/" if folder else "/"
    return f"/{posixpath.join(folder, name)}{ending}"


def _hexo(tree: SourceTree, stem: str, head: Mapping[str, Any]) -> Iterator[str]:
    settings, _ = settings_of(tree, "_config.yml")
    pattern = str(settings.get("permalink") or _HEXO_DEFAULT)
    root = str(settings.get("root") or "/").strip("/")
    day = day_of(head.get("date"))
    name = stem.split("_posts/", 1)[1]
    values = {**_parts_of_day(day), **{key: str(value) for key, value in head.items()}}
    values["title"] = name
    values["category"] = str(settings.get("default_category") or "uncategorized")
    named = head.get("categories") or head.get("category")
    if isinstance(named, str):
        values["category"] = named
    elif isinstance(named, list) and named and all(isinstance(one, str) for one in named):
        values["category"] = "/".join(named)
    wanted = _VARIABLE.findall(pattern)
    # `2024-01-02-name.md` is called `name` where `new_post_name` of the site says so.
    for title in dict.fromkeys((name, _DATED.sub("", name))):
        values |= {"title": title, "name": posixpath.basename(title), "post_title": title}
        if all(values.get(one) for one in wanted):
            yield "/" + posixpath.join(root, _filled(pattern, values).lstrip("/"))


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values[found[1]], pattern)


def _parts_of_day(day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    return {
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "day": f"{day:%d}",
        "i_month": str(day.month),
        "i_day": str(day.day),
    }


def folder_titles(tree: SourceTree) -> dict[str, str]:
    """What `mkdocs.yml` calls pages, and `_category_.json` or an index page calls folders."""
    found: dict[str, str] = {}
    settings, folder = settings_of(tree, "mkdocs.yml", "mkdocs.yaml")
    root = posixpath.join(folder, str(settings.get("docs_dir") or "docs"))
    for names, path in _entries(settings.get("nav"), ()):
        page = posixpath.join(root, path)
        if names and posixpath.basename(path) not in {"index.md", "README.md"}:
            found[page] = names[-1]
        parent = posixpath.dirname(page)
        for name in reversed(names[:-1]):
            if parent and parent != root:
                found.setdefault(parent, name)
                parent = posixpath.dirname(parent)
    for path in tree.paths:
        if posixpath.splitext(posixpath.basename(path))[0].lower() in _INDEXES and path.endswith(
            ".md"
        ):
            heading = re.search(
                r"^(?:title:|#)\s+(.+?)\s*#*$", decoded(tree.read(path))[0], re.MULTILINE
            )
            if heading and posixpath.dirname(path):
                found.setdefault(posixpath.dirname(path), heading[1].strip("\"' "))
    return found


def _entries(nav: object, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each page of a navigation with the names above it and its own; "" for a page without."""
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, str):
            continue
        for name, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, str):
                yield (*names, str(name)), target
            else:
                inner = (*names, str(name))
                for child in target if isinstance(target, list) else ():
                    if isinstance(child, str):
                        yield (*inner, ""), child
                yield from _entries(target, inner)
