"""Guided fault finding: trees of questions with outcomes, from `data/trees/*.yml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from search_service.content.article import ArticleId, Text
from search_service.content.data.record import Record
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.tools import ToolName
from search_service.content.validated_yaml import lines_of

# From the first question to an outcome: nobody answers more on a telephone.
MOST_STEPS = 6
RULE: RuleId = "guide-tree"
NAME_ADVICE = "请只用小写英文字母、数字和短横线，它会出现在网址里"
_FIT_NAME = re.compile(r"[a-z0-9-]+")
# Written into addresses, joined by full stops.
NodeKey = Annotated[str, StringConstraints(max_length=40)]


# Where in the file, what is wrong, what to do.
_Found = Iterator[tuple[tuple[str | int, ...], str, str]]


class Answer(Record):
    """One choice; `go` is the key of a question or an outcome."""

    say: Annotated[Text, Field(max_length=30)]
    go: NodeKey


class Question(Record):
    """What is asked, in the reader's words."""

    ask: Annotated[Text, Field(max_length=40)]
    hint: Annotated[Text, Field(max_length=60)] | None = None
    answers: Annotated[tuple[Answer, ...], Field(min_length=2, max_length=4)]


class ToolReference(Record):
    """Another tool that helps; `with` is what it is opened with, such as `{card: fault}`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: ToolName
    say: Annotated[Text, Field(max_length=20)] | None = None
    parameters: Annotated[dict[str, str], Field(alias="with")] = {}  # noqa: RUF012 - pydantic copies it


class Outcome(Record):
    """What to do now, and where to read on.

    Attributes:
        do: One to three sentences.
        article: Id of the article that goes further.
        channel: Key of `channels.yml`.
        hotline: Key of `public_hotlines.yml`.
    """

    title: Annotated[Text, Field(max_length=20)]
    do: Annotated[Text, Field(max_length=120)]
    article: ArticleId
    tool: ToolReference | None = None
    channel: str | None = None
    hotline: str | None = None


class GuideTree(Record):
    """A tree. `place` orders the trees on the page."""

    title: Annotated[Text, Field(max_length=20)]
    when: Annotated[Text, Field(max_length=60)]
    place: Annotated[int, Field(ge=1, strict=True)]
    start: NodeKey
    questions: Annotated[dict[NodeKey, Question], Field(min_length=1)]
    outcomes: Annotated[dict[NodeKey, Outcome], Field(min_length=2)]


def _unfit_names(tree: GuideTree) -> _Found:
    for key in sorted(set(tree.questions) & set(tree.outcomes)):
        yield ("outcomes", key), f"「{key}」既是问题又是结果", "请给其中一个改名"
    for part in ("questions", "outcomes"):
        for key in getattr(tree, part):
            if not is_fit_name(key):
                yield (part, key), f"「{key}」不能当名字", NAME_ADVICE


def _dead_ends(tree: GuideTree) -> _Found:
    known = "、".join([*tree.questions, *tree.outcomes])
    if tree.start not in tree.questions:
        advice = f"请从这些里选一个：{'、'.join(tree.questions)}"
        yield ("start",), f"start：没有叫「{tree.start}」的问题", advice
    for key, question in tree.questions.items():
        for index, answer in enumerate(question.answers):
            if answer.go in [earlier.go for earlier in question.answers[:index]]:
                # The address says where an answer leads, and so which answer was given.
                message = f"「{answer.say}」和上面的答案走到同一处"
                yield ("questions", key, "answers", index), message, "请把两个答案合成一个"
            if answer.go not in tree.questions and answer.go not in tree.outcomes:
                where = ("questions", key, "answers", index, "go")
                message = f"「{answer.say}」走到「{answer.go}」就断了，没有这个问题或结果"
                near = get_close_matches(answer.go, [*tree.questions, *tree.outcomes], n=1)
                hint = f"是不是「{near[0]}」？" if near else ""
                yield where, message, f"{hint}请改成已有的一个：{known}"
            if answer.say in [earlier.say for earlier in question.answers[:index]]:
                place = ("questions", key, "answers", index)
                message = f"「{answer.say}」和上面的答案一样，顾客分不出选哪个"
                yield place, message, "请改成不同的话"


def _same_titles(tree: GuideTree) -> _Found:
    first: dict[str, str] = {}
    for key, outcome in tree.outcomes.items():
        earlier = first.setdefault(outcome.title.strip(), key)
        if earlier != key:
            message = f"「{key}」和「{earlier}」的标题都是「{outcome.title}」，顾客分不出来"
            yield ("outcomes", key, "title"), message, "请写出两个结果有什么不同，或合成一个"


def _walks(tree: GuideTree) -> _Found:
    """Loops, walks that are too long, and what no walk reaches."""
    reached: set[str] = set()
    found: dict[tuple[str | int, ...], tuple[str, str]] = {}
    pending: list[tuple[str, ...]] = [(tree.start,)]
    while pending:
        walk = pending.pop()
        reached.add(walk[-1])
        if walk[-1] not in tree.questions:
            continue
        for index, answer in enumerate(tree.questions[walk[-1]].answers):
            where = ("questions", walk[-1], "answers", index, "go")
            if answer.go in walk:
                message = f"「{answer.say}」又回到「{answer.go}」，会一直绕圈"
                found[where] = message, "请走到一个没问过的问题，或一个结果"
            elif answer.go in tree.questions and len(walk) == MOST_STEPS:
                message = f"问到「{answer.go}」已经是第 {MOST_STEPS + 1} 步，最多 {MOST_STEPS} 步"
                found[where] = message, "请合并问题，或早一点给出结果"
            else:
                pending.append((*walk, answer.go))
    yield from ((where, *words) for where, words in found.items())
    if found:
        return  # what lies behind them would be called unreachable too
    for part in ("questions", "outcomes"):
        for key in getattr(tree, part):
            if key not in reached:
                advice = "请让某个答案的 go 指向它，或删掉它"
                yield (part, key), f"没有哪个答案走得到「{key}」", advice


def _unknown_references(
    tree: GuideTree, named: Mapping[str, tuple[str, Mapping[str, object]]]
) -> _Found:
    for key, outcome in tree.outcomes.items():
        for name, (file, records) in named.items():
            used = getattr(outcome, name)
            if used is not None and used not in records:
                advice = f"请从这些里选一个：{'、'.join(records)}"
                yield ("outcomes", key, name), f"{file} 里没有「{used}」", advice


def _unknown_targets(tree: GuideTree, targets: Mapping[str, Collection[str]]) -> _Found:
    """Links to a tree or a card that does not exist."""
    opened_by = {"guide": "tree", "cards": "card"}
    for key, outcome in tree.outcomes.items():
        parameter = opened_by.get(outcome.tool.name) if outcome.tool else None
        used = outcome.tool.parameters.get(parameter) if outcome.tool and parameter else None
        if parameter and used is not None and used not in targets[parameter]:
            advice = f"请从这些里选一个：{'、'.join(targets[parameter])}"
            where = ("outcomes", key, "tool", "with", parameter)
            yield where, f"tool：没有叫「{used}」的 {parameter}", advice


def is_fit_name(name: str) -> bool:
    """Whether a name may stand in an address."""
    return bool(_FIT_NAME.fullmatch(name))


def tree_problems(  # noqa: PLR0913 - all that a tree refers to
    tree: GuideTree,
    text: str,
    path: str,
    *,
    channels: Mapping[str, object],
    hotlines: Mapping[str, object],
    trees: Collection[str],
    cards: Collection[str],
) -> list[Problem]:
    """What is wrong with a tree whose file has the right form.

    Args:
        tree: As read.
        text: The file, to find lines in.
        path: Name of the file for the problems.
        channels: Known channels by key.
        hotlines: Known public hotlines by key.
        trees: Keys of all trees.
        cards: Keys of all cards.
    """
    named = {"channel": ("channels.yml", channels), "hotline": ("public_hotlines.yml", hotlines)}
    # What is wrong with a name is not said again of every answer that leads to it.
    found = [*_unfit_names(tree)] or [*_dead_ends(tree)]
    if not found:
        found = [
            *_same_titles(tree),
            *_walks(tree),
            *_unknown_references(tree, named),
            *_unknown_targets(tree, {"tree": trees, "card": cards}),
        ]
    lines = lines_of(text)
    return [
        Problem(path, lines.get(where, 1), RULE, message, advice)
        for where, message, advice in found
    ]
