"""Questions for load: pieces of the real titles, so that few answers are remembered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

_ENDINGS = (
    "怎么办",
    "多久",
    "在哪里",
    "要收费吗",
    "为什么不行",
    "需要什么",
    "打什么电话",
    "可以吗",
)
_HOSTILE = (
    "*x*" * 20, "?*" * 30 + "a", "(" * 64, '"' * 64, "a OR " * 12, "密码1234 " * 200,
    "\u200b" * 1900 + "退款", "13800138000 " * 150, "退" * 64, "tuikuanzhifumimaxianjin" * 2,
    "../../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --", "%00" * 20,
)  # fmt: skip


def distinct(content: Path, count: int, seed: int = 1) -> list[str]:
    """Paths of searches, hardly one twice."""
    chance = random.Random(seed)  # noqa: S311 - the same on every run
    titles = _titles(content)
    made = set[str]()
    while len(made) < count:
        first, second = chance.choice(titles), chance.choice(titles)
        cut = chance.randrange(2, 8)
        made.add(f"{first[:cut]}{second[-cut:]}{chance.choice(_ENDINGS)}{chance.randrange(100)}")
    # In no order: questions that begin alike cost alike.
    texts = sorted(made)
    chance.shuffle(texts)
    return [f"/api/v1/search?q={quote(text)}" for text in texts]


def hostile() -> Iterator[str]:
    """Paths that cost as much as any can."""
    for text in _HOSTILE:
        yield f"/api/v1/search?q={quote(text)}&explain=true&limit=50"
        yield f"/search/?q={quote(text)}"
        yield f"/api/v1/suggest?q={quote(text)}"


def _titles(content: Path) -> list[str]:
    found = []
    for page in sorted((content / "pages").rglob("*.md")):
        lines = page.read_text(encoding="utf-8").splitlines()
        heads = (line.partition(":")[2] for line in lines if line.startswith("title:"))
        found += [head.strip().strip("'\"") for head in heads]
    return [title for title in found if len(title) > 3]  # noqa: PLR2004 - long enough to be cut
