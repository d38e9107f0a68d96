from __future__ import annotations

from pathlib import Path

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.unit_terms import UnitTerms, load_terms, save_terms


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(alphabet="灯泡不亮怎么换退款ⅡⅢ3天E1001 ", max_size=12)))
def test_what_a_release_keeps_is_what_was_read(
    tmp_path: Path, shop_analyser: Analyser, texts: list[str]
) -> None:
    read = UnitTerms(shop_analyser)
    terms = [read(text) for text in texts]
    save_terms(tmp_path / "terms.json", read.read)
    known = UnitTerms(shop_analyser, load_terms(tmp_path / "terms.json"))

    assert [known(text) for text in texts] == terms
    assert load_terms(tmp_path / "terms.json") == read.read


def test_nothing_is_taken_from_where_there_is_nothing_or_other_code_made_it(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    file = tmp_path / "terms.json"
    assert load_terms(file) == {}

    read = UnitTerms(shop_analyser)
    read("灯泡")
    save_terms(file, read.read)
    file.write_bytes(orjson.dumps(orjson.loads(file.read_bytes()) | {"made_by": "other"}))
    assert load_terms(file) == {}


def test_roman_numerals_are_read_as_people_say_them(shop_analyser: Analyser) -> None:
    read = UnitTerms(shop_analyser)

    assert read("Ⅱ类") == read("二类")
