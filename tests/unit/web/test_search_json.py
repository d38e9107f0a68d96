"""The quick JSON of a result is, byte for byte, what its documented model gives."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.answering.search import Search
from search_service.errors import QueryRejected
from search_service.web.models import HitModel, SearchModel, search_model
from search_service.web.search_json import search_json

TYPED = [
    "怎么换灯泡", "換燈泡", "huandengpao", "hdp", "换灯炮", "E1001", "E9999", "灯", '"灯泡" 换',
    "灯 -泡", "节日那几天发货吗", "星际旅行", "灯坏了，还有怎么换灯泡", '遥控器\t"按"\\了没反应',
]  # fmt: skip


def _by_model(search: Search, text: str, *, explain: bool, literal: bool) -> bytes:
    result = search.search(text, literal=literal)
    model = search_model(result, search.generation, 0.0, search.explain if explain else None)
    left_out: dict[str, Any] = {"took_ms": True}
    if not explain:
        left_out |= {"hits": {"__all__": {"explanation"}}}
    left_out |= {"conditions": True} if result.stated is None else {}
    left_out |= {"urgent": True} if result.urgent is None else {}
    return model.model_dump_json(by_alias=True, exclude=left_out).encode()


def _by_writing(search: Search, text: str, *, explain: bool, literal: bool) -> bytes:
    result = search.search(text, literal=literal)
    return search_json(result, search.generation, search.explain if explain else None)


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("literal", [False, True])
def test_the_json_is_that_of_the_model(
    shop_search: Search,
    text: str,
    explain: bool,  # noqa: FBT001 - a parameter of the test
    literal: bool,  # noqa: FBT001
) -> None:
    asked = {"explain": explain, "literal": literal}

    assert _by_writing(shop_search, text, **asked) == _by_model(shop_search, text, **asked)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
        st.lists(st.sampled_from([*"".join(TYPED)]), max_size=30).map("".join),
    )
)
def test_the_json_of_any_text_is_that_of_the_model(shop_search: Search, text: str) -> None:
    try:
        expected = _by_model(shop_search, text, explain=False, literal=False)
    except QueryRejected:
        return

    assert _by_writing(shop_search, text, explain=False, literal=False) == expected


def test_every_field_of_the_model_is_written_in_its_order(shop_search: Search) -> None:
    written = orjson.loads(_by_writing(shop_search, "怎么换灯泡", explain=True, literal=False))
    sometimes = {"took_ms", "conditions", "urgent"}

    assert list(written) == [one for one in SearchModel.model_fields if one not in sometimes]
    assert list(written["hits"][0]) == list(HitModel.model_fields)
