"""A project as readers may see it on a day: without what is not published yet, or no longer.

The articles that have to go are taken out of a copy, with whatever leads to them, so that site,
index and desk are all made from the same content and know nothing of days.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from search_service.content.article import Article, address_of
from search_service.content.article_parser import split_front_matter
from search_service.content.content_format import require_readable
from search_service.content.corpus import Corpus
from search_service.content.plain_yaml import PlainLoader
from search_service.content.site_settings import FILE as SITE
from search_service.settings import Settings

_LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?P<target>[^()\s]*)\)")
_BESIDE = ("theme", "search_service")


@dataclass(frozen=True)
class Away:
    """An article that is not published on a day; `instead` takes its place, if anything does."""

    article: Article
    instead: Article | None


def away_on(corpus: Corpus, day: date) -> tuple[Away, ...]:
    """The articles that are not published on a day."""
    by_id = {article.id: article for article in corpus.articles}
    found = []
    for article in corpus.articles:
        head = article.front_matter
        gone = head.expires_on is not None and head.expires_on <= day
        if gone or (head.publish_on is not None and head.publish_on > day):
            found.append(Away(article, by_id.get(head.moved_to or "") if gone else None))
    return tuple(found)


def published_project(settings: Settings, corpus: Corpus, day: date) -> Settings:
    """Settings of the project as it is on a day; its own where every article is published.

    Args:
        settings: The project.
        corpus: Its content.
        day: The day.
    """
    require_readable(settings.content_folder)
    away = {one.article.path: one for one in away_on(corpus, day)}
    if not away:
        return settings
    project = settings.project_dir.resolve()
    copy = settings.state_folder.resolve() / "published"
    _copy(project, copy)
    staying = [one.id for one in corpus.articles if one.path not in away]
    _take_out(copy / "content", away, staying)
    _redirect(copy / "content" / "data" / "redirects.yml", away.values())
    site = copy / SITE
    site.write_text(_site(site.read_text(encoding="utf-8"), away), encoding="utf-8")
    return settings.model_copy(
        update={"project_dir": copy, "state_dir": settings.state_folder.resolve()}
    )


def _copy(project: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True, mode=0o700)
    shutil.copytree(project / "content", copy / "content", symlinks=True)
    for ending in ("yml", "json"):
        for file in project.glob(f"*.{ending}"):
            shutil.copyfile(file, copy / file.name)
    for name in _BESIDE:
        if (project / name).exists():
            (copy / name).symlink_to(project / name)


def _take_out(content: Path, away: Mapping[str, Away], staying: Sequence[str]) -> None:
    codes = {one.article.id: one.instead.id if one.instead else None for one in away.values()}
    for path in away:
        (content / "pages" / path).unlink()
    for code in codes:
        (content / "agents" / "scripts" / f"{code}.yml").unlink(missing_ok=True)
    for file in (content / "pages").rglob("*.md"):
        path = file.relative_to(content / "pages").as_posix()
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        new = _without_related(_relinked(text, path, away), codes, staying)
        if new != text:
            file.write_text(new, encoding="utf-8")
    # What is written for agents and in data leads to what takes an article's place.
    for folder, ending in (("data", "yml"), ("agents", "yml"), ("agents", "md")):
        for file in (content / folder).rglob(f"*.{ending}"):
            _replace_codes(file, codes)
    for file in (content / "judgements").glob("*.tsv"):
        _replace_codes(file, codes)
        lines = file.read_text(encoding="utf-8").split("\n")
        kept = [
            line for line in lines if not any(_names(line, c) for c, n in codes.items() if not n)
        ]
        file.write_text("\n".join(kept), encoding="utf-8")


def _names(text: str, code: str) -> bool:
    return re.search(rf"(?<![A-Z0-9-]){code}(?!\d)", text) is not None


def _replace_codes(file: Path, codes: Mapping[str, str | None]) -> None:
    text = file.read_text(encoding="utf-8", errors="replace")
    new = text
    for code, instead in codes.items():
        if instead:
            new = re.sub(rf"(?<![A-Z0-9-]){code}(?!\d)", instead, new)
    if new != text:
        file.write_text(new, encoding="utf-8")


def _relinked(text: str, path: str, away: Mapping[str, Away]) -> str:
    """Links to what is away lead to what takes its place, or are only words."""

    def changed(found: re.Match[str]) -> str:
        target = found["target"].split("#")[0]
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        one = away.get(meant)
        if one is None:
            return found[0]
        if one.instead is None or one.instead.path == path:
            return found["words"]
        new = posixpath.relpath(one.instead.path, posixpath.dirname(path) or ".")
        return f"[{found['words']}]({new})"

    return _LINK.sub(changed, text)


def _without_related(text: str, codes: Mapping[str, str | None], staying: Sequence[str]) -> str:
    """An article's text, `related` naming only what stays, and something in any case."""
    head, body, _ = split_front_matter(text)
    if head is None or not any(_names(head, code) for code in codes):
        return text
    try:
        values = yaml.load(head, Loader=PlainLoader)  # noqa: S506 - a safe loader of our own
    except (yaml.YAMLError, ValueError):
        return text
    related = values.get("related") if isinstance(values, dict) else None
    if not isinstance(related, list):
        return text
    kept = [codes.get(one, one) if isinstance(one, str) else one for one in related]
    own = values.get("id")
    kept = [one for one in dict.fromkeys(kept) if one and one != own]
    values["related"] = kept or [one for one in staying if one != own][:1]
    if values.get("moved_to") in codes:
        del values["moved_to"]
    written = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n{body}"


def _redirect(file: Path, away: Iterable[Away]) -> None:
    entries = [
        {"from": one.article.url, "to": address_of(one.instead.path)} for one in away if one.instead
    ]
    if not entries:
        return
    value = yaml.load(file.read_text("utf-8"), Loader=PlainLoader) if file.exists() else {}  # noqa: S506
    known = value.get("redirects") if isinstance(value, dict) else None
    moved = {one["from"]: one["to"] for one in entries}
    old = [{**one, "to": moved.get(one.get("to"), one.get("to"))} for one in known or []]
    written = yaml.safe_dump({"redirects": [*old, *entries]}, allow_unicode=True, width=10_000)
    file.write_text(written, encoding="utf-8")


def _site(text: str, away: Mapping[str, Away]) -> str:
    """`mkdocs.yml` without the lines of what is away; its codes are those that take its place."""
    lines = [
        line
        for line in text.split("\n")
        if not any(re.search(rf"(?:- |: )[\"']?{re.escape(path)}[\"']?\s*$", line) for path in away)
    ]
    text = "\n".join(lines)
    for one in away.values():
        code = re.escape(one.article.id)
        if one.instead:
            text = re.sub(rf"(?<![A-Z0-9-]){code}(?!\d)", one.instead.id, text)
        else:
            text = re.sub(
                rf"(?m)^.*\{{id: {code},.*\n|(?:, *)?(?<![\w-]){code}(?!\d)(?=[,\]])", "", text
            )
    return text
