"""Writes the Chinese and Japanese endings of hosts for 验真; `make host-endings` runs it.

They come from the list that the checks of contacts keep, whose head names its source and version.
"""

from __future__ import annotations

import re
from pathlib import Path

from search_service.checks.contact_patterns import top_level_domains

FILE = Path(__file__).parents[1] / "theme" / "javascripts" / "tools" / "verify" / "host_endings.js"
_ENCODED = "xn--"
_HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def host_endings() -> list[str]:
    """Endings that stand in a Chinese text without any sign of their own, the longest first."""
    decoded = (
        ending.removeprefix(_ENCODED).encode("ascii").decode("punycode")
        for ending in top_level_domains()
        if ending.startswith(_ENCODED)
    )
    return sorted(filter(_HAN_OR_KANA.search, decoded), key=lambda one: (-len(one), one))


def browser_module() -> str:
    """The text of the module."""
    return (
        "// @ts-check\n"
        "// Made by `make host-endings` from search_service/checks/top_level_domains.txt.\n"
        f'export const HAN_TLDS =\n  "{"|".join(host_endings())}";\n'
    )


if __name__ == "__main__":
    FILE.write_text(browser_module(), encoding="utf-8")
