"""Word documents: `mammoth` makes HTML of them, headings of the first level begin articles."""

from __future__ import annotations

import base64
import io
import posixpath
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import mammoth
from selectolax.lexbor import LexborHTMLParser

from search_service.importing.formats.word_document import readable
from search_service.importing.formats.word_lists import with_starts
from search_service.importing.formats.word_notes import with_notes, without_notes
from search_service.importing.formats.word_questions import bold_question, without_tables
from search_service.importing.found import Export, FoundArticle
from search_service.importing.html_parts import has_words
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

# What Chinese Word and WPS call their styles.
_STYLES = "\n".join(
    [
        *(f"p[style-name='标题 {n}'] => h{n}:fresh" for n in range(1, 7)),
        *(f"p[style-name='标题{n}'] => h{n}:fresh" for n in range(1, 7)),
        *(f"p[style-name='heading {n}'] => h{n}:fresh" for n in range(1, 7)),
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='标题'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='副标题'] => p:fresh",
        "strike => s",
    ]
)
_QUESTION = re.compile(
    r"^\s*(?:Q|问)\s*(?:题)?\s*\d{0,3}\s*[:：.、．]\s*(?P<words>\S.*)$", re.IGNORECASE
)
_ANSWER = re.compile(r"^(\s*)(?:A|答)\s*(?:案)?\s*\d{0,3}\s*[:：.、．]\s*", re.IGNORECASE)
_STYLE_WARNING = re.compile(r"Unrecognised (?:paragraph|run|table) style")
_ELEMENT = re.compile(r"unrecognised element was ignored: (?:\{[^}]*\}|\w+:)(\w+)")
_ELEMENTS = {"oMath": "公式", "oMathPara": "公式", "chart": "图表", "object": "嵌入的文件"}
_SEVERAL = 2


def read(tree: SourceTree, today: date) -> Export | None:
    """The documents; None when there are none."""
    paths = [p for p in tree.with_suffix(".docx") if not posixpath.basename(p).startswith("~$")]
    if not paths:
        return None
    export = Export("Word")
    for path in paths:
        export.files += 1
        try:
            result = mammoth.convert_to_html(
                io.BytesIO(readable(tree.read(path), path, export)),
                style_map=_STYLES,
                convert_image=mammoth.images.img_element(_picture),
                external_file_access=False,
            )
        except Exception as error:  # noqa: BLE001 - a broken document fails in any way
            why = f"打不开（{type(error).__name__}），请用 Word 另存为 .docx 再试"
            export.losses.append(Loss("文件", path, posixpath.basename(path), why))
            continue
        for message in result.messages:
            if not _STYLE_WARNING.search(message.message):
                found = _ELEMENT.search(message.message)
                what = _ELEMENTS.get(found[1], found[1]) if found else message.message[:60]
                export.losses.append(
                    Loss("格式", path, what, "Word 里有、导不出来，请对照原文补上")
                )
        whole = with_starts(result.value)
        html = without_tables(whole, path, today, export)
        if has_words(html) or html == whole:
            export.articles += _articles(path, html, export)
    return export


def _picture(image: Any) -> dict[str, str]:  # noqa: ANN401 - mammoth has no types
    with image.open() as stream:
        data = base64.b64encode(stream.read()).decode("ascii")
    return {"src": f"data:{image.content_type};base64,{data}"}


def _articles(path: str, html: str, export: Export) -> Iterator[FoundArticle]:
    name = posixpath.splitext(posixpath.basename(path))[0]
    folder = posixpath.dirname(path)
    html, notes = without_notes(html)
    parts = [(title, with_notes(body, notes)) for title, body in _cut(html)]
    titled = [(title, body) for title, body in parts if title]
    loose = "".join(body for title, body in parts if not title)
    if len(titled) < _SEVERAL:
        title = titled[0][0] if titled else name
        whole = loose + (titled[0][1] if titled else "")
        titled, loose = [(title, whole)], ""
        topics = tuple(filter(None, folder.split("/")))
    else:
        topics = (*filter(None, folder.split("/")), name)
    if has_words(loose):
        titled.insert(0, (name, loose))
    for number, (title, body) in enumerate(titled, 1):
        if not has_words(body):
            export.losses.append(Loss("文章", path, title, "标题下面没有正文"))
            continue
        yield FoundArticle(
            where=f"{path}#{number}" if len(titled) > 1 else path,
            title=title,
            body=body,
            folder=folder,
            topics=topics,
            keys=(f"file:{path}",) if number == 1 else (),
            order=number,
        )


def _cut(html: str) -> Iterator[tuple[str, str]]:
    """Titles and what stands below them: by questions (问：… 答：…), else by headings."""
    body = LexborHTMLParser(html).body
    if body is None:
        return
    nodes = [(node.tag or "", node.text(), node.html or "") for node in body.iter()]
    questions = [bool(_QUESTION.match(words)) for _, words, _ in nodes]
    answers = sum(bool(_ANSWER.match(words)) for _, words, _ in nodes)
    by_question = sum(questions) >= _SEVERAL and answers >= _SEVERAL
    bold = [bold_question(node) for node in body.iter()]
    if not by_question and "h1" not in {tag for tag, _, _ in nodes} and sum(map(bool, bold)) > 1:
        nodes = [
            ("h1", asked, written) if asked else node
            for node, asked, written in zip(nodes, bold, (one[2] for one in nodes), strict=True)
        ]
    title, parts = "", list[str]()
    for (tag, words, written), is_question in zip(nodes, questions, strict=True):
        found = _QUESTION.match(words)
        starts = is_question if by_question else tag == "h1" and bool(words.strip())
        if starts:
            yield title, "".join(parts)
            title = " ".join((found["words"] if by_question and found else words).split())
            parts = []
        else:
            parts.append(_unsigned(written, words) if by_question else written)
    yield title, "".join(parts)


def _unsigned(written: str, words: str) -> str:
    """A paragraph without its 答：."""
    found = _ANSWER.match(words)
    sign = found[0].strip() if found else ""
    return written.replace(sign, "", 1) if sign and sign in written else written
