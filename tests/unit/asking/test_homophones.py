"""Wrong characters put right: stretches that end early are those that mean nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.analysis.pinyin import blurred, syllable
from search_service.asking.homophones import LONGEST, Stretches
from search_service.asking.lexicon import Lexicon

# Words of the shop, others that sound like them, syllables that may be cut in two ways, and any.
_PIECES = st.sampled_from(
    ["遥控器", "摇空器", "灯泡", "灯炮", "登", "西安", "先", "方案", "反感", "今天", "重装", "龘"]
)
_RUNS = st.lists(
    st.one_of(_PIECES, st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)),
    min_size=1,
    max_size=8,
).map("".join)


@given(_RUNS)
def test_nothing_longer_begins_with_what_is_given_up(
    shop_lexicon: Lexicon, shop_analyser: Analyser, run: str
) -> None:
    by_sound = shop_lexicon.tables.by_sound
    stretches = Stretches(shop_lexicon.tables, shop_analyser.segmenter)

    def means_something(own: str) -> bool:
        """Looked up stretch by stretch, whatever it begins with."""
        sounds = list(map(syllable, own))
        is_known = shop_analyser.segmenter.knows(own)
        alike = "".join(map(blurred, sounds))
        return is_known or "".join(sounds) in by_sound or alike in by_sound

    for start in range(len(run)):
        given_up = False
        for end in range(start + 1, min(len(run), start + LONGEST) + 1):
            options, goes_on = stretches[run[start:end]]
            if given_up or (end > start + 1 and not means_something(run[start:end])):
                assert not options
            if given_up:
                assert not means_something(run[start:end])
            given_up = given_up or not goes_on


@given(_RUNS)
def test_sounds_that_are_not_sorted_lead_to_the_same(
    shop_lexicon: Lexicon, shop_analyser: Analyser, run: str
) -> None:
    few = Stretches(shop_lexicon.tables, shop_analyser.segmenter)
    many = Stretches(shop_lexicon.tables, shop_analyser.segmenter, few=0)

    for end in range(1, len(run) + 1):
        assert few[run[:end]][0] == many[run[:end]][0]
