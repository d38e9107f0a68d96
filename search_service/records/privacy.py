"""Takes what identifies or endangers a person out of a text, before the text is stored.

The browser does the same before a text is sent (`theme/javascripts/sensitive.js`): the words and
shapes are one file, `privacy_rules.json`, and the cases are one file, run on both sides. In doubt a
number is taken out: a lost order number costs less than a leaked card. Names are only
recognised beside what tells of one, addresses by a house's number. Every step looks at a bounded
piece: the time is linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from search_service.records.digit_runs import (
    Find,
    bank_cards,
    identity_cards,
    long_numbers,
    mobiles,
    runs,
)
from search_service.records.folding import Folded, fold
from search_service.records.named_values import named_values
from search_service.records.pasted_texts import pasted_texts
from search_service.records.privacy_rules import pattern, rules
from search_service.records.secret_values import secret_values
from search_service.records.unexplained import unexplained_values

Kind = Literal[
    "identity_card", "mobile", "landline", "bank_card", "email", "account", "plate", "paper",
    "address", "secret", "long_number", "link", "message",
]  # fmt: skip
_LONGEST_LOCAL_PART, _LONGEST_HOST, _LONGEST_NAME = 64, 320, 14


@dataclass(frozen=True)
class Redacted:
    """A text that may be stored.

    Attributes:
        text: The text with placeholders, or spaces where it is searched for; of one with
            placeholders control and invisible characters are spaces or gone.
        kinds: What was taken out, in alphabetical order.
    """

    text: str
    kinds: tuple[Kind, ...]


def redact(text: str) -> Redacted:
    """Take out numbers of people, their accounts, plates and papers, addresses and secrets."""
    return _redacted(text, private_parts(text))


def redact_query(text: str) -> Redacted:
    """The same for what was typed into the search: links and messages go as well."""
    return _redacted(text, withheld_parts(text))


def _redacted(text: str, finds: list[Find]) -> Redacted:
    placeholders = rules()["placeholders"]
    parts: list[str] = []
    position = 0
    for kind, start, end in finds:
        parts += [_visible(text[position:start]), placeholders[kind]]
        position = max(end, position)
    parts.append(_visible(text[position:]))
    return Redacted("".join(parts).strip(), _kinds(finds))


def without_private(text: str) -> str:
    """What of a text is searched for; as `withoutPrivate` in the browser."""
    return searched_for(text).text


def searched_for(text: str) -> Redacted:
    """The same, with the kinds of what is withheld."""
    parts: list[str] = []
    position = 0
    finds = withheld_parts(text)
    for _, start, end in finds:
        parts.append(text[position:start])
        position = max(end, position)
    searched = " ".join([*parts, text[position:]]).strip()
    return Redacted(searched, _kinds(finds))


def _kinds(finds: list[Find]) -> tuple[Kind, ...]:
    return tuple(sorted({cast("Kind", find.kind) for find in finds}))


def private_parts(text: str) -> list[Find]:
    """What is private in a text, in order; spans are code points of the text itself."""
    folded = fold(text)
    return _in_text(folded, [*_all_finds(folded)])


def withheld_parts(text: str) -> list[Find]:
    """What of a text is neither searched for nor logged: what is private, links and messages."""
    folded = fold(text)
    return _in_text(folded, [*_all_finds(folded), *pasted_texts(folded)])


def _in_text(folded: Folded, finds: list[Find]) -> list[Find]:
    return [
        Find(kind, folded.starts[start], folded.ends[end - 1])
        for kind, start, end in _without_overlaps(finds)
    ]


def _visible(text: str) -> str:
    """Without what a terminal or a page would obey instead of showing."""
    shown = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return "".join(c for c in shown if unicodedata.category(c) not in {"Cf", "Cs", "Cn", "Co"})


def _all_finds(folded: Folded) -> Iterator[Find]:
    digits = folded.digits
    yield from _emails(folded.text)
    for run in runs(digits, frozenset()):
        yield from identity_cards(run)
    # An identity card holds a birthday; only afterwards may dates and times be left alone.
    times = _places(digits, "clock", "full_date")
    for run in runs(digits, times):
        yield from mobiles(run)
        yield from bank_cards(run, digits)
    amounts = _places(digits, "date", "amount", "amount_before", "decimal")
    for run in runs(digits, times | amounts):
        yield from long_numbers(run, digits)
    yield from _landlines(digits, times | amounts)
    for name in ("hong_kong", "paper", "identity_end", "address"):
        for match in pattern(name).finditer(digits):
            if any("0" <= character <= "9" for character in match[2]):
                yield Find("address" if name == "address" else "paper", *match.span(2))
    for match in pattern("plate").finditer(digits):
        yield Find("plate", *match.span())
    yield from _accounts(folded, amounts)
    yield from secret_values(folded, times | _places(digits, "amount", "network"))
    yield from unexplained_values(folded.text, digits, times | amounts)
    yield from named_values(folded, times | amounts)


def _places(digits: str, *names: str) -> set[int]:
    return {
        place
        for name in names
        for match in pattern(name).finditer(digits)
        for place in range(*match.span(2))
    }


def _landlines(digits: str, left_alone: set[int]) -> Iterator[Find]:
    for match in pattern("landline").finditer(digits):
        start, end = match.span(2)
        if start not in left_alone and end - 1 not in left_alone:
            yield Find("landline", start, end)


def _emails(text: str) -> Iterator[Find]:
    rule = rules()["email"]
    for match in re.finditer(rule["at"], text):
        spoken = re.match(rule["spoken_at"], match[0]) is not None
        end = match.start()
        while end and text[end - 1] == " " and match.start() - end < 3:  # noqa: PLR2004
            end -= 1
        start = end
        local = re.compile(rule["local" if match[0] == "@" else "spoken_local"])
        while start and end - start < _LONGEST_LOCAL_PART and local.match(text[start - 1]):
            start -= 1
        while start < end and text[start] in "._%+-":
            start += 1
        if before := pattern("name_before").search(text[max(0, start - _LONGEST_NAME) : start]):
            start -= len(before[1]) + 1
        shape = rule["spoken_host" if spoken else "host"].replace("DOT", rule["dot"])
        host = re.match(shape, text[match.end() : match.end() + _LONGEST_HOST])
        if start < end and host:
            yield Find("email", start, match.end() + host.end())


def _accounts(folded: Folded, left_alone: set[int]) -> Iterator[Find]:
    text = folded.digits
    found = rules()
    words = re.compile(
        f"()({found['account_words']})|(^|[^a-z])({found['account_slang']}|qq)(?=[^a-z]|(?:[a-z]{{0,19}}[-_])?[a-z]{{0,19}}\\d)"
    )
    for match in words.finditer(text):
        word = match[2] or match[4]
        behind = text[match.end() : match.end() + 40]
        link = re.match(found["account_link"].removesuffix("$"), behind[:12])
        gap = link[0] if link else ""
        value = re.match(found["account_value"], behind[len(gap) :])
        if not value:
            continue
        start = match.end() + len(gap)
        number = value[0]
        told = word.endswith("号") or re.search(found["account_told"], gap) or not match[2]
        has_digit = any("0" <= c <= "9" for c in number)
        marked = has_digit or "_" in number
        if (
            (told or marked)
            and start not in left_alone
            and not re.match(r"^(?:9[56]\d{3}|pay.*|[a-z]+pay)$", number)
            and number not in found["stop_words"]
            and not pattern("device").match(number)
            and (marked or (match[4] != "qq" and gap) or word.endswith("号"))
            and not pattern("unit").match(text[start + len(number) :][:6])
        ):
            yield Find("account", start, start + len(number))
    for match in re.finditer(found["account_before"], text):
        yield Find("account", *match.span(1))
    yield from _logins(text, left_alone)


def _logins(text: str, left_alone: set[int]) -> Iterator[Find]:
    """Names to sign in with, alone and beside a password."""
    for match in pattern("login_words").finditer(text):
        number = match[2]
        if (
            match.start(2) not in left_alone
            and (
                pattern("login_shape").match(number)
                or pattern("login_pair").match(text[match.end() :][:12])
            )
            and not pattern("error_code").match(number)
        ):
            yield Find("account", *match.span(2))
    for name in ("wxid", "qq_digits"):
        for match in pattern(name).finditer(text):
            if match.start(2) not in left_alone:
                yield Find("account", *match.span(2))


def _without_overlaps(finds: list[Find]) -> list[Find]:
    """In the order of the text; overlapping finds become one, named for the first and longest."""
    order = list(rules()["placeholders"])
    kept: list[Find] = []
    for find in sorted(finds, key=lambda one: (one.start, -one.end, order.index(one.kind))):
        if kept and find.start < kept[-1].end:
            kept[-1] = Find(kept[-1].kind, kept[-1].start, max(kept[-1].end, find.end))
        else:
            kept.append(find)
    return kept
