from __future__ import annotations

import re
from pathlib import Path

from tests.builders import ROOT


def test_every_threat_names_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").split("\n## ")[0]
    rows = [row for row in text.splitlines() if row.startswith("| ") and "Threat |" not in row]
    named = [re.search(r"`(tests/[\w/.]+)::(\w+)` \|$", row) for row in rows]

    assert rows
    for row, found in zip(rows, named, strict=True):
        assert found, row
        code = (ROOT / found[1]).read_text(encoding="utf-8")
        assert f"def {found[2]}(" in code, row


def test_every_threat_to_verification_names_a_test_or_a_kind_of_the_fuzzer_that_exists() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").split("\n## 验真")[1]
    rows = [row.rsplit(" | ", 1)[1] for row in text.splitlines() if row.startswith("| ")][2:]
    tests = ROOT / "tests" / "javascript" / "tools"
    kinds = set(
        re.findall(r'^  "?([a-z ]+)"?:', _read(ROOT / "tests/fuzz/fakes.mjs"), re.MULTILINE)
    )

    assert len(rows) > 5
    for row in rows:
        named = re.findall(r"`(verify_\w+)`: ([^;,|`]+)", row)
        lists = re.findall(r"fuzz: ([^;|]+)", row)
        fuzzed = [kind.strip() for one in lists for kind in one.split(",")]
        assert named or fuzzed, row
        for file, title in named:
            assert title.strip() in _read(tests / f"{file}.test.js"), row
        assert set(fuzzed) <= kinds | {"crowds"}, row


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
