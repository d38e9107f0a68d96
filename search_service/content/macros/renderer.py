"""Fills in the references of articles: one rendering for site, index and desk."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from search_service.content.data.operator_data import OperatorData
from search_service.content.fragments import Fragment, TooDeep, fragments_of
from search_service.content.macros.facts import (
    app_macros,
    article_link,
    contact_macros,
    error_code_macros,
    single_fact_macros,
    time_macros,
)
from search_service.content.macros.guided_tools import guided_macros
from search_service.content.macros.markdown_parts import UnknownReference
from search_service.content.macros.references import Call, Include, ReferenceRefused, pieces_of
from search_service.content.macros.tool_pages import tool_macros
from search_service.content.normaliser import meant_shape, normalised, shape_of
from search_service.content.reading_bounds import excess_of, excess_of_signs
from search_service.content.source_files import components_of, pages_of

RENDERED_LIMIT = 500_000
_ID = re.compile(r"\A---[ \t]*\n(?:(?!---).*\n)*?id:[ \t]*(?P<id>[A-Z]-\d{3})\b")


def _paths_of_articles(pages_folder: Path) -> Mapping[str, str]:
    """Files below `pages_folder` by the id in their head.

    Articles are parsed with the macros, so the macros cannot ask the parser.
    """
    heads = (
        (_ID.match((pages_folder / path).read_text(encoding="utf-8-sig", errors="replace")), path)
        for path in pages_of(pages_folder)
    )
    return {found["id"]: path for found, path in heads if found}


def macros(data: OperatorData, articles: Mapping[str, str]) -> dict[str, Callable[..., str]]:
    """The macros by name, each returning Markdown.

    Args:
        data: What they show.
        articles: Files below `content/pages` by article id, for links.
    """

    def link(article_id: str | None) -> str:
        return article_link(articles, article_id)

    return (
        contact_macros(data)
        | time_macros(data)
        | app_macros(data)
        | single_fact_macros(data)
        | error_code_macros(data, link)
        | tool_macros(data)
        | guided_macros(data, link)
    )


def _named_first(call: Call, signature: inspect.Signature) -> str | None:
    """What is wrong with `channel(key="hotline")`: a reference is written in one way.

    Whoever looks for `channel("hotline")` in a file would not find it.
    """
    for name, value in call.named:
        parameter = signature.parameters.get(name)
        if parameter and parameter.default is inspect.Parameter.empty and not _takes_any(parameter):
            return f'{call.name}(…) 里不写「{name}=」，直接写 {{{{ {call.name}("{value}") }}}}'
    return None


def _takes_any(parameter: inspect.Parameter) -> bool:
    return parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)


class ContentRenderer:
    """Fills in the references of a text.

    Args:
        content_folder: Holds `components/`.
        data: What the macros look up; what an article's sources rest on.
        further: Macros that the site does not have.
    """

    def __init__(
        self,
        content_folder: Path,
        data: OperatorData,
        further: Mapping[str, Callable[..., str]] | None = None,
    ) -> None:
        self.data = data
        found = macros(data, _paths_of_articles(content_folder / "pages")) | dict(further or {})
        self._macros = {name: (macro, inspect.signature(macro)) for name, macro in found.items()}
        self._fragments = fragments_of(content_folder / "pages")
        folder = content_folder / "components"
        self.components: Mapping[str, str] = {
            name: (folder / name).read_text(encoding="utf-8-sig", errors="replace")
            for name in components_of(folder)
        }

    def render(self, markdown: str, *, shared: bool = False) -> str:
        """The text with its references filled in.

        Args:
            markdown: What a writer wrote, without its head.
            shared: Put in the text of the components. The same warning stands under nearly every
                article; indexed, it would be found under all.

        Raises:
            ReferenceRefused: A reference is unknown, malformed or more than a reference.
        """
        if excess := excess_of(markdown):
            raise ReferenceRefused(*excess)
        parts: list[str] = []
        length = 0
        for piece in pieces_of(markdown):
            if isinstance(piece, Call):
                part = self._called(piece)
            elif isinstance(piece, Include):
                part = self._included(piece, shared=shared)
            else:
                part = piece.text
            parts.append(part)
            length += len(part)
            if length > RENDERED_LIMIT:
                line = 1 if not isinstance(piece, Call | Include) else piece.line
                raise ReferenceRefused(line, f"引用填好后太长，超过 {RENDERED_LIMIT} 个字")
        text = "".join(parts)
        if excess := excess_of_signs(text):
            raise ReferenceRefused(1, f"引用填好后，{excess.message}")
        return text

    def fragment(self, path: str, markdown: str) -> Fragment:
        """The HTML of a text, its references filled in, shared components left out.

        Args:
            path: The page, below `content/pages`.
            markdown: Its body as written.

        Raises:
            ReferenceRefused: As `render`, or the text is nested too deeply.
        """
        try:
            return self._fragments.of(path, self._laid_out(path, self.render(markdown)))
        except TooDeep as error:
            raise ReferenceRefused(1, "列表、引用或提示框套得太深") from error

    def page(self, path: str, markdown: str) -> str:
        """The Markdown of a whole page as the site's builder is given it, components included.

        Args:
            path: The page, below `content/pages`.
            markdown: Its body as written.

        Raises:
            ReferenceRefused: As `fragment`.
        """
        try:
            is_mended = self._is_mended(path, markdown)
        except TooDeep as error:
            raise ReferenceRefused(1, "列表、引用或提示框套得太深") from error
        whole = self.render(markdown, shared=True)
        return normalised(whole) if is_mended else whole

    def with_marks(self, path: str, markdown: str, marked: str) -> Fragment:
        """The fragment of a text in which lines are marked, laid out as the text itself is.

        Args:
            path: The page, below `content/pages`.
            markdown: Its body as written.
            marked: The same with marks.

        Raises:
            ReferenceRefused: As `fragment`.
        """
        try:
            is_mended = self._is_mended(path, markdown)
            filled = self.render(marked)
            return self._fragments.of(path, normalised(filled) if is_mended else filled)
        except TooDeep as error:
            raise ReferenceRefused(1, "列表、引用或提示框套得太深") from error

    def _is_mended(self, path: str, markdown: str) -> bool:
        filled = self.render(markdown)
        return self._laid_out(path, filled) != filled

    def _laid_out(self, path: str, markdown: str) -> str:
        """The text with its white space mended where the page would differ from what is meant.

        Mended white space that does not make the page what CommonMark says is not used: a rule of
        the content check then names the place.
        """
        mended = self._fragments.kept(
            "mended", path, markdown, lambda: self._mended(path, markdown)
        )
        return mended or markdown

    def meant(self, path: str, markdown: str) -> str:
        """`meant_shape` of a text whose references are filled in, kept as fragments are."""
        return self._fragments.kept("meant", path, markdown, lambda: meant_shape(markdown))

    def _mended(self, path: str, markdown: str) -> str:
        """The text with its white space mended; empty where it stays as it is."""
        meant = self.meant(path, markdown)
        if shape_of(self._fragments.of(path, markdown).html) == meant:
            return ""
        mended = normalised(markdown)
        is_proved = shape_of(self._fragments.of(path, mended).html) == meant
        return mended if is_proved else ""

    def unfilled(self, path: str, markdown: str) -> Fragment:
        """The HTML of a text whose references nobody can fill in; empty when nested too deeply."""
        try:
            return self._fragments.of(path, markdown)
        except TooDeep:
            return Fragment(path, "", (), {})

    def _called(self, call: Call) -> str:
        macro, signature = self._macros.get(call.name, (None, None))
        if macro is None or signature is None:
            known = "、".join(self._macros)
            raise ReferenceRefused(call.line, f"没有叫「{call.name}」的宏，现有：{known}")
        if refused := _named_first(call, signature):
            raise ReferenceRefused(call.line, refused)
        try:
            bound = signature.bind(*call.arguments, **dict(call.named))
        except TypeError as error:
            message = f"{call.name}(…) 的参数少了、多了或名字不对"
            raise ReferenceRefused(call.line, message) from error
        try:
            return macro(*bound.args, **bound.kwargs)
        except UnknownReference as error:
            raise ReferenceRefused(call.line, str(error)) from error

    def _included(self, include: Include, *, shared: bool) -> str:
        name = include.component
        if name not in self.components:
            known = "、".join(self.components) or "（空）"
            raise ReferenceRefused(include.line, f"content/components 里没有 {name}，现有：{known}")
        return self.component(name) if shared else ""

    def component(self, name: str) -> str:
        """The text of a shared component, its references filled in.

        Raises:
            ReferenceRefused: It holds what it may not, such as another component.
        """
        text = self.components[name]
        try:
            for piece in pieces_of(text):
                if isinstance(piece, Include):
                    raise ReferenceRefused(piece.line, "组件里不能再 include 别的组件")  # noqa: TRY301
            return self.render(text)
        except ReferenceRefused as error:
            raise ReferenceRefused(error.line, error.message, name) from error
