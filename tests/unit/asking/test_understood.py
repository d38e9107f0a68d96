from __future__ import annotations

import json

import pytest

from search_service.asking.typed_text import understood
from search_service.errors import QueryRejected
from tests.builders import ROOT

CASES = json.loads((ROOT / "tests/javascript/understood.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_typed_text_is_read_or_refused_as_in_the_browser(case: dict[str, str | int]) -> None:
    text = str(case["text"]) * int(case["times"])
    if "refused" in case:
        with pytest.raises(QueryRejected) as refused:
            understood(text)
        assert str(refused.value) == case["refused"]
    else:
        assert understood(text) == case["read"]
