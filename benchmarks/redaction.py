"""How long redaction takes on 64 to 64,000 characters of the worst kinds.

`python -m benchmarks.redaction` prints a table of milliseconds; linear means that a column grows
tenfold from row to row at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from search_service.records.privacy import redact

SIZES = (64, 640, 6_400, 64_000)
WORST: dict[str, Callable[[int], str]] = {
    "!": lambda size: "!" * size,
    "digits": lambda size: "1" * size,
    "spaced digits": lambda size: ("6 " * size)[:size],
    "a": lambda size: "a" * size,
    "a@": lambda size: ("a@" * size)[:size],
    "a1!": lambda size: ("a1!" * size)[:size],
    "密码": lambda size: ("密码" * size)[:size],
    "密码1234 ": lambda size: ("密码1234 " * size)[:size],
    "助记词 ab": lambda size: ("助记词 ab ab ab" * size)[:size],
    "密码这个": lambda size: ((f"密码{'这个' * 9}坏1234 ") * size)[:size],
    "新密码我爱": lambda size: ("新密码我爱" * size)[:size],
    "微信 qq": lambda size: ("微信qq" * size)[:size],
    "1 2,": lambda size: ("12 34," * size)[:size],
    "a1 ": lambda size: ("abc123de " * size)[:size],
    "密码芝": lambda size: ("密码芝" * size)[:size],
    "密码芝a": lambda size: ("密码芝abcdefg麻" * size)[:size],
    "妈妈名字填": lambda size: ("妈妈的名字填问题" * size)[:size],
    "mima a b": lambda size: ("mima " + "wo ai " * size)[:size],
    "yi er ": lambda size: ("yi er san " * size)[:size],
    "图案1到2": lambda size: ("图案画从1到2左右" * size)[:size],
    "第1个词 词": lambda size: ("第1个词ab词是山 水 " * size)[:size],
    "spaces": lambda size: " " * size,
    "U+FDFA": lambda size: "\ufdfa" * size,  # stands for eighteen characters
}


def milliseconds(text: str) -> float:
    """The best of three, so that a neighbour's work is not counted."""
    best = float("inf")
    for _ in range(3):
        started = time.thread_time()
        redact(text)
        best = min(best, time.thread_time() - started)
    return best * 1000


def main() -> None:
    """Print the table."""
    print(f"{'':14}" + "".join(f"{size:>10}" for size in SIZES))
    for name, make in WORST.items():
        times = [milliseconds(make(size)) for size in SIZES]
        print(f"{name:14}" + "".join(f"{one:>10.2f}" for one in times))


if __name__ == "__main__":
    main()
