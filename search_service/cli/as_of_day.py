"""A project as readers may see it on a day: without what is not published yet, or no longer.

The articles that have to go are taken out of a copy, with whatever leads to them, so that site,
index and desk are all made from the same content and know nothing of days.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import yaml

from search_service.content.article import Article, address_of
from search_service.content.article_parser import split_front_matter
from search_service.content.content_format import require_readable
from search_service.content.corpus import Corpus
from search_service.content.navigation import is_among, left_out
from search_service.content.plain_yaml import PlainLoader
from search_service.content.question_files import questions_beside
from search_service.content.site_settings import FILE as SITE
from search_service.settings import Settings

_LINK = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?P<target>[^()\s]*)\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?P<target>[^()\s]+)")
_BESIDE = ("theme", "search_service")


@dataclass(frozen=True)
class Away:
    """An article that is not published on a day; `instead` takes its place, if anything does."""

    article: Article
    instead: Article | None


def away_on(corpus: Corpus, day: date, project: Path) -> tuple[Away, ...]:
    """The articles of a project that are not published on a day, or never (`exclude_docs`)."""
    never = left_out(project)
    by_id = {article.id: article for article in corpus.articles}
    found = []
    for article in corpus.articles:
        head = article.front_matter
        gone = head.expires_on is not None and head.expires_on <= day
        if is_among(article.path, never):
            found.append(Away(article, None))
        elif gone or (head.publish_on is not None and head.publish_on > day):
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
    away = {one.article.path: one for one in away_on(corpus, day, settings.project_dir)}
    if not away:
        return settings
    project = settings.project_dir.resolve()
    copy = settings.state_folder.resolve() / "published"
    _copy(project, copy)
    staying = [one for one in corpus.articles if one.path not in away]
    never = left_out(project)
    hubs = frozenset(
        hub
        for topic in corpus.topics
        if is_among(hub := f"{topic}/index.md", never)
        and all(one.topic_id != topic for one in staying)
    )
    _take_out(copy / "content", away, staying, hubs)
    _redirect(copy / "content" / "data" / "redirects.yml", away.values())
    site = copy / SITE
    text = _without_lines(site.read_text(encoding="utf-8"), {*away, *hubs})
    text = _site(text, away, _stand_ins(away.values(), staying))
    site.write_text(text, encoding="utf-8")
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


def _take_out(
    content: Path,
    away: Mapping[str, Away],
    staying: Sequence[Article],
    hubs: Collection[str],
) -> None:
    codes = {one.article.id: one.instead.id if one.instead else None for one in away.values()}
    stand_ins = _stand_ins(away.values(), staying)
    pictures = _pictures(content / "pages")
    for path in (*away, *hubs):
        (content / "pages" / path).unlink()
        (content / "pages" / questions_beside(path)).unlink(missing_ok=True)
    for code in codes:
        (content / "agents" / "scripts" / f"{code}.yml").unlink(missing_ok=True)
    _lead_elsewhere(content, {**away, **dict.fromkeys(hubs)}, codes, [one.id for one in staying])
    for name in ("teams.yml", "without_scripts.yml"):
        _drop_keys(content / "agents" / name, [*codes, *(hub.split("/")[0] for hub in hubs)])
    # Data that needs an article has what is nearest to one that goes without a successor.
    for folder, ending in (("data", "yml"), ("words", "yml"), ("agents", "yml")):
        for file in (content / folder).rglob(f"*.{ending}"):
            _replace_codes(file, stand_ins)
    for file in (content / "judgements").glob("*.tsv"):
        lines = file.read_text(encoding="utf-8").split("\n")
        kept = [line for line in lines if not any(_names(line, code) for code in codes)]
        file.write_text("\n".join(kept), encoding="utf-8")
    for picture in pictures - _pictures(content / "pages"):
        picture.unlink(missing_ok=True)


def _lead_elsewhere(
    content: Path,
    away: Mapping[str, Away | None],
    codes: Mapping[str, str | None],
    staying: Sequence[str],
) -> None:
    """What people read leads to what takes an article's place, or is only words."""
    for folder in ("pages", "components", "agents"):
        for file in (content / folder).rglob("*.md"):
            path = file.relative_to(content / folder).as_posix()
            # Components are written as if they stood in a topic's folder.
            path = path if folder == "pages" else f"{folder}/{file.name}"
            text = file.read_text(encoding="utf-8-sig", errors="replace")
            new = _without_related(_relinked(text, path, away), codes, staying)
            new = _without_code_links(new, codes) if folder == "agents" else new
            if new != text:
                file.write_text(new, encoding="utf-8")


def _stand_ins(away: Iterable[Away], staying: Sequence[Article]) -> dict[str, str]:
    """By code of what is away: its successor, else the nearest article that stays."""
    there = {one.id: one for one in staying}
    found: dict[str, str] = {}
    for one in away:
        code, head = one.article.id, one.article.front_matter
        near = [*(code for code in head.related if code in there)]
        near += [other.id for other in staying if other.topic_id == one.article.topic_id]
        if one.instead:
            found[code] = one.instead.id
        elif near or there:
            found[code] = (near or [*there])[0]
    return found


