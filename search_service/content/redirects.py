"""Old addresses and where they lead now, from `content/data/redirects.yml`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from search_service.content.article import Text
from search_service.content.plain_yaml import composed
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import read_yaml

_RULE: RuleId = "redirect"
# What can stand in a file's path and in nginx's map without quoting; no segment may be `..`.
_ADDRESS = re.compile(r"/(?:(?!\.)[\w.-]+/)*(?:(?!\.)[\w.-]+\.html)?")
# Of a name in a file system, with what is written beside it; and of an entry in nginx's map.
_NAME_BYTES, _ADDRESS_BYTES = 240, 900
# Below these the service answers by itself (deploy/nginx.conf), and no page of the site is reached.
_OF_THE_SERVICE = ("agent", "api", "embed")


class Redirect(BaseModel):
    """`old` leads to `new`; both are addresses from the site's root."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    old: Text = Field(alias="from")
    new: Text = Field(alias="to")


class RedirectsFile(BaseModel):
    """`redirects.yml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    redirects: tuple[Redirect, ...]


@dataclass(frozen=True)
class _Place:
    """Where in the file a redirect stands."""

    path: str
    line: int

    def problem(self, message: str, advice: str) -> Problem:
        return Problem(self.path, self.line, _RULE, message, advice)


def why_not_from(address: str) -> str:
    """What keeps an old address from being led on from; empty when nothing does."""
    first, *_ = names = address.strip("/").split("/")
    if not _ADDRESS.fullmatch(address):
        return "写法不对"
    if first.lower() in _OF_THE_SERVICE:
        return f"在 /{first}/ 下面，那里由服务自己回答"
    sizes = [len(name.encode()) for name in names]
    if len(address.encode()) > _ADDRESS_BYTES or max(sizes) > _NAME_BYTES:
        return f"太长：两个 / 之间最多 {_NAME_BYTES} 字节，一共最多 {_ADDRESS_BYTES} 字节"
    return ""


def with_shared_redirects(shared: str, own: str) -> str:
    """A brand's own `redirects.yml` with the shared ones that it says nothing of at its end.

    Args:
        shared: The file of the project.
        own: The file of the brand; where one of them is wrong, that of the brand is all there is.
    """
    files = [read_yaml(text, RedirectsFile, path="", rule=_RULE)[0] for text in (shared, own)]
    if None in files:
        return own
    every, known = (file.redirects for file in files if file is not None)
    olds = {one.old for one in known}
    lines = [
        f"- {{from: {json.dumps(one.old)}, to: {json.dumps(one.new)}}}"
        for one in every
        if one.old not in olds
    ]
    if not lines:
        return own
    text = re.sub(r"(?m)^redirects:\s*\[\s*\]", "redirects:", own.rstrip())
    entry = re.search(r"(?m)^( *)- ", text.partition("redirects:")[2])
    indent = entry[1] if entry else "  "
    return "\n".join([text, *(f"{indent}{line}" for line in lines), ""])


def load_redirects(content_folder: Path) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """Read and check the redirects; without a file there are none. Wrong ones are left out."""
    file = content_folder / "data" / "redirects.yml"
    if not file.exists():
        return (), []
    shown_as = f"{content_folder.name}/data/{file.name}"
    source = read_source(file, shown_as)
    if source.problems:
        return (), [*source.problems]
    text = source.text
    read, problems = read_yaml(text, RedirectsFile, path=shown_as, rule=_RULE)
    if read is None:
        return (), problems
    sound: dict[str, Redirect] = {}
    for redirect, line in zip(read.redirects, _lines(text), strict=True):
        place = _Place(shown_as, line)
        found = _faults(redirect, place, content_folder / "pages")
        if not found and redirect.old in sound:
            message = f"from：{redirect.old} 写了两次"
            found = [place.problem(message, "请只留一条")]
        if not found:
            sound[redirect.old] = redirect
        problems += found
    return tuple(sound.values()), problems


def _lines(text: str) -> list[int]:
    """The line of each redirect, from 1."""
    root = composed(text)
    if not isinstance(root, yaml.MappingNode):
        return []
    entries = next(value for key, value in root.value if key.value == "redirects")
    return [entry.start_mark.line + 1 for entry in entries.value]


def _faults(redirect: Redirect, place: _Place, pages_folder: Path) -> list[Problem]:
    why_not_to = "" if _ADDRESS.fullmatch(redirect.new) else "写法不对"
    problems = [
        place.problem(f"{name}：{address} {why_not}", "请写成 /refunds/how-long/ 这样的地址")
        for name, address, why_not in (
            ("from", redirect.old, why_not_from(redirect.old)),
            ("to", redirect.new, why_not_to),
        )
        if why_not
    ]
    if problems:
        return problems
    if _is_page(redirect.old, pages_folder):
        message = f"from：{redirect.old} 是一个现有的页面"
        problems.append(place.problem(message, "请删掉这一条，或先移走那个页面"))
    if not _is_page(redirect.new, pages_folder):
        message = f"to：没有 {redirect.new} 这个页面"
        problems.append(place.problem(message, "请改成一个现有页面的地址，以 / 结尾"))
    return problems


def _is_page(address: str, pages_folder: Path) -> bool:
    name = address.strip("/")
    files = (pages_folder / f"{name}.md", pages_folder / name / "index.md")
    return address.endswith("/") and any(file.is_file() for file in files)
