"""A Word document before `mammoth` reads it: what it would drop is put where it can be read.

Equations become text, words in boxes paragraphs after the one that they hang on, pictures in groups
pictures of their own. What cannot be carried is listed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from search_service.importing.formats.word_diagrams import diagram_words
from search_service.importing.formats.word_equations import MATH, linear
from search_service.importing.formats.word_lists import WORD, mark_continued
from search_service.importing.found import Export
from search_service.importing.losses import Kind, Loss

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_MAIN = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_RELATIONS = "_rels/.rels"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SHOWN = 60


class _Document:
    """The parts of one document while they are rewritten."""

    def __init__(self, archive: zipfile.ZipFile, path: str, export: Export) -> None:
        self._archive, self._path, self._export = archive, path, export

    def rewritten(self, part: str) -> bytes:
        """A part as it can be read.

        Raises:
            ParseError: It is no XML.
        """
        raw = self._archive.read(part)
        for _, (prefix, uri) in ET.iterparse(io.BytesIO(raw), ("start-ns",)):  # noqa: S314
            if prefix and not prefix.startswith("ns"):
                ET.register_namespace(prefix, uri)
        root = ET.fromstring(raw)  # noqa: S314 - expat refuses what grows beyond measure
        self._choose(root)
        self._leave_out_deleted(root)
        parents = {child: parent for parent in root.iter() for child in parent}
        for paragraph in [one for one in root.iter() if one.tag == f"{WORD}p"]:
            boxes = list(self._taken_out(paragraph))
            if boxes and paragraph in parents:
                holder = parents[paragraph]
                at = list(holder).index(paragraph) + 1
                holder[at:at] = boxes
                parents |= dict.fromkeys(boxes, holder)
        self._equations(root)
        self._hidden(root)
        if part not in _NOTES:
            has_lists = _NUMBERING in self._archive.namelist()
            mark_continued(root, self._read(_NUMBERING) if has_lists else None)
        written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return written

    def list_apart(self) -> None:
        """List what stands beside the text: comments, headers and footers."""
        for name in sorted(self._archive.namelist()):
            folder, file = posixpath.split(name)
            if folder != "word" or not file.endswith(".xml"):
                continue
            if file == "comments.xml":
                for one in self._read(name).iter(f"{WORD}comment"):
                    self._lose("批注", _words(one), "批注没有导入；读者要看的，请写进正文")
            elif file.startswith(("header", "footer")):
                why = "每页都有的，没有导入；读者要看的，请写进正文"
                self._lose("页眉页脚", _words(self._read(name)), why)

    def _read(self, name: str) -> ET.Element:
        return ET.fromstring(self._archive.read(name))  # noqa: S314 - as above

    def _lose(self, kind: Kind, words: str, why: str) -> None:
        if words.strip():
            loss = Loss(kind, self._path, words.strip()[:_SHOWN], why)
            if loss not in self._export.losses:
                self._export.losses.append(loss)

    def _choose(self, root: ET.Element) -> None:
        """Of a thing in two forms the newer: the older one lacks what it cannot draw."""
        for parent in list(root.iter()):
            for at, child in reversed(list(enumerate(parent))):
                if child.tag == f"{_CHOICES}AlternateContent":
                    choice = child.find(f"{_CHOICES}Choice")
                    chosen = choice if choice is not None else child.find(f"{_CHOICES}Fallback")
                    parent[at : at + 1] = list(chosen) if chosen is not None else []
        if root.find(f".//{_CHOICES}AlternateContent") is not None:
            self._choose(root)

    def _leave_out_deleted(self, root: ET.Element) -> None:
        for one in root.iter():
            if one.tag in {f"{WORD}del", f"{WORD}moveFrom"}:
                why = "修订里删掉、还没有接受的，没有导入；修订里加上的都导入了"
                self._lose("修订", _words(one), why)

    def _taken_out(self, paragraph: ET.Element) -> Iterator[ET.Element]:
        """Blocks that hang on a paragraph; its own pictures stay, one by one."""
        for holder in list(paragraph.iter()):
            for at, child in reversed(list(enumerate(holder))):
                if child.tag != f"{WORD}drawing":
                    continue
                pictures = list(child.iter(_PICTURE))
                is_plain = child.find(f"*/{_DRAWING}graphic/{_DRAWING}graphicData/{_PICTURE}")
                if is_plain is None:
                    holder[at : at + 1] = [_alone(picture, child) for picture in pictures]
                for box in _outermost(child):
                    yield from list(box)
                yield from self._drawn(child)

    def _drawn(self, drawing: ET.Element) -> Iterator[ET.Element]:
        """The words of a diagram; a chart is listed."""
        for data in drawing.iter(f"{_DRAWING}graphicData"):
            title = next((one.get("descr") or one.get("title") for one in drawing.iter(
                f"{_PLACED}docPr") if one.get("descr") or one.get("title")), "")  # fmt: skip
            if data.get("uri") == _CHART:
                self._lose("格式", f"图表 {title}", "没有导入，请截成图片放回原处，并写出数字")
            elif data.get("uri") == _DIAGRAM:
                words = diagram_words(self._archive, data)
                yield from (_paragraph(f"• {one}") for one in words)
                self._lose("格式", f"SmartArt {'、'.join(words)}", "只带了文字，请对照原文排好")

    def _equations(self, root: ET.Element) -> None:
        for parent in list(root.iter()):
            for at, child in reversed(list(enumerate(parent))):
                if child.tag not in {f"{MATH}oMath", f"{MATH}oMathPara"}:
                    continue
                text = linear(child).strip()
                run = _run(text)
                parent[at] = _paragraph(text) if parent.tag == f"{WORD}body" else run
                if len(text) > 1:
                    self._lose("公式", text, "写成了一行文字，请对照原文")

    def _hidden(self, root: ET.Element) -> None:
        """Leave out hidden words, which `mammoth` would show."""
        for parent in list(root.iter()):
            for child in list(parent):
                sign = child.find(f"{WORD}rPr/{WORD}vanish") if child.tag == f"{WORD}r" else None
                if sign is not None and sign.get(f"{WORD}val", "1") in {"1", "true", "on"}:
                    self._lose("格式", _words(child), "原来就是隐藏的，没有导入")
                    parent.remove(child)


def readable(raw: bytes, path: str, export: Export) -> bytes:
    """A document of which `mammoth` drops nothing unsaid.

    Raises:
        BadZipFile, KeyError, ParseError: It is no document.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        document = _Document(archive, path, export)
        present = archive.namelist()
        parts = {
            name: document.rewritten(name) for name in (_main(archive), *_NOTES) if name in present
        }
        document.list_apart()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
            for info in archive.infolist():
                written.writestr(info, parts.get(info.filename) or archive.read(info))
    return stream.getvalue()


