"""The `questions` of an imported article: what the export has, and what makes up for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from pypinyin import Style, lazy_pinyin

from search_service.checks.duplicate_questions import comparable
from search_service.importing.naming import plain_line

LEAST_QUESTIONS = 3
MOST_QUESTIONS = 8
_LONGEST_QUESTION = 80
_FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Chosen:
    """The questions of one article.

    Attributes:
        questions: Between `LEAST_QUESTIONS` and `MOST_QUESTIONS` of them.
        made: How many of them nobody asked.
        left: What was asked and is not among them, with the reason.
    """

    questions: tuple[str, ...]
    made: int
    left: tuple[tuple[str, str], ...]


@dataclass
class Asked:
    """All questions and titles of the project, by their comparable form.

    Attributes:
        owners: What each belongs to.
    """

    owners: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, owner: str) -> None:
        """One more, unless somebody has it."""
        self.owners.setdefault(comparable(text), owner)

    def choose(self, owner: str, title: str, given: Iterable[str], spare: Iterable[str]) -> Chosen:
        """The questions of an article.

        Args:
            owner: Its code.
            title: Is none of them.
            given: What people asked, best first.
            spare: What stands in when that is too little, best first.
        """
        kept: list[str] = []
        left: list[tuple[str, str]] = []
        own = {comparable(title)}
        for text in map(plain_line, given):
            key = comparable(text)
            if not key or key in own:
                continue
            other = self.owners.get(key)
            if other not in {None, owner}:
                left.append((text, f"已经是 {other} 的标题或问法"))
            elif len(kept) == MOST_QUESTIONS:
                left.append((text, f"问法最多 {MOST_QUESTIONS} 条"))
            elif len(text) > _LONGEST_QUESTION:
                left.append((text, f"太长，超过 {_LONGEST_QUESTION} 个字"))
            else:
                own.add(key)
                self.owners[key] = owner
                kept.append(text)
        asked = len(kept)
        for text in chain(spare, _made(title)):
            if len(kept) >= LEAST_QUESTIONS:
                break
            key = comparable(plain_line(text))
            if key and key not in own and self.owners.setdefault(key, owner) == owner:
                own.add(key)
                kept.append(plain_line(text)[:_LONGEST_QUESTION])
        return Chosen(tuple(kept), len(kept) - asked, tuple(left))


def _made(title: str) -> Iterator[str]:
    """Ways to type a title: by pinyin, by initials, with a word around it."""
    sounds = lazy_pinyin(title, style=Style.NORMAL)
    letters = ["".join(filter(str.isalnum, sound.lower())) for sound in sounds]
    yield "".join(letters)
    if len(letters) >= _FEWEST_LETTERS:
        yield "".join(one[0] for one in letters if one)
    for pattern in ("{}怎么办", "请问{}", "我想问{}", "关于{}", "{}是怎么回事", "想了解{}"):
        yield pattern.format(title.rstrip("？?。！!…"))
    number = 2
    while True:
        yield f"{title} {number}"
        number += 1
