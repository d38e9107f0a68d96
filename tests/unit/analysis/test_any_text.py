"""Whatever is typed or written: the chain raises nothing, and every place maps back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, Analyser, passage_text
from search_service.analysis.normalise import normalise, normalised_text

# Any character, and those that become several, none, or part of the one before.
_ODD = (
    "ﷺ㍿½Ⅷé\u0301\u200b\u200d\ufe0f️⃣️🅰️㊙️ǅßİıﬃ"
    "\u3099가\U000e0041\u202e\x00退款繁體①壹\uff21\uff11\u3007"
)
TEXT = st.text(st.one_of(st.characters(), st.sampled_from(_ODD)), max_size=60)


@given(TEXT)
def test_every_place_of_a_normalised_text_maps_back_into_the_original(text: str) -> None:
    found = normalise(text)

    assert len(found.offsets) == len(found.text) + 1
    assert len(found.ends) == len(found.text)
    assert found.offsets[len(found.text)] == len(text)
    assert all(one <= later for one, later in pairwise(found.offsets))
    assert all(one <= later for one, later in pairwise(found.ends))
    for place in range(len(found.text)):
        begin, end = found.offsets[place], found.ends[place]
        assert 0 <= begin < end <= len(text)
        assert found.text[place] in normalised_text(text[begin:end])
    assert normalised_text(text) == found.text


@given(TEXT, st.lists(TEXT, max_size=3), TEXT)
def test_a_passage_of_any_text_has_terms_that_stand_in_it(
    shop_analyser: Analyser, title: str, questions: list[str], body: str
) -> None:
    passage = passage_text(title, questions, body)
    terms = shop_analyser.passage_terms(passage)

    assert set(terms) == set(FIELDS)
    assert all(term and isinstance(term, str) for field in terms.values() for term in field)
    text = "\n".join((*passage.headlines, passage.body))
    assert all(term in text for term in terms["u"])