def _main(archive: zipfile.ZipFile) -> str:
    """The part that holds the text; some programs number it."""
    for one in ET.fromstring(archive.read(_RELATIONS)):  # noqa: S314 - as above
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", _MAIN).lstrip("/")
    return _MAIN


def _outermost(drawing: ET.Element) -> Iterator[ET.Element]:
    """The text boxes of a drawing; a box within one belongs to it."""
    inner: set[ET.Element] = set()
    for box in drawing.iter(f"{WORD}txbxContent"):
        if box not in inner:
            inner |= set(box.iter(f"{WORD}txbxContent"))
            yield box


def _alone(picture: ET.Element, drawing: ET.Element) -> ET.Element:
    """A picture of a group as one that stands in the line."""
    made = ET.Element(f"{WORD}drawing")
    inline = ET.SubElement(made, f"{_PLACED}inline")
    inline.extend(drawing.iter(f"{_PLACED}docPr"))
    graphic = ET.SubElement(inline, f"{_DRAWING}graphic")
    ET.SubElement(graphic, f"{_DRAWING}graphicData").append(picture)
    return made


def _run(text: str) -> ET.Element:
    run = ET.Element(f"{WORD}r")
    ET.SubElement(
        run, f"{WORD}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    ).text = text
    return run


def _paragraph(text: str) -> ET.Element:
    paragraph = ET.Element(f"{WORD}p")
    paragraph.append(_run(text))
    return paragraph


def _words(element: ET.Element) -> str:
    texts = {f"{WORD}t", f"{WORD}delText", f"{MATH}t"}
    return "".join(one.text or "" for one in element.iter() if one.tag in texts)
