"""Typed text to the text that is looked for: limits, pinyin, homophones, politeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import is_han, normalise
from search_service.asking.clauses import without_joins
from search_service.asking.contrast import what_is_meant
from search_service.asking.lexicon import Lexicon
from search_service.asking.lines import one_line
from search_service.asking.particulars import without_callers, without_particulars
from search_service.errors import QueryRejected, QueryTooLong

QUERY_LIMIT = 64
# Longer input is refused before any work is done on it.
RAW_QUERY_LIMIT = 2_000

_NEGATION = re.compile("不|没|未|无法|失败")
_A_NOT_A = re.compile(r"(.)[不没]\1")
_LATIN_RUN = re.compile(r"[a-z](?:[a-z' ]*[a-z])?")
_DIGIT_BEFORE, _DIGIT_AFTER = re.compile(r"\d-?$"), re.compile(r"-?\d")
_HAN_WORD = re.compile(r"[\u3400-\u9fff]{2}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
# So many 汉字 read out of letters are a sentence.
_SURELY_PINYIN = 4
_SPACES = re.compile(r"\s+")
_CONTENT = re.compile(r"[^\W_]", re.UNICODE)
_ONLY_LETTERS = re.compile(r"[a-z\W_]+")
_NOT_LETTERS = re.compile(r"[^a-z]+")

AppliedKind = Literal["traditional", "english", "pinyin", "initials", "synonym", "homophone"]


class Applied(BaseModel):
    """A rewriting that the visitor is told about, as JSON too.

    Attributes:
        before: What was typed.
        after: What was searched for.
    """

    model_config = ConfigDict(frozen=True)

    kind: AppliedKind
    before: str = Field(serialization_alias="from")
    after: str = Field(serialization_alias="to")


@dataclass(frozen=True)
class TypedText:
    """What was typed and how it was read.

    Attributes:
        normalised: Normalised, spaces folded.
        said: All but politeness in plain Chinese words, or `corrected` if homophones are put right.
        read: The same with whatever is not asked left out, and pinyin as Chinese.
        corrected: The same with homophones put right.
        initials: The letters, when there is nothing but initials; else None.
        applied: Rewritings on the way.
    """

    normalised: str
    said: str
    read: str
    corrected: str
    initials: str | None
    applied: tuple[Applied, ...]


def read_typed(
    text: str, analyser: Analyser, lexicon: Lexicon, *, literal: bool, longest: int
) -> TypedText:
    """Understand typed text; with `literal`, only normalise it.

    Raises:
        QueryRejected: Nothing to search for, or more than `longest` characters.
    """
    normalised = understood(text, longest)
    traditional = _traditional(text, normalised)
    if literal:
        plain = without_politeness(normalised, analyser)
        return TypedText(normalised, normalised, plain, plain, None, tuple(traditional))
    plain, from_speech = _in_plain_words(normalised, analyser, lexicon)
    in_chinese, from_pinyin = _read_latin(plain, lexicon)
    in_short = without_politeness(in_chinese, analyser)
    asked = without_callers(without_joins(in_short), lexicon.latin)
    read = what_is_meant(without_particulars(asked))
    corrected, from_sound = _correct(read, lexicon)
    initials = _NOT_LETTERS.sub("", read) if _only_initials(read, lexicon) else None
    applied = (*traditional, *from_speech, *from_pinyin, *from_sound)
    said = in_short if corrected == read else corrected
    return TypedText(normalised, said, read, corrected, initials, applied)


def understood(text: str, longest: int = QUERY_LIMIT) -> str:
    """The text normalised, its spaces folded.

    Raises:
        QueryRejected: Nothing to search for, or more than `longest` characters.
    """
    if len(text) > RAW_QUERY_LIMIT:
        raise QueryTooLong(f"问题太长，最多 {longest} 个字。请只写最关键的一句话。")
    normalised = _SPACES.sub(" ", normalise(one_line(text)).text).strip()
    if len(normalised) > longest:
        raise QueryTooLong(
            f"问题太长：{len(normalised)} 个字，最多 {longest} 个字。请只写最关键的一句话。"
        )
    if not _CONTENT.search(normalised):
        raise QueryRejected("请输入至少一个汉字、字母或数字。")
    return normalised


@lru_cache(maxsize=8)
def alternatives(phrases: frozenset[str]) -> re.Pattern[str] | None:
    """A pattern for any of the phrases, the longest first; None when there are none."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, longest_first))) if phrases else None


def _traditional(text: str, normalised: str) -> list[Applied]:
    written = _SPACES.sub(" ", text).strip()
    same_length = len(written) == len(normalised)
    if same_length and any(a != b and is_han(a) for a, b in zip(written, normalised, strict=True)):
        return [Applied(kind="traditional", before=written, after=normalised)]
    return []


