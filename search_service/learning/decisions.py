"""What to do about a group: which article answers it, by where its visits ended well.

Counts of visits decide, not shares: of a gap that an article answers only .05 to .45 of the visits
end there today, for they do not find it. Measured in docs/learning.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from search_service.learning.questions import Article

Step = Literal["alias", "tool", "improve", "draft"]
# An article answers a group with at least so many good ends, so many times its bad ones, so far
# ahead of the next one, and so large a share of all good ends.
LEAST_GOOD, TIMES_THE_BAD, TIMES_THE_NEXT, LEAST_SHARE = 4, 1.5, 1.2, 0.15
# The first hit does not help when most saw it and so large a share came back or said so.
MOST_SAW, CAME_BACK = 0.5, 0.35


@dataclass(frozen=True)
class Decision:
    """The next step for a group.

    Attributes:
        step: Give an article (or a tool) these words, improve the first hit, or write an article.
        article: Its code; None for a draft.
        good: Visits that ended well there.
        bad: Visits that did not.
    """

    step: Step
    article: str | None
    good: int = 0
    bad: int = 0


def decide(
    visits: int,
    first: Counter[str],
    opened: Mapping[str, Article],
    tools: Collection[str],
) -> Decision:
    """The next step.

    Args:
        visits: Of the group.
        first: Visits by the article that was shown first.
        opened: What visits made of each article.
        tools: Codes of pages that carry a tool.
    """
    good = {code: one.read + one.later + one.helpful for code, one in opened.items()}
    bad = {code: one.left + one.unhelpful for code, one in opened.items()}
    shown, saw = first.most_common(1)[0] if first else ("", 0)
    most_saw = bool(shown) and saw > MOST_SAW * visits
    fit = sorted(
        (c for c in good if good[c] >= TIMES_THE_BAD * bad[c]), key=lambda c: (-good[c], c)
    )
    best = fit[0] if fit else None
    second = good[fit[1]] if len(fit) > 1 else 0
    total = max(1, sum(good.values()))
    is_clear = best is not None and good[best] >= max(
        LEAST_GOOD, TIMES_THE_NEXT * second, LEAST_SHARE * total
    )
    if is_clear and best is not None and not (best == shown and most_saw):
        return Decision("tool" if best in tools else "alias", best, good[best], bad[best])
    if most_saw and (is_clear or bad.get(shown, 0) >= CAME_BACK * visits):
        return Decision("improve", shown, good.get(shown, 0), bad.get(shown, 0))
    return Decision("draft", None)
