"""White space at the ends of lines, as browsers leave it out."""

from __future__ import annotations

from dataclasses import replace

from search_service.importing.document import Break, Inline, Mark, Runs, Words


def trimmed(runs: Runs) -> Runs:
    """Without white space at its ends, around breaks and twice."""
    done: list[Inline] = []
    space = True  # whether white space would be the second, or the first of a line
    for one in runs:
        if isinstance(one, Break):
            if done and not isinstance(done[-1], Break):
                _strip_end(done)
                done.append(one)
            space = True
        elif isinstance(one, Words):
            text = one.text.lstrip(" ") if space else one.text
            if text:
                done.append(replace(one, text=text))
                space = text.endswith(" ")
        else:
            done.append(one)
            space = space and isinstance(one, Mark)
    while done and isinstance(done[-1], Break):
        done.pop()
    _strip_end(done)
    if done and isinstance(done[-1], Words) and done[-1].text == "；":
        done.pop()
    return tuple(done)


def _strip_end(done: list[Inline]) -> None:
    for number in range(len(done) - 1, -1, -1):
        one = done[number]
        if isinstance(one, Mark):
            continue
        if not isinstance(one, Words):
            return
        if text := one.text.rstrip(" "):
            done[number] = replace(one, text=text)
            return
        del done[number]
