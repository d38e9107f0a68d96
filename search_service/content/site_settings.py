"""`mkdocs.yml` and what it inherits from, as data: what is wrong with it, and what its keys say.

Read as text; none of its tags does anything. The site's builder gets the values, written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from search_service.content.plain_yaml import composed
from search_service.content.problems import Problem, report
from search_service.content.rule_ids import RuleId
from search_service.content.settings_values import VARIABLE, faults_of_tags, values_of
from search_service.content.source_text import read_source
from search_service.content.yaml_faults import yaml_fault
from search_service.errors import ContentInvalid

FILE = "mkdocs.yml"
_RULE: RuleId = "settings"
_MOST_INHERITED = 5
_MARKDOWN, _INHERIT = "markdown_extensions", "INHERIT"
# What each key holds; a key that is not here is the builder's.
_KINDS: dict[str, tuple[type[yaml.Node], ...]] = {
    "nav": (yaml.SequenceNode,),
    "not_in_nav": (yaml.ScalarNode,),
    "exclude_docs": (yaml.ScalarNode,),
    "extra": (yaml.MappingNode,),
    "theme": (yaml.MappingNode, yaml.ScalarNode),
    "plugins": (yaml.SequenceNode, yaml.MappingNode),
    _MARKDOWN: (yaml.SequenceNode, yaml.MappingNode),
    _INHERIT: (yaml.ScalarNode,),
    "site_name": (yaml.ScalarNode,),
    "site_url": (yaml.ScalarNode,),
    "docs_dir": (yaml.ScalarNode,),
}
# How Markdown is read is the program's, for the site, the search and the checks alike.
_PROGRAMS = ("hooks", "plugins", _MARKDOWN)
_SHOWN = {
    yaml.SequenceNode: "列表（每条一行，以「- 」开头）",
    yaml.MappingNode: "「键: 值」",
    yaml.ScalarNode: "一个值",
}


@dataclass(frozen=True)
class _Document:
    """One file: its name in problems, and its top node; None when it is empty or unreadable."""

    shown_as: str
    node: yaml.Node | None
    file: Path

    def problem(self, mark: yaml.Mark, message: str, advice: str) -> Problem:
        """Something wrong at a place of this file."""
        return Problem(self.shown_as, mark.line + 1, _RULE, message, advice)


@dataclass(frozen=True)
class SiteSettings:
    """The settings of the site.

    Attributes:
        project: Folder of `mkdocs.yml`.
    """

    project: Path

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files, each at its line; the shapes of their values as well."""
        return (*self._read[1], *self._said[1], *self._without_effect, *self._shapes)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are read, as far as they can be."""
        return (self.project / FILE, *(one.file for one in self._read[0][1:]))

    @property
    def values(self) -> dict[str, Any]:
        """What all files say together, but for what is the program's business.

        Raises:
            ContentInvalid: A file cannot be read, or holds something else than data.
        """
        values, problems = self._said
        wrong = (*self._read[1], *problems)
        if wrong:
            raise ContentInvalid(report(wrong))
        return {key: values[key] for key in values if key not in (_INHERIT, *_PROGRAMS)}

    def node(self, *keys: str) -> yaml.Node | None:
        """What stands under these keys in the first file that has the first; None without it."""
        return self.found(*keys)[1]

    def found(self, *keys: str) -> tuple[str, yaml.Node | None]:
        """The same, behind the name of the file in problems."""
        for document in self._read[0]:
            found = _value(document.node, keys[0])
            if found is not None:
                for key in keys[1:]:
                    found = _value(found, key)
                return document.shown_as, found
        return FILE, None

    @cached_property
    def _read(self) -> tuple[tuple[_Document, ...], tuple[Problem, ...]]:
        documents: list[_Document] = []
        file, shown_as = self.project / FILE, FILE
        for _ in range(_MOST_INHERITED):
            source = read_source(file, shown_as)
            if source.problems:
                return tuple(documents), source.problems
            try:
                node = composed(source.text)
            except (yaml.YAMLError, ValueError, RecursionError) as error:
                fault = yaml_fault(source.text, error)
                problem = Problem(shown_as, fault.line + 1, _RULE, fault.message, fault.advice)
                return tuple(documents), (problem,)
            documents.append(_Document(shown_as, node, file))
            parent = _value(node, _INHERIT)
            if not isinstance(parent, yaml.ScalarNode):
                break
            # Where a link leads to is where it inherits from: a preview links to the file.
            file, shown_as = file.resolve().parent / parent.value, parent.value
            if not file.is_file():
                message = f"INHERIT 写的 {parent.value} 不存在"
                line = parent.start_mark.line + 1
                advice = "请改成现有的文件，或从版本库恢复它"
                return tuple(documents), (
                    Problem(documents[-1].shown_as, line, _RULE, message, advice),
                )
        return tuple(documents), ()

    @cached_property
    def _said(self) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for document in reversed(self._read[0]):
            if not isinstance(document.node, yaml.MappingNode):
                continue
            pairs = [pair for pair in document.node.value if pair[0].value != _MARKDOWN]
            whole = document.node
            node = yaml.MappingNode(whole.tag, pairs, whole.start_mark, whole.end_mark)
            found = [document.problem(one.start_mark, *said) for one, *said in faults_of_tags(node)]
            problems += found
            try:
                values = values if found else merged(values, values_of(node))
            except yaml.MarkedYAMLError as error:
                mark = error.problem_mark or whole.start_mark
                problems.append(document.problem(mark, "读不懂这个值", "请用英文双引号把它括起来"))
        return values, tuple(problems)

    @cached_property
    def _without_effect(self) -> tuple[Problem, ...]:
        advice = "请删掉它；要换样子，改 theme/ 或找开发的人"
        return tuple(
            document.problem(key.start_mark, f"{key.value} 在这里不起作用", advice)
            for document in self._read[0][:1]
            for key, value in getattr(document.node, "value", ())
            if isinstance(key, yaml.ScalarNode) and key.value in _PROGRAMS
            if isinstance(value, yaml.CollectionNode) and value.value
        )

    @cached_property
    def _shapes(self) -> tuple[Problem, ...]:
        return tuple(
            document.problem(node.start_mark, message, advice)
            for document in self._read[0]
            for node, message, advice in _faults(document.node)
        )


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as the builder inherits them: key by key, lists and single values as a whole."""
    both = dict(below)
    for key, value in above.items():
        under = both.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            value = merged(under, value)  # noqa: PLW2901 - the same setting, whole
        both[key] = value
    return both


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name:
                found: yaml.Node = value
                return found
    return None