def _in_plain_words(text: str, analyser: Analyser, lexicon: Lexicon) -> tuple[str, list[Applied]]:
    """English in Chinese, dialect and slang in plain words; unchanged if nothing would remain."""
    chinese, from_english = analyser.english.replace(text, lexicon.latin)
    plain, from_dialect = analyser.spoken.replace(chinese)
    if not (from_english or from_dialect):
        return text, []
    plain = _SPACES.sub(" ", plain).strip()
    if not _CONTENT.search(plain):
        return text, []
    applied: list[Applied] = []
    if from_english:
        before, after = (" ".join(filter(None, side)) for side in zip(*from_english, strict=True))
        applied.append(Applied(kind="english", before=before, after=after))
    applied += [Applied(kind="synonym", before=a, after=b) for a, b in from_dialect if b]
    return plain, applied


def _read_latin(
    text: str, lexicon: Lexicon, *, beside_pinyin: bool = False
) -> tuple[str, list[Applied]]:
    """Runs of letters that are pinyin become Chinese; words of the index stay as they are.

    Beside a run that is surely pinyin, others need not be likely: it is no English text.
    """
    applied: list[Applied] = []
    doubted = False

    def read(match: re.Match[str]) -> str:
        parts = match.group().replace("'", " ").split()
        if all(part in lexicon.latin for part in parts):
            return match.group()
        before_digit = _DIGIT_AFTER.match(text, match.end()) is not None
        chinese = lexicon.from_pinyin(
            "".join(parts), before_digit=before_digit, beside_pinyin=beside_pinyin
        )
        nonlocal doubted
        doubted = doubted or chinese is None
        if chinese is None or not _HAN_RUN.search(chinese):
            return match.group()
        in_front = text[max(0, match.start() - 2) : match.start()]
        if _may_be_code(chinese, in_front, before_digit=before_digit):
            return match.group()
        applied.append(Applied(kind="pinyin", before=match.group().strip(), after=chinese.strip()))
        return chinese

    chinese = _LATIN_RUN.sub(read, text)
    is_pinyin = any(len(one.after) >= _SURELY_PINYIN for one in applied)
    if doubted and is_pinyin and not beside_pinyin:
        return _read_latin(text, lexicon, beside_pinyin=True)
    return chinese, applied


def _may_be_code(chinese: str, in_front: str, *, before_digit: bool) -> bool:
    """Whether letters that could be read as `chinese` may belong to a code: e1001, r-102, mate60.

    Letters at a digit are pinyin when a word of two characters is among them, or when they follow
    a number (3tian).
    """
    if not (before_digit or _DIGIT_BEFORE.search(in_front)) or _HAN_WORD.search(chinese):
        return False
    return before_digit or not in_front[-1].isdecimal()


def _correct(text: str, lexicon: Lexicon) -> tuple[str, list[Applied]]:
    applied: list[Applied] = []

    def correct(match: re.Match[str]) -> str:
        pieces = lexicon.correct(match.group())
        applied.extend(
            Applied(kind="homophone", before=piece.before, after=piece.after)
            for piece in pieces
            if piece.before != piece.after
        )
        return "".join(piece.after for piece in pieces)

    return _HAN_RUN.sub(correct, text), applied


def _only_initials(text: str, lexicon: Lexicon) -> bool:
    """Whether nothing but letters is left, and none of them is a word of the index."""
    words = _NOT_LETTERS.split(text)
    return any(words) and _ONLY_LETTERS.fullmatch(text) is not None and not lexicon.latin & {*words}


def text_length(text: str) -> int:
    """How many letters, digits and 汉字 a text has."""
    return sum(map(str.isalnum, text))


def is_negative(text: str) -> bool:
    """Whether normalised text says that something fails or was not done; 能不能 only asks."""
    return bool(_NEGATION.search(_A_NOT_A.sub("", text)))


@lru_cache(maxsize=4)
def _our_names(ours: frozenset[str]) -> re.Pattern[str] | None:
    """Any of our names; 不是 and our name says what something is not."""
    names = alternatives(ours)
    return re.compile(f"(?<!是)(?:{names.pattern})") if names else None


def without_politeness(text: str, analyser: Analyser) -> str:
    """The text without greetings, thanks and our name, unless too little would remain.

    Every article is about us: who names us asks nothing more. 你们 is a function word and stays: it
    tells 你们看得见我卡号 from 看得见卡号.
    """
    words = analyser.words
    phrases, us = alternatives(words.politeness), _our_names(words.ours - words.function_words)
    if phrases is None and us is None:
        return text
    plain = phrases.sub(" ", text) if phrases else text
    shorter = _SPACES.sub(" ", us.sub(" ", plain) if us else plain).strip()
    functions = alternatives(analyser.words.function_words)
    content = functions.sub("", shorter) if functions else shorter
    return shorter if len(_CONTENT.findall(content)) > 1 else text
