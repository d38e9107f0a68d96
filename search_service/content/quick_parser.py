"""Python-Markdown without what it does again and again for nothing; what comes out is the same.

A parser is made for one page and asks its registries anew at each block and each text. Here one
parser reads all pages, so what no longer changes is held as plain lists, a text is searched only
for patterns whose sign it has, no style sheet is made for a block of code, and a language is looked
up once. A test holds its pages to those of MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.lexers.special import TextLexer
from pygments.style import Style, StyleMeta
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight

# What must stand in a text for an inline pattern to find anything there, by the pattern's name.
_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    **dict.fromkeys(("reference", "link", "short_reference"), "["),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), "!["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "linebreak": "  \n",
    "entity": "&",
}
_INLINE, _INLINE_PRIORITY = "inline", 20
_REMEMBERED = 1_000


def quick(parser: Markdown) -> Markdown:
    """Make a parser quick that has all its extensions and reads page after page."""
    parser.treeprocessors.register(_Inline(parser), _INLINE, _INLINE_PRIORITY)
    parser.parser.blockprocessors = list(parser.parser.blockprocessors)
    parser.block_level_elements = frozenset(parser.block_level_elements)
    fences = parser.preprocessors["fenced_code_block"]
    fences.get_hl_settings()
    fences.pygments_style, fences.highlighter = _NoStyle, _Highlight
    return parser


class _Inline(InlineProcessor):  # type: ignore[misc]
    """Asks a pattern only about texts that have its sign."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        by_pattern = {id(patterns[name]): sign for name, sign in _SIGNS.items() if name in patterns}
        self.inlinePatterns: Sequence[object] = list(patterns)
        # "" stands in every text: any other pattern is always asked.
        self._signs = [by_pattern.get(id(one), "") for one in self.inlinePatterns]

    def _InlineProcessor__handleInline(  # noqa: N802 - what the class below calls
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        text, is_done = data, isinstance(data, AtomicString)
        start, place, signs = 0, patternIndex, self._signs
        while not is_done and place < len(signs):
            matched = False
            if signs[place] in text:
                text, matched, start = self._InlineProcessor__applyPattern(
                    self.inlinePatterns[place], text, place, start
                )
            if not matched:
                place, start = place + 1, 0
        return text


class _Nothing(StyleMeta):  # type: ignore[misc]
    """Styles no kind of token."""

    def __iter__(self) -> Iterator[tuple[object, dict[str, object]]]:
        return iter(())


class _NoStyle(Style, metaclass=_Nothing):  # type: ignore[misc]
    """Kinds of tokens are classes in the page; what they look like is said elsewhere."""


class _Highlight(Highlight):  # type: ignore[misc]
    """Looks a language up once; that there is none of some name takes the longest to find out."""

    def get_lexer(
        self,
        src: str,
        language: str,
        inline: object,
        stripnl: bool,  # noqa: FBT001 - as it is called
    ) -> tuple[Lexer, str]:
        if self.guess_lang or self.extend_pygments_lang:
            found: tuple[Lexer, str] = super().get_lexer(src, language, inline, stripnl)
            return found
        known = _lexer_of(language)
        return (known or TextLexer)(stripnl=stripnl), language if known else TextLexer.aliases[0]


@lru_cache(maxsize=_REMEMBERED)
def _lexer_of(language: str) -> type[Lexer] | None:
    try:
        found: type[Lexer] = find_lexer_class_by_name(language)
    except ClassNotFound:
        return None
    return found
