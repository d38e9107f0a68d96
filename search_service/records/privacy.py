"""Takes what identifies or endangers a person out of a text, before the text is stored.

Digits are found however they are written: full width, circled, in Chinese numerals, with spaces or
signs between them. In doubt a number is taken out: a lost order number costs less than a leaked
card. What is not a number (names, street addresses) is not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from search_service.analysis.normalise import is_han, normalise

Kind = Literal["identity_card", "mobile", "bank_card", "email", "secret", "long_number"]

# None of these holds a word that calls for redaction itself, so redacting twice changes nothing.
_PLACEHOLDERS: dict[Kind, str] = {
    "identity_card": "【身份证号已隐去】",
    "mobile": "【手机号已隐去】",
    "bank_card": "【卡号已隐去】",
    "email": "【邮箱已隐去】",
    "secret": "【数字已隐去】",
    "long_number": "【长数字已隐去】",
}
# 幺, 拐, 洞 and 勾 are how 1, 7, 0 and 9 are said over a telephone; 参 is 參 made simplified.
_NUMERALS = str.maketrans(
    "〇零一二三四五六七八九壹贰叁参肆伍陆柒捌玖两幺拐洞勾",
    "00123456789123345678921709",
)
_NUMERAL_CHARACTERS = frozenset(map(chr, _NUMERALS))
# More signs than this between two digits part two numbers.
_LONGEST_GAP = 4
# Six digits for the place, eight for the birthday, three for the order, and the check character.
_IDENTITY_CARD = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[\dX]")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
_CARD_LENGTHS = range(19, 12, -1)
# Numbers without anything in between are taken out from a landline's length on; with spaces,
# hyphens or dots in between from a mobile number's length on.
_LONG, _LONG_WITH_GAPS = 7, 11
# Space, hyphen, dot, middle dot, low line, star, and the dashes from U+2010 to U+2014.
_GROUPING = frozenset(" -.·_*\u2010\u2011\u2012\u2013\u2014")
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)"
)
_SECRET_WORDS = re.compile(
    r"验\s*证\s*码|校\s*验\s*码|动态码|短信码|安全码|激活码|密\s*码|口令|cvv|cvc|\bpin\b|\botp\b"
    r"|password|passcode|yanzhengma|\bmima\b"
)
_SECRET_DISTANCE = 20
_SHORTEST_SECRET = 3
# After 密码是 even a word without digits is the password.
_TOLD = re.compile(r"(?:密码|口令|password|mima)\s*(?:就?是|为|叫|=|:)\s*([!-~]{4,})")
_TOKEN = re.compile(r"[!-~]*\d(?:[!-~]*[a-z0-9])?")
_DOT = r"\s*(?:[.。]|[(\[{<]\s*dot\s*[)\]}>]|\sdot\s|点)\s*"
_EMAIL = re.compile(
    r"[a-z0-9][a-z0-9._%+-]*"
    rf"(?:\s*(?:@|艾特)\s*[a-z0-9-]{{2,}}(?:{_DOT}[a-z0-9-]+)*"
    rf"|(?:\sat\s|\s*[(\[{{<]\s*at\s*[)\]}}>]\s*)[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)+)"
)


@dataclass(frozen=True)
class Redacted:
    """A text that may be stored.

    Attributes:
        text: The text with placeholders; control and invisible characters are spaces or gone.
        kinds: What was taken out, in alphabetical order.
    """

    text: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class _Digit:
    """A digit and where it stands in the normalised text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Find:
    kind: Kind
    start: int
    end: int


def redact(text: str) -> Redacted:
    """Take out identity cards, mobile numbers, bank cards, addresses, secrets and long numbers."""
    normalised = normalise(text)
    finds = _without_overlaps(_all_finds(normalised.text))
    parts: list[str] = []
    position = 0
    for find in finds:
        start, end = normalised.original_span(find.start, find.end)
        parts += [_visible(text[position:start]), _PLACEHOLDERS[find.kind]]
        position = max(end, position)
    parts.append(_visible(text[position:]))
    return Redacted("".join(parts).strip(), tuple(sorted({find.kind for find in finds})))


def _visible(text: str) -> str:
    """Without what a terminal or a page would obey instead of showing."""
    shown = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return "".join(c for c in shown if unicodedata.category(c) not in {"Cf", "Cs", "Cn", "Co"})


def _all_finds(text: str) -> list[_Find]:
    finds = [_Find("email", match.start(), match.end()) for match in _EMAIL.finditer(text)]
    for run in _runs(text, frozenset()):
        finds += _identity_cards(run)
    # An identity card holds a birthday; only afterwards may dates and times be left alone.
    times = frozenset(
        position
        for pattern in (_CLOCK, _DATE)
        for match in pattern.finditer(text)
        for position in range(*match.span())
    )
    runs = list(_runs(text, times))
    for run in runs:
        finds += [*_mobiles(run), *_bank_cards(run), *_long_numbers(run, text)]
    return finds + _secrets(text, list(_runs(text, frozenset())))


