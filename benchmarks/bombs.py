"""Texts made to be much work for the reader of pages: what refusing or reading the worst costs.

The texts are those of the tests, which say that each is refused or read with bounded work: each in
a copy of this process, so that seconds and memory are its own. What is refused is refused before
anybody reads it; what is read is the longest of its kind that a page may hold.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks import machine
from benchmarks.corpora import Corpus
from search_service.checks.read_page import ReadPage
from search_service.content.data.operator_data import OperatorData
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.plain_yaml import value_of
from search_service.content.reading_bounds import excess_of
from tests.builders import SHOP
from tests.unit.content import test_plain_yaml, test_reading_bounds
from tests.unit.content.macros import test_references

# So many of a kind are refused whatever it is.
_MANY = 20_000
_NESTED = 1_000
_SHOWN = 24
_TABLE = "| a | b | c | d | e |\n| - | - | - | - | - |\n"
_ROW = "| 1 | 2 | 3 | 4 | 5 |\n"
_PAGE_KB = resource.getpagesize() / 1024


class _Cost(NamedTuple):
    """CPU milliseconds, megabytes more than before, and of what."""

    milliseconds: float
    megabytes: float
    text: str


def run(corpus: Corpus) -> dict[str, Any]:
    """Measure the worst of what is refused and of what is read."""
    about = machine.description()
    renderer = ContentRenderer(SHOP / "content", OperatorData())

    def render(text: str) -> None:
        try:
            renderer.render(text)
        except ReferenceRefused:
            return
        raise AssertionError(text[:_SHOWN])

    def read_data(text: str) -> None:
        try:
            value_of(text)
        except yaml.YAMLError:
            return
        raise AssertionError(text[:_SHOWN])

    def read_page(text: str) -> None:
        page = ReadPage(test_reading_bounds.PAGE, text, text, 1, renderer)
        _ = page.blocks, page.differs_at

    read_page("甲\n")  # what is made once
    kinds: dict[str, tuple[Callable[[str], None], Sequence[str]]] = {
        "refused page": (render, [*_refused(), *test_references.BOMBS, *test_references.ESCAPES]),
        "refused data": (read_data, test_plain_yaml.BOMBS),
        "longest page": (read_page, list(_longest())),
    }
    worst = {
        kind: _worst([_cost(do, text) for text in texts]) for kind, (do, texts) in kinds.items()
    }
    return {
        "suite": "bombs",
        **about,
        "load_after": machine.load(),
        **corpus.facts(),
        "texts": {kind: len(texts) for kind, (_, texts) in kinds.items()},
        "worst": worst,
    }


def _refused() -> Iterator[str]:
    parts = (*test_reading_bounds.INLINE, *test_reading_bounds.BLOCKS)
    yield from (part * _MANY for part in parts)
    nested: Iterable[Callable[[int], str]] = test_reading_bounds.NESTED.values()
    yield from (make(_NESTED) for make in nested)


def _longest() -> Iterator[str]:
    """Of each kind the longest text that a page may hold."""
    for part in (*test_reading_bounds.INLINE, *test_reading_bounds.BLOCKS, _ROW):
        head = _TABLE if part == _ROW else ""
        fits, too_many = 1, _MANY
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            fits, too_many = (
                (fits, middle) if excess_of(head + part * middle) else (middle, too_many)
            )
        yield head + part * fits


def _cost(work: Callable[[str], None], text: str) -> _Cost:
    """What the work costs in a copy of this process."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    copy = context.Process(target=_do, args=(work, text, sending))
    copy.start()
    sending.close()
    cost: tuple[float, float] = receiving.recv()
    copy.join()
    return _Cost(*cost, text[:_SHOWN])


def _do(work: Callable[[str], None], text: str, sending: Connection) -> None:
    before = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE_KB
    started = time.process_time()
    work(text)
    seconds = time.process_time() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sending.send((1_000 * seconds, max(0.0, most - before) / 1024))


def _worst(costs: Sequence[_Cost]) -> dict[str, Any]:
    slowest = max(costs, key=lambda one: one.milliseconds)
    largest = max(costs, key=lambda one: one.megabytes)
    return {
        "ms": round(slowest.milliseconds, 1),
        "slowest": slowest.text,
        "mb": round(largest.megabytes, 1),
        "largest": largest.text,
    }
