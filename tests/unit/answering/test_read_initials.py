from __future__ import annotations

from dataclasses import replace

from search_service.answering.read_initials import without_invented_reading
from search_service.answering.search import Search
from search_service.asking.typed_text import Applied


def test_a_reading_that_the_first_hit_says_is_told(shop_search: Search) -> None:
    result = shop_search.search("hdp")  # 换灯泡

    assert [one.kind for one in result.query.applied] == ["initials"]


def test_letters_that_nobody_wrote_are_read_as_nothing(shop_search: Search) -> None:
    for letters in ("qqqzzzxxyy", "zzhdqq"):
        result = shop_search.search(letters)

        assert result.query.applied == ()
        assert not result.confident


def test_other_rewritings_stay(shop_search: Search) -> None:
    query = shop_search.search("hdp").query
    said = Applied(kind="synonym", before="灯", after="灯具")
    mixed = replace(query, applied=(said, *query.applied))

    assert without_invented_reading(mixed, None).applied == (said,)