def _pictures(pages: Path) -> set[Path]:
    """The pictures that pages show."""
    return {
        (file.parent / unquote(found["target"])).resolve()
        for file in pages.rglob("*.md")
        for found in _PICTURE.finditer(file.read_text(encoding="utf-8", errors="replace"))
    }


def _without_code_links(text: str, codes: Mapping[str, str | None]) -> str:
    """Agents' links by code lead to what takes an article's place, or are only words."""

    def changed(found: re.Match[str]) -> str:
        code = found["target"].split("#")[0]
        if code not in codes:
            return found[0]
        return f"[{found['words']}]({codes[code]})" if codes[code] else found["words"]

    return _LINK.sub(changed, text)


def _drop_keys(file: Path, codes: Iterable[str]) -> None:
    """Take entries that are named by a code out of a file that lists articles."""
    if not file.exists():
        return
    text = file.read_text(encoding="utf-8", errors="replace")
    for code in codes:
        text = re.sub(rf"(?m)^[ \t]+{code}[ \t]*:.*\n?", "", text)
    text = re.sub(r"(?m)^articles:[ \t]*\n(?![ \t#])", "articles: {}\n", f"{text.rstrip()}\n")
    file.write_text(text, encoding="utf-8")


def _names(text: str, code: str) -> bool:
    return re.search(rf"(?<![A-Z0-9-]){code}(?!\d)", text) is not None


def _replace_codes(file: Path, stand_ins: Mapping[str, str]) -> None:
    text = file.read_text(encoding="utf-8", errors="replace")
    new = text
    for code, instead in stand_ins.items():
        new = re.sub(rf"(?<![A-Z0-9-]){code}(?!\d)", instead, new)
    if new != text:
        file.write_text(new, encoding="utf-8")


def _relinked(text: str, path: str, away: Mapping[str, Away | None]) -> str:
    """Links to what is away lead to what takes its place, or are only words."""

    def changed(found: re.Match[str]) -> str:
        target = found["target"].split("#")[0]
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if meant not in away:
            return found[0]
        one = away[meant]
        if one is None or one.instead is None or one.instead.path == path:
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


def _redirect(file: Path, away: Collection[Away]) -> None:
    """Addresses of what is away lead to its successor; those that led to it do so as well."""
    entries = [
        {"from": one.article.url, "to": address_of(one.instead.path)} for one in away if one.instead
    ]
    gone = {one.article.url for one in away if not one.instead}
    if not file.exists() and not entries:
        return
    value = yaml.load(file.read_text("utf-8"), Loader=PlainLoader) if file.exists() else {}  # noqa: S506
    known = value.get("redirects") if isinstance(value, dict) else None
    moved = {one["from"]: one["to"] for one in entries}
    old = [
        {**one, "to": moved.get(one.get("to"), one.get("to"))}
        for one in known or []
        if one.get("to") not in gone
    ]
    written = yaml.safe_dump({"redirects": [*old, *entries]}, allow_unicode=True, width=10_000)
    file.write_text(written, encoding="utf-8")


def _without_lines(text: str, paths: Collection[str]) -> str:
    """`mkdocs.yml` without the lines of pages, and of topics that no page is left of."""
    names = "|".join(map(re.escape, paths))
    own = re.compile(rf"(?:- |: )[\"']?(?:{names})[\"']?\s*(?:#.*)?$")
    topic = re.compile(r"(\s*)- [^#]*:\s*(?:#.*)?")
    kept: list[str] = []
    for line in reversed([line for line in text.split("\n") if not own.search(line)]):
        found = topic.fullmatch(line)
        below = next((one for one in reversed(kept) if one.strip()), "")
        is_empty = found and len(below) - len(below.lstrip()) <= len(found[1])
        if not is_empty:
            kept.append(line)
    return "\n".join(reversed(kept))


def _site(text: str, away: Mapping[str, Away], stand_ins: Mapping[str, str]) -> str:
    """`mkdocs.yml`; in the place of codes of what is away stand those that take its place."""
    for one in away.values():
        code = re.escape(one.article.id)
        if one.instead:
            text = re.sub(rf"(?<![A-Z0-9-]){code}(?!\d)", one.instead.id, text)
        else:
            stand_in = stand_ins.get(one.article.id, one.article.id)
            text = re.sub(rf"(?m)^(\s*\w+: *){code}(?=\s*$)", rf"\g<1>{stand_in}", text)
            text = re.sub(
                rf"(?m)^.*\{{id: {code},.*\n|(?:, *)?(?<![\w-]){code}(?!\d)(?=[,\]])", "", text
            )
    return re.sub(r"\[ *, *", "[", text)
