from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.releases.section_wordings import new_wordings

TEXTS = st.text(st.sampled_from("灯泡不亮怎么换退款多久到账3天 aA1-,，́\n。 "), max_size=16)


def test_a_question_is_indexed_that_brings_a_word_which_nothing_else_has(
    shop_analyser: Analyser,
) -> None:
    asked = ("灯泡怎么换", "台灯没电了", "台灯没电")

    assert new_wordings(("怎么换灯泡", "先关灯。"), asked, shop_analyser) == ["台灯没电了"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=4), asked=st.lists(TEXTS, max_size=3).map(tuple))
def test_texts_apart_hold_the_words_of_all_of_them_together(
    shop_analyser: Analyser, texts: list[str], asked: tuple[str, ...]
) -> None:
    together = ("\n".join(texts),)

    assert new_wordings(texts, asked, shop_analyser) == new_wordings(together, asked, shop_analyser)
