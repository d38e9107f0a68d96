"""English words and brands are not taken for pinyin, and pinyin still is read."""

from __future__ import annotations

import csv
import re

import pytest

from search_service.analysis.normalise import is_han
from search_service.evaluation.robustness import full_pinyin
from tests.builders import ROOT
from tests.conftest import RealBuild

_CODE = re.compile(r"```.*?```|`[^`]*`|https?://\S+", re.DOTALL)
_WORD = re.compile(r"(?<![A-Za-z0-9_./-])[A-Za-z]{4,}(?![A-Za-z0-9_./-])")
MOST_ENGLISH_READ = 0.04


def _is_read(build: RealBuild, text: str) -> bool:
    return any(one.kind == "pinyin" for one in build.search.parsed(text).applied)


def test_english_words_are_seldom_taken_for_pinyin(real_build: RealBuild) -> None:
    pages = (page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    words = {word.lower() for page in pages for word in _WORD.findall(_CODE.sub("", page))}
    read = [word for word in sorted(words) if _is_read(real_build, word)]

    assert len(words) > 1500
    assert len(read) <= MOST_ENGLISH_READ * len(words), read


@pytest.mark.parametrize(
    "text",
    [
        "paypal", "alipay", "google", "apple", "apple pay", "google pay", "visa", "mastercard",
        "amazon", "netflix", "samsung", "paypal怎么绑", "apple pay 付不了", "stripe", "android",
        "safari", "gmail", "outlook",
    ],
)  # fmt: skip
def test_brands_are_not_taken_for_pinyin(real_build: RealBuild, text: str) -> None:
    assert not _is_read(real_build, text)


@pytest.mark.parametrize("text", ["mima", "tuikuan", "tuikaun", "zenmetuikuan", "wangjimima"])
def test_pinyin_is_read(real_build: RealBuild, text: str) -> None:
    assert _is_read(real_build, text)


def test_every_judged_query_is_read_from_its_pinyin(real_build: RealBuild) -> None:
    with (ROOT / "content/judgements/queries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        queries = [row["query"] for row in rows if all(map(is_han, row["query"]))]
    spelled = [text for text in map(full_pinyin, queries) if len(text) <= 64]

    assert len(spelled) > 300
    assert [text for text in spelled if not _is_read(real_build, text)] == []
