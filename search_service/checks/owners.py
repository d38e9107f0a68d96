"""An owner whom hardly any file names, one sign away from one whom many name, was mistyped.

A list of owners would have to be kept; files of one desk name each other's owners anyway.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_KEY = "owner"
# So many files for each of the rare ones know better.
_OFTENER = 3
# Of shorter names another sign is another name.
_FEWEST_SIGNS = 4
# What tells apart desks of one name: 客服一组 and 客服二组, A 组 and B 组.
_NUMBERS = re.compile(r"[\dA-Za-z一二三四五六七八九十甲乙丙丁东南西北]")


def _find(content: ContentView) -> Iterator[Problem]:
    places: dict[str, list[Problem]] = defaultdict(list)
    for page in content.markdown_files:
        for line, owner in page.head_texts(_KEY):
            places[owner.strip()].append(page.problem(RULE.id, line, "", ""))
    for file in (*content.data_files, *content.agent_files):
        for path, owner in file.values:
            if path[-1] == _KEY and isinstance(owner, str):
                places[owner.strip()].append(file.problem(RULE.id, path, "", ""))
            elif path[-1] == _KEY and owner is None:
                advice = "请写上由哪个组去核实；没有就删掉这一行"
                yield file.problem(RULE.id, path, "owner：空着", advice)
    yield from _persons(places)
    for owner, found in places.items():
        usual = (name for name, many in places.items() if len(many) >= _OFTENER * len(found))
        if meant := next((name for name in usual if is_slip(owner, name)), None):
            message = f"owner：「{owner}」很少见，「{meant}」写了 {len(places[meant])} 次"
            advice = f"是不是「{meant}」写错了？是另一个组就不用改"
            for one in found:
                yield Problem(one.path, one.line, RULE.id, message, advice)


# What a desk is called; a name without any of them, that one file alone has, is a person's.
_DESK = re.compile(r"[组部科处室岗队员方司商会]$|中心|团队|客服|专员|主管|编辑")
_OF_A_NAME = 4


def _persons(places: dict[str, list[Problem]]) -> Iterator[Problem]:
    for owner, found in places.items():
        if len(owner) <= _OF_A_NAME and not _DESK.search(owner) and owner:
            for one in found:
                message = f"owner：「{owner}」像是人名"
                yield Problem(
                    one.path, one.line, RULE.id, message, "请写岗位或小组，人会换，组不会"
                )


def is_slip(written: str, meant: str) -> bool:
    """Whether one sign is another, too many, missing, or has changed places with the next."""
    if min(len(written), len(meant)) < _FEWEST_SIGNS or written == meant:
        return False
    before = 0
    while before < min(len(written), len(meant)) and written[before] == meant[before]:
        before += 1
    rest, other = written[before:], meant[before:]
    if rest[1:] == other[1:]:
        return not (_NUMBERS.match(rest) and _NUMBERS.match(other))
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other or rest == other[1:] or (len(other) > 1 and swapped)


RULE = Rule("owner", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
