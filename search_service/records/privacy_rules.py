"""The rules of what is private: one JSON file for this service and for the browser.

The browser gets the same file as a module (`theme/javascripts/sensitive_rules.js`); run this module
to write it anew, a test holds it equal. Patterns keep to what Python and JavaScript read alike.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("privacy_rules.json")
_PAIR, _MOST_SHARED = 2, 9
_MARKS_IN_SIGN = 6


@cache
def rules() -> dict[str, Any]:
    """The file as it stands."""
    read: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the file by its name; `link_after_part` is as much of a link as there is."""
    if name == "link_after_part":
        return re.compile(rules()["link_after"].removesuffix("$"), re.ASCII)
    return re.compile(rules()[name], re.ASCII)


@cache
def sound_pattern(name: str) -> re.Pattern[str]:
    """A pattern of what explains a number or a code."""
    return re.compile(rules()["sound"][name], re.ASCII)


@cache
def clause_pattern(name: str) -> re.Pattern[str]:
    """A pattern of the clauses that tell a password; some are made of several."""
    found: dict[str, str] = rules()["clause"]
    if name == "tell":
        return re.compile(f"{found['tells']}|{found['late']}|{found['part']}", re.ASCII)
    if name in {"step", "late_step"}:
        tells = found["tells" if name == "step" else "late"]
        others = f"({found['part']})|({found['filler']})|{found['steps']}"
        return re.compile(f"({tells})|{others}", re.ASCII)
    return re.compile(found[name], re.ASCII)


@cache
def secret_words() -> re.Pattern[str]:
    """What a code or a password is called; group 2 is the word. As `secretWords` in JavaScript."""
    found, joint = rules(), rules()["joint"]
    sounded = [
        joint.join(f"[{found['syllables'][syllable]}]" for syllable in word.split())
        for word in found["sounded"]
    ]
    latin = [*found["secret_pinyin"], *found["secret_latin"]]
    return re.compile(
        f"()({'|'.join([*found['secret_han'], *sounded, *found['secret_pinyin']])})"
        f"|(^|[^a-z])({'|'.join(latin)})(?![a-z])"
        f"|(^|[^a-z])({'|'.join(latin)})(?=shi|is)"
        # pwdlove1314
        "|(^|[^a-z])(pwd|password|passwd|pass(?!port)|mima|mm(?!export)|zfmm|dlmm)(?=[a-z][!-~]{0,14}[0-9])"
        "|(^|[^a-z])(pwd|password|passwd|mima|mm(?!export)|zfmm|dlmm)(?=[a-z]{4,24}(?![a-z]))",
        re.ASCII,
    )


def _packed() -> dict[str, Any]:
    """What the browser needs of the rules, with the lists of words packed for gzip.

    Chinese words of two characters become groups of a first one and all that stand behind it; of a
    Latin word there is the number of letters that it shares with the one before, and the rest.
    First words that are ordinary ones as well are marks on those.
    """
    found = rules()
    ordinary = found["ordinary_han"].split()
    packed: dict[str, Any] = {"ordinary_han": _grouped(ordinary)}
    order = _in_order(ordinary)
    first = found["first_words"].split()
    others = [word for word in first if word not in order]
    packed["first_words"] = [*_grouped(others), _marks([word in first for word in order])]
    for name in ("ordinary_english", "ordinary_pinyin"):
        before, packed[name] = "", ""
        for word in sorted(found[name].split()):
            pairs = zip(before, word, strict=False)
            shared = len([*takewhile(lambda pair: pair[0] == pair[1], pairs)][:_MOST_SHARED])
            packed[name] += f"{shared}{word[shared:]}"
            before = word
    needed = {name: one for name, one in found.items() if name != "placeholders"}
    return {**needed, **packed}


def _grouped(words: list[str]) -> list[str]:
    """Words that are not of two characters, and groups of a first one and all behind it."""
    pairs = groupby(sorted(word for word in words if len(word) == _PAIR), lambda word: word[0])
    return [
        " ".join(sorted(word for word in words if len(word) != _PAIR)),
        " ".join(first + "".join(word[1] for word in group) for first, group in pairs),
    ]


def _in_order(words: list[str]) -> list[str]:
    """Words as the browser reads them out of `_grouped`."""
    by_length = sorted(words)
    return [
        *(word for word in by_length if len(word) != _PAIR),
        *(word for word in by_length if len(word) == _PAIR),
    ]


def _marks(marks: list[bool]) -> str:
    """Six marks a sign, the first one the lowest bit, from `0` on."""
    parts = (marks[at : at + _MARKS_IN_SIGN] for at in range(0, len(marks), _MARKS_IN_SIGN))
    return "".join(chr(48 + sum(mark << at for at, mark in enumerate(part))) for part in parts)


def browser_module() -> str:
    """The text of `sensitive_rules.js`."""
    lines = (
        f"{json.dumps(name)}:{json.dumps(one, ensure_ascii=False, separators=(',', ':'))}"
        for name, one in _packed().items()
    )
    made = ",\n".join(lines)
    return (
        "// @ts-check\n// Made by `python -m search_service.records.privacy_rules` "
        "from search_service/records/privacy_rules.json.\n"
        f"export const RULES = {{\n{made}\n}};\n"
    )


if __name__ == "__main__":
    root = Path(__file__).parents[2]
    (root / "theme" / "javascripts" / "sensitive_rules.js").write_text(
        browser_module(), encoding="utf-8"
    )
