"""`python -m benchmarks.counting_cost [ROUNDS]`: what counting visits adds to an answer's latency.

Three real services (uvicorn, SQLite) on one release and one processor, the client on another: two
that count nothing and one that counts. Each round asks all three the same questions, one service
after the other in an order of chance; every request has a browser of its own, so that each is a
visit, and visits end after five seconds instead of fifteen minutes, so that they are written while
others are answered. The two that count nothing, held against each other, say what is noise.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import numpy as np

from benchmarks import corpora
from benchmarks.http_service import Service, serving
from benchmarks.workspace import Workspace, published

ROUNDS, REQUESTS, SILENCE_SECONDS = 40, 250, 1.2
OFF, ON, AGAIN = "off", "on", "off again"
RESULTS = Path(__file__).parent / "results" / "counting-cost.json"
_PROGRAM = (
    "import sys, uvicorn\n"
    "from search_service.records import visit_window\n"
    "visit_window.IDLE_SECONDS = 5.0\n"
    "uvicorn.run('search_service.web.factory:create_app', factory=True, port=int(sys.argv[1]),"
    " log_level='warning', access_log=False)\n"
)
_SERVE = ("taskset", "--cpu-list", "0", sys.executable, "-c", _PROGRAM)


@dataclass
class Figures:
    """Milliseconds of every request, a list a round, and the processor's seconds."""

    rounds: list[list[float]] = field(default_factory=list)
    cpu_seconds: float = 0.0

    def at(self, percent: float) -> float:
        """A percentile over all rounds."""
        return float(np.percentile(np.concatenate(self.rounds), percent))


def main(rounds: int = ROUNDS) -> None:
    """Measure; print and keep the figures."""
    with published(corpora.load(None, None)) as work:
        found = asyncio.run(_measured(work, rounds))
    told = {
        "rounds": rounds,
        "requests_a_round": REQUESTS,
        "services": {
            name: {
                "p50_ms": round(one.at(50), 2),
                "p99_ms": round(one.at(99), 2),
                "cpu_ms": round(1000 * one.cpu_seconds / (rounds * REQUESTS), 3),
            }
            for name, one in found.items()
        },
        "on_to_off": _ratios(found[ON], found[OFF]),
        "noise": _ratios(found[AGAIN], found[OFF]),
    }
    RESULTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=2))


def _ratios(one: Figures, other: Figures) -> dict[str, float]:
    """Percentiles of all requests, and 90 % of the bootstrap over whole rounds, as ratios."""
    chance = np.random.default_rng(1)
    pairs = [
        (np.concatenate([one.rounds[n] for n in drawn]), [other.rounds[n] for n in drawn])
        for drawn in chance.integers(0, len(one.rounds), (400, len(one.rounds)))
    ]
    told: dict[str, float] = {}
    for percent in (50, 99):
        drawn = [
            np.percentile(first, percent) / np.percentile(np.concatenate(second), percent)
            for first, second in pairs
        ]
        told[f"p{percent}"] = round(one.at(percent) / other.at(percent), 3)
        told[f"p{percent}_from"] = round(float(np.percentile(drawn, 5)), 3)
        told[f"p{percent}_to"] = round(float(np.percentile(drawn, 95)), 3)
    return told


async def _measured(work: Workspace, rounds: int) -> dict[str, Figures]:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    texts = work.queries(2_000)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    found = {name: Figures() for name in (OFF, ON, AGAIN)}
    async with AsyncExitStack() as stack:
        services = {
            name: await stack.enter_async_context(
                serving(work, _SERVE, KB_QUERY_LOG=str(name == ON).lower())
            )
            for name in found
        }
        for number in range(rounds + 1):
            asked = chance.choices(texts, k=REQUESTS)
            for name in chance.sample(list(found), len(found)):
                cpu = services[name].cpu_seconds()
                spent = await _asked(services[name], asked, number)
                await asyncio.sleep(SILENCE_SECONDS)  # what waits is written by then
                if number:  # the first round warms up
                    found[name].rounds.append(spent)
                    found[name].cpu_seconds += services[name].cpu_seconds() - cpu
    return found


async def _asked(service: Service, texts: Sequence[str], round_number: int) -> list[float]:
    connection = await service.connect()
    spent = []
    for number, text in enumerate(texts):
        browser = f"reader {round_number}-{number}"
        began = time.perf_counter()
        status, _ = await connection.get(f"/api/v1/search?q={quote(text)}", browser)
        spent.append((time.perf_counter() - began) * 1000)
        if status != 200:  # noqa: PLR2004 - HTTP's OK
            raise RuntimeError(f"{text} was answered with {status}")
    connection.close()
    return spent


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
