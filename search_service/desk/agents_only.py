"""What of the agents' texts may stand in no public file of a release."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.desk.assembly import Written


def agents_only(written: Written) -> str:
    """The words written for agents alone, a line each; empty when there are none.

    Left out is what customers are asked, by an agent or by a page alike: `ask` and the fields of a
    form. References stay as they are written; what they are filled in with is public data.
    """
    return "\n".join(_lines(written))


def _lines(written: Written) -> Iterator[str]:
    if written.internal:
        head = written.article.front_matter
        yield from (head.id, head.title, head.summary, *head.questions, written.body)
    if scripts := written.scripts:
        yield from (one.text for one in scripts.say)
        yield from (*scripts.verify, *scripts.never_say)
        yield from (one.when for one in scripts.escalate)
