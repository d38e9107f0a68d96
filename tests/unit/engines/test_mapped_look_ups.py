"""What is mapped answers as what it was written from, however much or little of it there is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.suggest import Suggester, completions
from search_service.asking.lexicon import Lexicon
from search_service.engines.mapped_dictionary import map_dictionary, write_dictionary
from search_service.engines.mapped_look_ups import LookUps, map_look_ups, write_look_ups

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
# "plumless" and "buckeroo" have one CRC-32.
KEYS = st.sampled_from(("plumless", "buckeroo")) | TEXT
TYPED = st.text(st.sampled_from("灯泡怎么换退款亮dengpaohztk aeiou3"), max_size=12)


@given(
    st.dictionaries(KEYS, st.lists(st.floats(allow_nan=False, allow_infinity=False) | TEXT)),
    st.lists(KEYS),
)
def test_a_mapped_dictionary_has_the_values_it_was_written_from_and_no_others(
    values: dict[str, list[float | str]], others: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_dictionary(Path(name), "one", values)
        mapped = map_dictionary(Path(name), "one", list, few=-1)
        read = map_dictionary(Path(name), "one", list)

    for _ in range(2):  # found anew, then remembered
        for key in (*values, *others):
            assert mapped.get(key) == values.get(key)
            assert (key in mapped) == (key in values)
    assert dict(mapped) == dict(read) == values
    assert len(mapped) == len(values)


@pytest.fixture(scope="module")
def written(shop_documents: Documents, shop_analyser: Analyser, shop_lexicon: Lexicon) -> LookUps:
    return LookUps(shop_lexicon, completions(shop_documents, shop_analyser))


@pytest.fixture(scope="module", params=[-1, None], ids=["mapped", "read"])
def found(
    request: pytest.FixtureRequest,
    written: LookUps,
    shop_analyser: Analyser,
    tmp_path_factory: pytest.TempPathFactory,
) -> LookUps:
    folder = tmp_path_factory.mktemp("look-ups")
    write_look_ups(folder, written)
    return map_look_ups(folder, shop_analyser, request.param)


@given(typed=TYPED)
def test_whatever_is_typed_is_read_and_completed_alike(
    typed: str, written: LookUps, found: LookUps
) -> None:
    own, mapped = written.lexicon, found.lexicon

    assert mapped.correct(typed) == own.correct(typed)
    assert mapped.from_pinyin(typed) == own.from_pinyin(typed)
    assert mapped.read_initials(typed) == own.read_initials(typed)
    assert mapped.from_initials(typed) == own.from_initials(typed)
    assert mapped.latin == own.latin
    assert Suggester(found.completions).suggest(typed) == Suggester(written.completions).suggest(
        typed
    )


def test_every_completion_is_there(written: LookUps, found: LookUps) -> None:
    for name in ("keys", "found", "entries"):
        assert list(getattr(found.completions, name)) == list(getattr(written.completions, name))
    assert found.completions.entries[1:3] == list(written.completions.entries[1:3])
    assert found.completions.entries[-1] == written.completions.entries[-1]