def _runs(text: str, left_alone: frozenset[int]) -> Iterator[list[_Digit]]:
    """Digits that may be one number: between them stand only a few signs or spaces."""
    run: list[_Digit] = []
    gap = 0
    for position, character in enumerate(text):
        value = None if position in left_alone else _digit(character)
        if value is None and _is_identity_x(text, position, run):
            value = "X"
        if value is not None:
            run.append(_Digit(value, position, position + 1))
            gap = 0
        elif unicodedata.category(character).startswith("M"):
            continue  # such as the frame of a keycap emoji
        elif character.isalnum() or gap == _LONGEST_GAP or position in left_alone:
            if run:
                yield run
            run, gap = [], 0
        else:
            gap += 1
    if run:
        yield run


def _digit(character: str) -> str | None:
    if character in _NUMERAL_CHARACTERS:
        return character.translate(_NUMERALS)
    value = unicodedata.digit(character, None)
    return None if value is None else str(value)


def _is_identity_x(text: str, position: int, run: list[_Digit]) -> bool:
    after = text[position + 1 : position + 2]
    return (
        text[position] in "x\u00d7"
        and len(run) >= len(_IDENTITY_WEIGHTS)
        and not (after.isalnum() and not is_han(after))
    )


def _values(run: list[_Digit]) -> str:
    return "".join(digit.value for digit in run)


def _find(kind: Kind, run: list[_Digit], start: int, end: int) -> _Find:
    return _Find(kind, run[start].start, run[end - 1].end)


def _starts_group(run: list[_Digit], index: int) -> bool:
    return index == 0 or run[index - 1].end < run[index].start


def _identity_cards(run: list[_Digit]) -> Iterator[_Find]:
    values = _values(run)
    for start in range(len(values)):
        match = _IDENTITY_CARD.match(values, start)
        if match and _has_identity_check(match[0]):
            yield _find("identity_card", run, *match.span())


def _has_identity_check(number: str) -> bool:
    weighted = zip(number, _IDENTITY_WEIGHTS, strict=False)
    return (
        _IDENTITY_CHECKS[sum(int(digit) * weight for digit, weight in weighted) % 11] == number[17]
    )


def _mobiles(run: list[_Digit]) -> Iterator[_Find]:
    values = _values(run)
    for start in range(len(values)):
        match = _MOBILE.match(values, start)
        if match and _starts_group(run, start):
            yield _find("mobile", run, *match.span())


def _bank_cards(run: list[_Digit]) -> Iterator[_Find]:
    values = _values(run)
    for start in range(len(values)):
        for length in _CARD_LENGTHS:
            number = values[start : start + length]
            if (
                len(number) == length
                and number.isdecimal()
                and _starts_group(run, start)
                and _has_luhn_check(number)
            ):
                yield _find("bank_card", run, start, start + length)
                break


def _has_luhn_check(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004


def _long_numbers(run: list[_Digit], text: str) -> Iterator[_Find]:
    for signs, shortest in ((frozenset[str](), _LONG), (_GROUPING, _LONG_WITH_GAPS)):
        start = 0
        for index in range(1, len(run) + 1):
            if index < len(run):
                gap = text[run[index - 1].end : run[index].start]
                if all(c in signs or unicodedata.category(c).startswith("M") for c in gap):
                    continue
            if index - start >= shortest:
                yield _find("long_number", run, start, index)
            start = index


def _secrets(text: str, runs: list[list[_Digit]]) -> list[_Find]:
    words = [match.span() for match in _SECRET_WORDS.finditer(text)]
    near = [(run[0].start, run[-1].end) for run in runs if len(run) >= _SHORTEST_SECRET]
    near += [m.span() for m in _TOKEN.finditer(text) if len(m[0]) > _SHORTEST_SECRET]
    told = [_Find("secret", *match.span(1)) for match in _TOLD.finditer(text)]
    return told + [
        _Find("secret", start, end)
        for start, end in near
        if any(
            start - last <= _SECRET_DISTANCE and first - end <= _SECRET_DISTANCE
            for first, last in words
        )
    ]


def _without_overlaps(finds: list[_Find]) -> list[_Find]:
    """In the order of the text; overlapping finds become one, named for the first and longest."""
    kept: list[_Find] = []
    for find in sorted(
        finds, key=lambda find: (find.start, -find.end, list(_PLACEHOLDERS).index(find.kind))
    ):
        if kept and find.start < kept[-1].end:
            kept[-1] = _Find(kept[-1].kind, kept[-1].start, max(kept[-1].end, find.end))
        else:
            kept.append(find)
    return kept
