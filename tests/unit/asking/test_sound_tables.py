"""Sound tables that follow from those of the release before are the ones that are made at once."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.analysis.pinyin import WordReader, folded
from search_service.asking.sound_tables import BLURRED_COST, SoundTables, sound_tables
from search_service.asking.word_sounds import sounds_of

# Words of one sound, of nearly one, of one when folded, and with one's initials.
WORDS = (
    *("退款", "推款", "腿宽", "银行", "引航", "因", "音", "英", "应", "怎么", "灯泡", "等跑"),
    *("重装", "充装", "从庄", "刘", "牛", "流量", "留两", "的", "灯", "登", "重", "虫"),
)
COUNTS = st.dictionaries(st.sampled_from(WORDS), st.integers(1, 5), min_size=1)
# Enough words that stay, so that a change is a small one.
STAYING = {f"{first}{second}": 2 for first in "甲乙丙丁戊己庚辛" for second in "天地人和风雨"}


def as_defined(counts: dict[str, int], analyser: Analyser) -> SoundTables:
    """The tables by their definition, one word after the other."""
    total = sum(counts.values())
    by_sound: dict[str, list[tuple[float, str]]] = defaultdict(list)
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for word, count in counts.items():
        exact, alike, letters = sounds_of(word, analyser.reader)
        cost = -math.log(count / total)
        for sound in exact:
            by_sound[sound].append((cost, word))
        for sound in alike:
            by_sound[sound].append((cost + BLURRED_COST, word))
        for one in letters:
            rows[one][word] = count
    best = {sound: sorted(options)[:5] for sound, options in by_sound.items()}
    by_folded: dict[str, tuple[float, str]] = {}
    for sound, [(cost, word), *_] in best.items():
        option = (cost + BLURRED_COST, word)
        by_folded[folded(sound)] = min(by_folded.get(folded(sound), option), option)
    return SoundTables(best, by_folded, dict(rows), max(map(len, best)), total, {})


def plain(tables: SoundTables) -> tuple[object, ...]:
    """All that is in them."""
    mappings = (tables.by_sound, tables.by_folded_sound, tables.by_initials)
    return (*map(dict, mappings), tables.longest)


@settings(max_examples=60)
@given(states=st.lists(COUNTS, min_size=1, max_size=5), others=st.sampled_from([{}, STAYING]))
def test_tables_that_follow_are_those_made_at_once(
    shop_analyser: Analyser, states: list[dict[str, int]], others: dict[str, int]
) -> None:
    analyser = replace(shop_analyser, reader=WordReader(shop_analyser.words.readings))
    made = []
    for state in states:
        counts = {**others, **state}
        made.append((counts, sound_tables(counts, analyser)))

    for counts, tables in made:  # the older ones are as they were
        expected = as_defined(counts, analyser)
        assert plain(tables) == plain(expected)
        assert {key in tables.by_sound for key in expected.by_sound} == {True}
        assert tables.by_sound.get("x y") is None
        assert "x y" not in tables.by_initials


def test_a_word_that_went_is_looked_up_no_more(shop_analyser: Analyser) -> None:
    analyser = replace(shop_analyser, reader=WordReader(shop_analyser.words.readings))
    sound_tables({**STAYING, "退款": 1}, analyser)

    tables = sound_tables({**STAYING, "推款": 1}, analyser)

    assert [word for _, word in tables.by_sound["tuikuan"]] == ["推款"]
    assert set(tables.by_initials["tk"]) == {"推款"}
