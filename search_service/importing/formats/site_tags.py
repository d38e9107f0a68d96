"""Tags that site builders put around Markdown: Hexo's and GitBook's `{% … %}`, components of MDX.

What a tag shows is kept: the name of a tab becomes a bold line, a note a box, a button a link. What
it fetches from elsewhere becomes an `<iframe>`, which whoever reads the HTML lists as not carried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

_TAG = re.compile(r"\{%-?\s*([\w-]+)\s*((?:(?!%\}).)*?)\s*-?%\}")
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_COMMENT_TAB = re.compile(r"^\s*<!--\s*(end)?tab\b\s*(.*?)\s*-->\s*$")
# Hexo themes write how a note looks before what it is called.
_LOOKS = frozenset({"no-icon", "icon", "flat", "modern", "simple", "disabled", "style"})
_BOXES = frozenset({"hint", "note", "tip", "alert", "callout", "notel", "folding", "fold"})
_TITLED = frozenset({"tab", "code", "details", "expand", "accordion"})
_QUOTES = frozenset({"blockquote", "quote", "cq", "centerquote", "pullquote"})
# Frames that draw nothing that a reader is told.
_FRAMES_WORDS = (
    "tabs stepper step columns column cards card timeline raw grouppicture gp subtabs subsubtabs"
    " updates update reusable contentref swiper gallery"
)
_FRAMES = frozenset(_FRAMES_WORDS.split())
_FETCHED_WORDS = (
    "youtube vimeo iframe video dplayer aplayer meting gist jsfiddle pdf include_code include swf"
    " bilibili swagger openapi codepen audio code_from"
)
_FETCHED = frozenset(_FETCHED_WORDS.split())
_SHOWN_IN_LINE = frozenset({"label", "span", "emp", "wavy", "u", "kbd", "psw", "sup", "sub"})
_BUTTONS = frozenset({"btn", "button", "btns", "link", "linkcard"})
_IMPORT = re.compile(r"^import\s[^'\"]*(?:from\s+)?['\"][^'\"]+['\"];?\s*$")
_EXPORT = re.compile(r"^export\s+(?:const|let|var|function|default|async)\b.*$")
_MDX_COMMENT = re.compile(r"\{/\*.*?\*/\}")
_REQUIRED = re.compile(
    r"(?<=[\s:]src)=(?:\{\s*|\")(?:require|useBaseUrl|withBase|\$withBase)\(\s*['\"]([^'\"]+)['\"]\s*\)"
    r"(?:\.default)?(?:\s*\}|\")"
)
_BOUND = re.compile(r"\s(?:style|className|class)=\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_NAMED = re.compile(
    r"^\s*<(TabItem|Tab|CodeGroupItem|CodeBlock|Card|LinkCard|Step|Accordion|Collapse|Details)\b([^>]*?)/?>"
)
_NOTES = re.compile(r"^\s*<(Note|Tip|Warning|Info|Check|Danger|Caution|Callout|Alert)\b([^>]*)>")
_ENDED = re.compile(
    r"</(?:TabItem|Tabs?|CodeGroup|CodeGroupItem|CodeBlock|Cards?|CardGroup|Steps?|Accordion|AccordionGroup"
    r"|Collapse|Details|Columns?|Frame|LinkCard)>|<(?:Tabs|CodeGroup|Cards|CardGroup|Steps|AccordionGroup"
    r"|Columns?|Frame)\b[^>]*>"
)
_NOTES_END = re.compile(r"</(?:Note|Tip|Warning|Info|Check|Danger|Caution|Callout|Alert)>")
_SNIPPET = re.compile(r"^\s*(?:<<<\s+|-{1,2}8<-{1,2}\s+|@\[code[^\]]*\]\()(\S[^\n]*?)\)?\s*$")


def tag_lines(line: str) -> list[str] | None:
    """What stands in the place of a line that holds tags; None for any other line."""
    if found := _SNIPPET.match(line):
        return _fetched(found[1].strip("\"'"))
    if found := _COMMENT_TAB.match(line):
        return ["", f"**{found[2].split('@')[0]}**", ""] if found[2] and not found[1] else [""]
    if "{%" in line:
        return _tags(line)
    return _components(line) if "<" in line or "{" in line or line.startswith(_MODULE) else None


_MODULE = ("import ", "export ")


def _components(line: str) -> list[str] | None:
    """One line of MDX or of a Vue page."""
    if _IMPORT.match(line) or _EXPORT.match(line):
        return [""] if line.startswith("import") else _fetched(line)
    new = _BOUND.sub("", _MDX_COMMENT.sub("", line))
    new = _REQUIRED.sub(r'="\1"', new).replace(" :src=", " src=")
    if found := _NAMED.match(new):
        given = _attributes(found[2])
        title = given.get("label") or given.get("title") or given.get("value") or ""
        rest = new[found.end() :]
        return ["", f"**{title}**" if title else "", "", *(tag_lines(rest) or [rest.strip()])]
    if found := _NOTES.match(new):
        given = _attributes(found[2])
        kind = given.get("type") or found[1].lower()
        parts = _NOTES_END.split(new[found.end() :])
        end = ["", "</aside>", ""] if len(parts) > 1 else []
        return [*_box(kind, given.get("title", "")), parts[0].strip(), *end]
    if _NOTES_END.search(new):
        return ["", _NOTES_END.sub("", new).strip(), "", "</aside>", ""]
    if _ENDED.search(new):
        return ["", _ENDED.sub("", new).strip(), ""]
    return None if new == line else [new]


def _tags(line: str) -> list[str] | None:
    """A line with `{% … %}`; tags that nobody knows stay as they are."""
    found = _TAG.fullmatch(line.strip())
    if found is None:
        new = _TAG.sub(lambda one: _in_line(one[1], one[2]) or one[0], line)
        return None if new == line else [new]
    name, said = found[1].replace("-", ""), found[2]
    if name.startswith("end"):
        return _closing(name.removeprefix("end"))
    if name in _SHOWN_IN_LINE | _BUTTONS:
        return [_in_line(name, said)]
    return next((make(name, said) for known, make in _MAKERS if name in known), None)


def _closing(name: str) -> list[str] | None:
    if name in _BOXES:
        return ["", "</aside>", ""]
    if name in _QUOTES:
        return ["", "</blockquote>", ""]
    if name in _FRAMES | _TITLED | _FETCHED | {"embed", "content", "file"}:
        return [""]
    return None


def _opening_box(name: str, said: str) -> list[str]:
    given = _attributes(said)
    if given:
        return _box(given.get("style") or given.get("type") or name, given.get("title", ""))
    words = said.split(",") if name.startswith("fold") else said.split()
    words = [word for word in words if word not in _LOOKS]
    kind = words[0].strip() if words and words[0].strip().isascii() else "note"
    rest = words[1:] if words and words[0].strip().isascii() else words
    return _box(kind, " ".join(rest).strip(" \"'"))


def _titled(_name: str, said: str) -> list[str]:
    given = _attributes(said)
    title = given.get("title") or ("" if given else said.strip("\"'"))
    return ["", f"**{title}**", ""] if title else [""]


def _embedded(name: str, said: str) -> list[str]:
    """A card that GitBook makes of an address: a link; the page it names stands inside."""
    address = _attributes(said).get("url") or _attributes(said).get("src") or said.strip("\"'")
    return ["", f"[{address}](<{address}>)", ""] if name in {"embed", "file"} and address else [""]


def _quoted(_name: str, said: str) -> list[str]:
    return ["", "<blockquote>", "", *([f"{said}：", ""] if said else [])]


def _fetched(said: str) -> list[str]:
    return ["", f'<iframe src="{escape(said)}"></iframe>', ""]


_MAKERS: tuple[tuple[Iterable[str], Callable[[str, str], list[str]]], ...] = (
    (_BOXES, _opening_box),
    (_TITLED, _titled),
    (_QUOTES, _quoted),
    (_FRAMES | {"content"}, lambda _name, _said: [""]),
    ({"embed", "file"}, _embedded),
    (_FETCHED, lambda name, said: _fetched(f"{name} {said}")),
)


def _in_line(name: str, said: str) -> str:
    """A tag within a line; empty when nobody knows it."""
    if name in _BUTTONS:
        parts = [part.strip() for part in said.split(",")]
        return f"[{parts[1] if len(parts) > 1 and parts[1] else parts[0]}](<{parts[0]}>)"
    if name in _SHOWN_IN_LINE:
        words = re.split(r"[@,]", said, maxsplit=1)[-1].strip()
        return f"<kbd>{escape(words)}</kbd>" if name == "kbd" else escape(words)
    return ""


def _box(kind: str, title: str) -> list[str]:
    named = f' data-title="{escape(title)}"' if title else ""
    return ["", f'<aside class="callout {escape(kind)}"{named}>', ""]


def _attributes(said: str) -> dict[str, str]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(said)}