def is_sound(document: yaml.Node) -> bool:
    """Whether the keys of one file hold what their names promise."""
    return next(_faults(document), None) is None


_Faults = Iterator[tuple[yaml.Node, str, str]]


def _faults(document: yaml.Node | None) -> _Faults:
    if document is None:
        return
    if not isinstance(document, yaml.MappingNode):
        yield document, "整个文件应当是「键: 值」", "请从版本库恢复它"
        return
    for key, value in document.value:
        kinds = _KINDS.get(str(key.value))
        is_computed = value.tag == VARIABLE  # !ENV [NAME, default]
        if kinds and not is_computed and not isinstance(value, kinds):
            wanted = "或".join(_SHOWN[kind] for kind in kinds)
            yield key, f"{key.value} 应当是{wanted}", "请检查缩进和短横线，或从版本库恢复它"
        elif key.value == "nav":
            yield from _faults_of_nav(value)
        elif key.value == "extra":
            yield from _faults_of_home(value)


def _faults_of_nav(nav: yaml.Node) -> _Faults:
    """An entry is a file, `标题: 文件`, or `主题:` with a list of entries below it."""
    for entry in nav.value:
        single = isinstance(entry, yaml.MappingNode) and len(entry.value) == 1
        target = entry.value[0][1] if single else entry
        if isinstance(target, yaml.SequenceNode) and single:
            yield from _faults_of_nav(target)
        elif not isinstance(target, yaml.ScalarNode) or not target.value.strip():
            advice = "请写「- 主题/文件.md」，或「- 主题:」下面缩进一层再列文件"
            yield entry, "nav 的这一条不是文件，也不是主题", advice
        elif entry is target and entry.end_mark.line > entry.start_mark.line:
            # What should have been a list below it was folded into one text.
            is_wide = "：" in target.value.split(" ")[0]
            wrong = "用了全角冒号「：」" if is_wide else "下一行多缩进了"
            advice = "请改成半角冒号" if is_wide else "请让同一个主题的文件对齐"
            yield entry, f"nav 的这一条并进了下面几行：{wrong}", advice


def _faults_of_home(extra: yaml.Node) -> _Faults:
    needs = _value(extra, "first_needs")
    for key in ("most_asked", "how_to"):
        codes = _value(extra, key)
        if codes is not None and not _is_list_of(codes, yaml.ScalarNode):
            yield codes, f"{key} 应当是编号的列表", f"请写成 {key}: [R-102, R-101]"
    advice = "请写成 - {id: R-102, name: 退款到账, icon: material/cash-clock}，每条一行"
    if needs is not None and not _is_list_of(needs, yaml.MappingNode):
        yield needs, "first_needs 应当是列表，每条有 id、name、icon", advice
    elif needs is not None:
        for need in needs.value:
            missing = [key for key in ("id", "name") if _value(need, key) is None]
            if missing:
                yield need, f"first_needs 的这一条缺少 {'、'.join(missing)}", advice


def _is_list_of(node: yaml.Node, kind: type[yaml.Node]) -> bool:
    return isinstance(node, yaml.SequenceNode) and all(isinstance(one, kind) for one in node.value)
