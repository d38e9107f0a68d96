# ruff: noqa: RUF001 - digits as people write them
"""Secrets in sentences, and harmless questions; each file was first run before anything was mended.

A file of secrets has lines `family | sentence with {slot}` and `= slot | values`; a file of
harmless texts has lines in which `[a|b]` stands for one text of each.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

FILES = "first", "second", "third", "fourth", "fifth", "sixth", "seventh"
# Made by combination (samples), and by hand (`fourteenth` on): `_marked.txt` has a sentence a line,
# its values in ⟦⟧.
LATER = (
    "eighth", "ninth", "tenth", "eleventh", "twelfth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty_first", "twenty_second",
    "twenty_third", "twenty_fourth", "twenty_fifth", "twenty_sixth",
    "twenty_seventh", "twenty_eighth", "twenty_ninth", "thirtieth", "thirty_first", "thirty_second",
    "thirty_third", "thirty_fourth", "thirty_fifth", "thirty_sixth",
    "thirty_seventh", "thirty_eighth", "thirty_ninth", "fortieth", "forty_first",
    "forty_second", "forty_third", "forty_fourth", "forty_fifth", "forty_sixth", "forty_seventh",
    "forty_eighth",
)  # fmt: skip
FOLDER = Path(__file__).parent
_CHOICE = re.compile(r"\[([^\]]*)\]")
_MARKED = re.compile(r"⟦(.*?)⟧")
_SLOT = re.compile(r"\{(\w+)\}")
_WEIGHTS = 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
_HEXADECIMAL = "0123456789abcdef"
_CARD_PREFIXES = "622202", "621700", "625955", "436742", "524091"
_MOBILE_PREFIXES = "138", "159", "186", "177", "199", "135", "150"
_REGIONS = "110105", "440305", "510104", "330106"
_ZERO_WIDTH = "\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad"
_NUMERALS = (
    "零一二三四五六七八九", "〇一二三四五六七八九", "洞幺两三四五六拐八勾", "零壹贰叁肆伍陆柒捌玖",
    "零壹貳參肆伍陸柒捌玖", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
)  # fmt: skip


class Secret(NamedTuple):
    """A text, its family, and where its private values stand in it."""

    family: str
    text: str
    values: list[tuple[int, int]]


def _numerals(signs: str) -> Callable[[str], str]:
    return lambda value: value.translate(str.maketrans("0123456789", signs))


def _joined(sign: str, size: int = 1) -> Callable[[str], str]:
    return lambda value: sign.join(value[at : at + size] for at in range(0, len(value), size))


_WRITINGS: tuple[Callable[[str], str], ...] = (
    *[str] * 12, *map(_numerals, _NUMERALS), *map(_joined, _ZERO_WIDTH),
    _joined(" "), _joined(" ", 3), _joined("-"), _joined("-", 4), _joined("."), _joined("、"),
    _joined(",", 2), _joined("·", 3), _joined("\u3000"), _joined("👉"), _joined("😊", 2),
    _joined("*"), _joined("_", 2), _joined("/", 3), _joined("~"), _joined("\u20e3"),
    lambda value: _joined(" ")(_numerals(_NUMERALS[0])(value)),
    lambda value: _joined("\ufe0f\u20e3")(value) + "\ufe0f\u20e3",
)  # fmt: skip


def secrets(name: str, seed: int, each: int) -> Iterator[Secret]:
    """Each sentence of a file so many times; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same on every run
    sentences, values = _read(name)
    for family, sentence in sentences:
        for _ in range(each):
            yield _filled(chance, family, sentence, values)


def marked(name: str) -> Iterator[Secret]:
    """Each sentence of a file whose values are marked."""
    for line in _lines(name):
        text, spans = "", []
        for at, piece in enumerate(_MARKED.split(line)):
            if at % 2:
                spans.append((len(text), len(text) + len(piece)))
            text += piece
        yield Secret("marked", text, spans)


def harmless(name: str) -> list[str]:
    """Every text of a file of harmless questions."""
    texts = []
    for line in _lines(name):
        pieces = _CHOICE.split(line)
        choices = [one.split("|") if at % 2 else [one] for at, one in enumerate(pieces)]
        texts += ["".join(chosen) for chosen in product(*choices)]
    return list(dict.fromkeys(texts))


def leaks(one: Secret, private: list[tuple[int, int]]) -> bool:
    """Whether two characters of a value (one, of three) are in none of the spans."""
    for start, end in one.values:
        signs = [at for at in range(start, end) if one.text[at].isalnum()]
        left = [at for at in signs if not any(a <= at < b for a, b in private)]
        if len(left) > (len(signs) > 3):
            return True
    return False


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _read(name: str) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    sentences, values = [], {}
    for line in _lines(name):
        key, _, rest = line.partition(" | ")
        if key.startswith("= "):
            spaced = ";" in rest or key in {"= landline", "= plate"}
            values[key[2:]] = rest.split(";") if spaced else rest.split()
        else:
            sentences.append((key, rest.replace("\\n", "\n")))
    return sentences, values


def _filled(
    chance: random.Random, family: str, sentence: str, values: dict[str, list[str]]
) -> Secret:
    text, spans = "", []
    for at, piece in enumerate(_SLOT.split(sentence)):
        value = _value(chance, piece, values) if at % 2 else piece
        if at % 2:
            spans.append((len(text), len(text) + len(value)))
        text += value
    return Secret(family, text, spans)


def _value(chance: random.Random, slot: str, values: dict[str, list[str]]) -> str:
    def digits(count: int) -> str:
        return "".join(chance.choices("0123456789", k=count))

    written = chance.choice(_WRITINGS)
    makers: dict[str, Callable[[], str]] = {
        "digits": lambda: written(digits(chance.choice((4, 6, 6, 6, 8)))),
        "six": lambda: written(digits(6)),
        "pin": lambda: written(digits(4)),
        "cvv": lambda: written(digits(3)),
        "mobile": lambda: written(chance.choice(_MOBILE_PREFIXES) + digits(8)),
        "identity": lambda: written(_identity(chance, digits)),
        "card": lambda: written(
            _card(chance.choice(_CARD_PREFIXES) + digits(chance.choice((9, 12))))
        ),
        "account": lambda: digits(chance.choice((12, 15, 17))),
        "key": lambda: chance.choice(("", "0x")) + "".join(chance.choices(_HEXADECIMAL, k=64)),
    }
    return makers[slot]() if slot in makers else chance.choice(values[slot])


def _card(body: str) -> str:
    """A number with the check digit of Luhn."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        one = int(digit) * (1 if place % 2 else 2)
        total += one - 9 if one > 9 else one
    return body + str(-total % 10)


def _identity(chance: random.Random, digits: Callable[[int], str]) -> str:
    """A number of GB 11643 with its check character."""
    birth = f"{chance.randint(1950, 2010)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = chance.choice(_REGIONS) + birth + digits(3)
    weighed = sum(int(one) * weight for one, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[weighed % 11]
