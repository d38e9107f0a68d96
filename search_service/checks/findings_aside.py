"""Whether content is sound, found out on another processor while a release is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from search_service.checks.baseline import Baseline
from search_service.checks.content_view import ContentView
from search_service.checks.findings import errors_of, require_none
from search_service.checks.kept_findings import KeptFindings
from search_service.content.aside import CAN_COPY_ITSELF, aside
from search_service.content.problems import Problem


@contextmanager
def sound_meanwhile(
    content: ContentView, baseline: Baseline | None = None, kept: KeptFindings | None = None
) -> Iterator[Callable[[], None]]:
    """Look for errors aside; gives what waits for them and raises `ContentInvalid` for any.

    Whatever else fails meanwhile, errors of the content are what is said.

    Args:
        content: All of it.
        baseline: Old errors that are mended later.
        kept: As of `findings_of`.
    """
    if not CAN_COPY_ITSELF or content.unreadable:
        require_none(errors_of(content, baseline, kept))
        yield lambda: None
        return
    with aside(partial(errors_of, content, baseline, kept)) as found:
        told: list[tuple[Problem, ...]] = []

        def require() -> None:
            if not told:
                told.append(found())
            require_none(told[0])

        try:
            yield require
        except Exception:
            require()
            raise
