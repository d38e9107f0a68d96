"""Digits and codes that nothing explains are taken out: default deny.

Nobody can list how a code is told (我报了4471, 短信说5518, 里面有551872), but what a number may be
in a question can be listed: an amount, a date, a count with its unit, a hotline, an error code, a
version, a device. Whatever else of four to eight digits, or of letters and digits, stands anywhere
in a text is withheld. The pieces are `sound` of `privacy_rules.json`; as
`sensitive_unexplained.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.records.digit_runs import LONG, Find, Run, runs
from search_service.records.privacy_rules import pattern, rules, sound_pattern

_SHORTEST, _LONGEST = 4, 8
# In groups with one sign between: 882 190 334, 0912-345-678.
_LONGEST_IN_GROUPS, _MOST_GROUPED = 12, 4
_SHORTEST_TOKEN, _LONGEST_TOKEN = 5, 256
# A number alone is what somebody looks up: an error code, a hotline.
_LONGEST_LOOKED_UP = 5
# The letter of a code of the app: E 1003.
_ALONE = re.compile(r"^\s*[a-fh-z](?=[\s-])[\s-]*")
_CONTEXT, _BEHIND = 32, 6
_COVER = "词"
_EDGES = "\"'()[]{}<>,;:=!?.~"
_LETTER = re.compile(r"[a-z0-9]")
_TOKEN = re.compile(r"[!-~]+")


def unexplained_values(text: str, digits: str, left_alone: set[int]) -> Iterator[Find]:
    """What of a folded text is a number or a code that is none of a question's own.

    Args:
        text: As `Folded.text`.
        digits: As `Folded.digits`.
        left_alone: Positions that belong to dates, times and amounts.
    """
    covered = list(digits)
    for count in sound_pattern("count").finditer(text):  # 5518五分钟 has four digits
        covered[count.start() : count.end()] = _COVER * len(count[0])
    read = "".join(covered)
    for run in runs(read, left_alone, rules()["secret_sign"]):
        if pattern("service_number").match(run.values):
            continue
        whole = len(run.values) <= _LONGEST or _is_one(read, run)
        for part in [run] if whole else _groups(run):
            fits = _SHORTEST <= len(part.values) <= _LONGEST_IN_GROUPS
            if fits and not _is_explained(read, part):
                yield part.find("secret", 0, len(part.values))
    for match in _TOKEN.finditer(text):
        token = match[0].strip(_EDGES)
        start = match.start() + match[0].find(token)
        if (
            _SHORTEST_TOKEN <= len(token) <= _LONGEST_TOKEN
            and match.start() not in left_alone
            and sound_pattern("mixed").match(token)
            and not sound_pattern("token").match(token)
            and not pattern("device").match(token)
            and not _is_explained_before(text, start)
        ):
            yield Find("secret", start, start + len(token))


def _is_explained(read: str, run: Run) -> bool:
    start, end = run.places[0], run.places[-1] + 1
    written, behind = read[start:end], read[end : end + _BEHIND]
    if written.isdigit() and len(written) >= LONG:
        return True  # a long number, which is one already
    if sound_pattern("number").match(run.values) or sound_pattern("written").match(written):
        return True
    if _LETTER.match(read[max(0, start - 1) : start]) or _LETTER.match(behind):
        return True  # part of a token, which is judged as one
    grouped = sound_pattern("grouped").search(written)
    if not grouped and sound_pattern("behind").match(behind):
        return True
    alone = len(run.values) <= _LONGEST_LOOKED_UP and _ALONE.sub("", read).strip() == written
    short = len(written) <= _SHORTEST and not sound_pattern("behind_short").match(behind)
    return alone or _is_explained_before(read, start, short=short)


def _is_one(read: str, run: Run) -> bool:
    """Whether groups of a few digits each, with one and the same sign between, are one number."""
    written = read[run.places[0] : run.places[-1] + 1]
    signs = {sign for sign in written if not sign.isdigit()}
    groups = [len(group.values) for group in _groups(run)]
    return (
        len(run.values) <= _LONGEST_IN_GROUPS
        and len(signs) == 1
        and len(written) == len(run.values) + len(groups) - 1
        and min(groups) > 2  # noqa: PLR2004 - days, months and steps are shorter
        and max(groups) <= _MOST_GROUPED
        and sound_pattern("number").match(next(_groups(run)).values) is None
    )


def _groups(run: Run) -> Iterator[Run]:
    """The digits of a run that touch one another."""
    start = 0
    for index in range(1, len(run.places) + 1):
        if index == len(run.places) or run.starts_group(index):
            yield Run(run.values[start:index], run.places[start:index])
            start = index


def _is_explained_before(text: str, start: int, *, short: bool = False) -> bool:
    before = text[max(0, start - _CONTEXT) : start]
    names = ("before", "before_short") if short else ("before",)
    return any(sound_pattern(name).search(before) is not None for name in names)
