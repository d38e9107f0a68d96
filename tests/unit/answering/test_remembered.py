"""What was made once is kept, and made again when everything was forgotten."""

from __future__ import annotations

import pytest

from search_service.answering.remembered import Remembered


def test_a_key_is_made_once_until_there_is_no_more_room() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key * 2

    found = Remembered(make, 2)

    assert [found[key] for key in "灯泡灯泡"] == ["灯灯", "泡泡", "灯灯", "泡泡"]
    assert made == ["灯", "泡"]
    assert [found["闪"], found["灯"]] == ["闪闪", "灯灯"]
    assert made == ["灯", "泡", "闪", "灯"]
    assert len(found) == 2


def test_what_cannot_be_made_is_not_kept() -> None:
    found = Remembered[str, int](int, 2)

    with pytest.raises(ValueError, match="灯"):
        found["灯"]
    assert not found
