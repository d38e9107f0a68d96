"""What of the agents' texts may stand in no public file of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search_service.desk.assembly import Written
from search_service.releases.internal_words import AgentsOnly


def agents_only(written: Iterable[Written]) -> tuple[AgentsOnly, ...]:
    """The words written for agents alone, file by file.

    Left out is what customers are asked, by an agent or by a page alike: `ask` and the fields of a
    form. References stay as they are written; what they are filled in with is public data.
    """
    return tuple(
        AgentsOnly(one.file, _names(one), "\n".join(_lines(one))) for one in written if one.file
    )


def _names(written: Written) -> tuple[str, ...]:
    head = written.article.front_matter
    return (head.id, head.title) if written.internal else ()


def _lines(written: Written) -> Iterator[str]:
    if written.internal:
        head = written.article.front_matter
        yield from (head.summary, *head.questions, written.body)
    if scripts := written.scripts:
        yield from (one.text for one in scripts.say)
        yield from (*scripts.verify, *scripts.never_say)
        yield from (one.when for one in scripts.escalate)
