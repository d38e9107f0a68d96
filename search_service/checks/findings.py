"""Whether the content is sound: the one answer that every command and the commit hook ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from search_service.checks.baseline import Baseline, compare
from search_service.checks.consequences import without_consequences
from search_service.checks.content_view import ContentView
from search_service.checks.kept_findings import KeptFindings, found_by
from search_service.checks.moved_places import told_at_text
from search_service.checks.one_cause import causes_of
from search_service.checks.renamed_ids import renamed_once
from search_service.checks.rule import Finding, Level
from search_service.checks.rules import RULES
from search_service.content.problems import Problem, report
from search_service.content.question_files import article_beside
from search_service.content.rule_ids import RuleId
from search_service.errors import ContentInvalid

# Of a file that is wrong in one of these ways nothing that comes after it can be judged.
_OF_THE_WHOLE_FILE: tuple[RuleId, ...] = (
    "stray-file",
    "encoding",
    "conflict",
    "head-missing",
    "fence-not-closed",
    "empty",
)

# What these say of a line above a fence that is not closed holds all the same.
_OF_ONE_LINE: tuple[RuleId, ...] = (
    "wrong-word",
    "forbidden-word",
    "typography",
    "signs",
    "spacing",
    "traditional",
    "unregistered-contact",
    "typed-fact",
    "link",
    "date",
    "owner",
    "related",
)

# Found by who reads the files, and nothing that a reader sees is wrong.
_ADVICE: tuple[RuleId, ...] = ("reworded-place",)


def findings_of(
    content: ContentView, *, release: bool = False, kept: KeptFindings | None = None
) -> tuple[Finding, ...]:
    """What readers and rules find in public and internal content, words and data.

    Args:
        content: All of it.
        release: Weigh what only time or the operator can mend as errors.
        kept: What rules found in the same content before; made before `content` was read.

    Returns:
        Root causes only, in the order of files and lines.
    """
    found = {
        Finding(problem, Level.NOTICE if problem.rule in _ADVICE else Level.ERROR)
        for problem in content.unreadable
    }
    levels = {rule: rule.level_for_release if release else rule.level for rule in RULES}
    asked = [rule for rule, level in levels.items() if level is not None]
    for rule, problem in found_by(content, asked, kept):
        found.add(Finding(problem, levels[rule] or Level.NOTICE))
    codes = {page.shown_as: str(page.head.get("id", "")) for page in content.pages}
    causes = causes_of(without_consequences(_root_causes(found), codes))
    once = without_consequences(renamed_once(causes, content), codes)
    return tuple(sorted(told_at_text(once, content)))


# Two rules see one mistake, and the second says better what it is.
_SAID_BETTER: Mapping[RuleId, tuple[RuleId, ...]] = {
    "data-file": ("head-writing",),
    "data-value": ("scripts", "data-file", "teams", "agents"),
    "signs": ("box-not-made", "table-not-made", "list-not-made", "private-data"),
    "numbering": ("list-not-made", "run-on"),
    "run-on": ("list-not-made",),
    "layout": ("typography",),
    "odd-sign": (
        "typography",
        "list-not-made",
        "table-not-made",
        "glossary",
        "reference",
        "row-width",
    ),
    "machine-talk": ("unfinished", "reference-left", "box-not-made", "box-title"),
    "sentence": ("box-not-made", "repeated"),
    "sounds-alike": ("wrong-word", "typography", "spacing", "traditional", "forbidden-word"),
    "link-not-made": ("link-form",),
    "link": ("footnote",),
    "anti-fraud": ("reference",),
    "spacing": ("layout", "row-width", "glossary"),
    "typography": ("glossary",),
    "stray-file": ("image",),
    "list-kind": ("nesting-lost",),
    "heading-text": ("underlined",),
    "table-not-made": ("row-width",),
    "foreign-element": ("alt-text", "link-form"),
    "unregistered-contact": ("alt-text",),
}

# What was to be a block of its own is one long paragraph: what is said of its words is not meant.
_NOT_MADE: tuple[RuleId, ...] = (
    "table-not-made",
    "list-not-made",
    "box-not-made",
    "heading-not-made",
    "heading-text",
    "row-width",
)
_OF_WORDS: tuple[RuleId, ...] = ("sentence", "section-question", "reworded-place")

# A mistake in a data file; what then judges pages that show the data is withheld.
_OF_DATA: tuple[RuleId, ...] = ("data-file", "cards", "guide-tree", "conflict", "encoding")
_SHOWN_DATA: tuple[RuleId, ...] = (
    "section-question",
    "reworded-place",
    "layout",
    "unregistered-contact",
    "wrong-office",
)
_OF_YAML: tuple[RuleId, ...] = (
    *("data-file", "front-matter", "questions-file"),
    *("word-list", "agents", "teams"),
)


def _is_broken_data(problem: Problem) -> bool:
    return problem.rule in _OF_DATA and problem.path.split("/")[1:2] == ["data"]


def _root_causes(found: Iterable[Finding]) -> list[Finding]:
    found = list(found)
    # What a broken data file should have said is missing on the pages that show it.
    if any(one.level is Level.ERROR and _is_broken_data(one.problem) for one in found):
        found = [one for one in found if one.problem.rule not in _SHOWN_DATA]
    unreadable = {
        (one.problem.path, one.problem.line) for one in found if one.problem.rule in _OF_YAML
    }
    found = [
        one
        for one in found
        if one.problem.rule != "spacing" or (one.problem.path, one.problem.line) not in unreadable
    ]
    # Which pages lead to one is not known where references are broken.
    if any(one.problem.rule == "reference" for one in found):
        found = [one for one in found if one.problem.rule != "orphan"]
    # Of a term whose meaning was not made the sign behind it is left over as well.
    unmade = {one.problem.path for one in found if one.problem.rule == "glossary"}
    found = [
        one
        for one in found
        if one.problem.rule != "attributes-left" or one.problem.path not in unmade
    ]
    # What an article says while something in it is wrong is not what it will say.
    if any(one.level is Level.ERROR for one in found):
        found = [one for one in found if one.problem.rule != "judged-answer"]
    run_on = {one.problem.path for one in found if one.problem.rule in _NOT_MADE}
    found = [
        one
        for one in found
        if one.problem.rule not in _OF_WORDS or article_beside(one.problem.path) not in run_on
    ]
    named = {(one.problem.path, one.problem.line, one.problem.rule) for one in found}
    found = [
        one
        for one in found
        if not any(
            (one.problem.path, one.problem.line, better) in named
            for better in _SAID_BETTER.get(one.problem.rule, ())
        )
    ]
    return _before_what_spoils(found)


def _before_what_spoils(found: list[Finding]) -> list[Finding]:
    """Without what is said of files that cannot be judged; above an open fence lines can."""
    whole = {(one.problem.path, one.problem.rule) for one in found}
    spoiled = {
        path: rule for rule in reversed(_OF_THE_WHOLE_FILE) for path, of in whole if of == rule
    }
    fences = {
        one.problem.path: one.problem.line
        for one in found
        if one.problem.rule == "fence-not-closed" == spoiled.get(one.problem.path)
    }
    return [
        one
        for one in found
        if _spoiling(one, spoiled) in {None, one.problem.rule}
        or (one.problem.line < fences.get(one.problem.path, 0) and one.problem.rule in _OF_ONE_LINE)
    ]


def _spoiling(one: Finding, spoiled: Mapping[str, RuleId]) -> RuleId | None:
    """What is wrong with the whole file that a finding is of, or with the article beside it."""
    path = one.problem.path
    return spoiled.get(path) or spoiled.get(article_beside(path))


def errors_of(
    content: ContentView, baseline: Baseline | None = None, kept: KeptFindings | None = None
) -> tuple[Problem, ...]:
    """What must be mended before anything is published, but for what the baseline holds."""
    found = compare(findings_of(content, kept=kept), baseline or Counter()).new
    return tuple(one.problem for one in found if one.level is Level.ERROR)


def require_sound(
    content: ContentView, baseline: Baseline | None = None, kept: KeptFindings | None = None
) -> None:
    """Refuse to go on with content that has errors.

    Args:
        content: All of it.
        baseline: Old errors that are mended later.
        kept: As of `findings_of`.

    Raises:
        ContentInvalid: With every error and its place.
    """
    require_none(errors_of(content, baseline, kept))


def require_none(errors: Collection[Problem]) -> None:
    """Refuse to go on with errors.

    Raises:
        ContentInvalid: With every one of them and its place.
    """
    if errors:
        advice = f"内容里有 {len(errors)} 处要改，改好后再试。"
        raise ContentInvalid(f"{report(errors)}\n{advice}")
