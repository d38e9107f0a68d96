from __future__ import annotations

import pytest

from search_service.analysis.normalise import normalised_text
from search_service.analysis.pinyin import syllable
from search_service.evaluation.robustness import DISTORTIONS, homophones

TEXT = "换灯泡要花多少钱"


def test_a_distortion_is_the_same_every_time() -> None:
    for distort in DISTORTIONS.values():
        assert distort(TEXT) == distort(TEXT)


@pytest.mark.parametrize("count", [1, 2])
def test_homophones_change_so_many_characters_and_no_sound(count: int) -> None:
    changed = homophones(TEXT, count)

    assert sum(a != b for a, b in zip(TEXT, changed, strict=True)) == count
    assert [syllable(c) for c in changed] == [syllable(c) for c in TEXT]


def test_a_deleted_character_is_gone_and_swapped_ones_remain() -> None:
    assert len(DISTORTIONS["one character deleted"](TEXT)) == len(TEXT) - 1
    swapped = DISTORTIONS["two characters swapped"](TEXT)
    assert sorted(swapped) == sorted(TEXT)
    assert swapped != TEXT


def test_traditional_and_full_width_come_back_by_normalising() -> None:
    assert DISTORTIONS["traditional"](TEXT) != TEXT
    assert normalised_text(DISTORTIONS["traditional"](TEXT)) == TEXT
    assert normalised_text(DISTORTIONS["full width"]("a1")) == "a1"


def test_pinyin_and_initials() -> None:
    assert DISTORTIONS["full pinyin"]("换灯泡") == "huandengpao"
    assert DISTORTIONS["full pinyin with spaces"]("换灯泡") == "huan deng pao"
    assert DISTORTIONS["initials"]("换灯泡") == "hdp"
