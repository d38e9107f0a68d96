from __future__ import annotations

import json

import pytest

from search_service.asking.codes import codes_in
from tests.builders import ROOT

CASES = json.loads((ROOT / "tests/javascript/codes.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(("text", "codes"), CASES)
def test_a_code_is_read_however_it_is_typed_or_spoken(text: str, codes: list[str]) -> None:
    assert list(codes_in(text)) == codes
