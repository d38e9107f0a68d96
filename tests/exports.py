"""Exports as other help systems write them, packed from the readable parts in `tests/imports`.

In `export/` a folder `x.zip` becomes an archive, `x.xlsx.yml` a workbook, `x.docx.xml` a Word
document, a folder `x.docx.parts` one with more parts than its text; `x.gbk.csv`, `x.utf16.md`,
`x.utf16le.csv`, `x.bom.md` and `x.htm.gbk` are written in that encoding.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "imports"
NAMES = sorted(folder.name for folder in FOLDER.iterdir())
_ENCODINGS = {
    ".gbk": "gb18030",
    ".utf16": "utf-16",
    ".utf16le": "utf-16-le",
    ".bom": "utf-8-sig",
}
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name=""/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
)


def packed(name: str, folder: Path) -> Path:
    """Write an export into `folder` and give its place."""
    target = folder / "export"
    for path, data in _files(FOLDER / name / "export"):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return target


def expected(name: str) -> Mapping[str, Any]:
    """What an import of it has to give."""
    found: Mapping[str, Any] = yaml.safe_load((FOLDER / name / "expected.yml").read_text("utf-8"))
    return found


def _files(folder: Path) -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir()):
        name = entry.name
        if entry.is_dir() and name.endswith(".zip"):
            yield name, zipped(_files(entry))
        elif entry.is_dir() and name.endswith(".docx.parts"):
            more = {path: data.decode() for path, data in _files(entry)}
            yield name.removesuffix(".parts"), document(more.pop("document.xml"), more)
        elif entry.is_dir():
            yield from ((f"{name}/{path}", data) for path, data in _files(entry))
        elif name.endswith(".xlsx.yml"):
            yield name.removesuffix(".yml"), workbook(yaml.safe_load(entry.read_text("utf-8")))
        elif name.endswith(".docx.xml"):
            yield name.removesuffix(".xml"), document(entry.read_text("utf-8"))
        else:
            yield _encoded(entry)


def _encoded(entry: Path) -> tuple[str, bytes]:
    for mark, encoding in _ENCODINGS.items():
        if mark in entry.suffixes:
            return entry.name.replace(mark, ""), entry.read_bytes().decode().encode(encoding)
    return entry.name, entry.read_bytes()


def zipped(files: Iterable[tuple[str, bytes | str]]) -> bytes:
    """An archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def workbook(sheets: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A workbook of Excel: `rows` and `merged` ranges by the name of each sheet.

    `links` are addresses by cell; `pictures` cells that a picture floats over; `boxes` texts by the
    cell that they float over; `inside` names of pictures that WPS keeps within cells.

    A number with a format is a mapping: `{number: "0.05", format: "0%"}`; its digits are written as
    they stand there. A text with one has `text` instead of `number`.
    """
    formats: list[str] = []
    parts: dict[str, str | bytes] = {}
    listed, related, types = [], [], []
    for number, (name, sheet) in enumerate(sheets.items(), 1):
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in sheet.get("merged", ()))
        rows = "".join(_row(n, row, formats) for n, row in enumerate(sheet["rows"], 1))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheetData>{rows}</sheetData>'
            + (f"<mergeCells>{merged}</mergeCells>" if merged else "")
            + _beside(number, sheet, parts)
            + "</worksheet>"
        )
        listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>')
        related.append(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
            f' Target="worksheets/sheet{number}.xml"/>'
        )
        types.append(f"/xl/worksheets/sheet{number}.xml")
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{"".join(listed)}</sheets>'
        "</workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = _relations(related)
    if formats:
        parts["xl/styles.xml"] = _styles(formats)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {"/xl/workbook.xml": f"{kind}.sheet.main+xml"}
    overrides |= dict.fromkeys(types, f"{kind}.worksheet+xml")
    return _office(parts, "xl/workbook.xml", overrides)


def _beside(number: int, sheet: Mapping[str, Any], parts: dict[str, str | bytes]) -> str:
    """What hangs on the cells of a sheet; its parts are added."""
    related = []
    written = ""
    for n, (place, address) in enumerate(sheet.get("links", {}).items(), 1):
        key = f"rIdL{n}"
        related.append(
            f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{escape(address)}"'
            ' TargetMode="External"/>'
        )
        written += f'<hyperlink ref="{place}" r:id="{key}"/>'
    written = f"<hyperlinks>{written}</hyperlinks>" if written else ""
    drawn = [_anchor(place, _PICTURE) for place in sheet.get("pictures", ())]
    drawn += [
        _anchor(place, f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>"
                "</xdr:txBody></xdr:sp>")
        for place, text in sheet.get("boxes", {}).items()
    ]  # fmt: skip
    image = f'<Relationship Id="rId1" Type="{_OFFICE}/image" Target="../media/image1.png"/>'
    if drawn:
        written += '<drawing r:id="rIdD"/>'
        target = f"../drawings/drawing{number}.xml"
        related.append(f'<Relationship Id="rIdD" Type="{_OFFICE}/drawing" Target="{target}"/>')
        parts[f"xl/drawings/drawing{number}.xml"] = (
            f'<xdr:wsDr xmlns:xdr="{_DRAWN}/spreadsheetDrawing" xmlns:a="{_DRAWN}/main"'
            f' xmlns:r="{_OFFICE}">{"".join(drawn)}</xdr:wsDr>'
        )
        parts[f"xl/drawings/_rels/drawing{number}.xml.rels"] = _relations([image])
    if names := sheet.get("inside", ()):
        named = [_PICTURE.replace('name=""', f'name="{name}"') for name in names]
        inner = "".join(f"<etc:cellImage>{one}</etc:cellImage>" for one in named)
        parts["xl/cellimages.xml"] = (
            '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
            f' xmlns:xdr="{_DRAWN}/spreadsheetDrawing" xmlns:a="{_DRAWN}/main"'
            f' xmlns:r="{_OFFICE}">{inner}</etc:cellImages>'
        )
        parts["xl/_rels/cellimages.xml.rels"] = _relations([image.replace("../", "")])
    if drawn or names:
        parts["xl/media/image1.png"] = (FOLDER / "word-chapters" / "picture.png").read_bytes()
    if related:
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(related)
    return written


def _anchor(place: str, inner: str) -> str:
    column, row = ord(place[0]) - 65, int(place[1:]) - 1
    start = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    return f"<xdr:oneCellAnchor>{start}{inner}<xdr:clientData/></xdr:oneCellAnchor>"


def _row(number: int, row: Sequence[Any], formats: list[str]) -> str:
    cells = "".join(
        _cell(f"{chr(65 + n)}{number}", value, formats)
        for n, value in enumerate(row)
        if value is not None
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: Any, formats: list[str]) -> str:  # noqa: ANN401 - what YAML holds
    style = ""
    if isinstance(value, Mapping):
        if value["format"] not in formats:
            formats.append(value["format"])
        style = f' s="{formats.index(value["format"]) + 1}"'
        if "number" in value:
            return f'<c r="{place}"{style}><v>{value["number"]}</v></c>'
        value = value["text"]
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    words = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
    return f'<c r="{place}"{style} t="inlineStr">{words}</c>'


def _styles(formats: Sequence[str]) -> str:
    """A style for each format code; a number is the code that every program knows by it."""
    keys = [
        int(code) if code.isdigit() and len(code) < 3 else 164 + n for n, code in enumerate(formats)
    ]
    own = "".join(
        f'<numFmt numFmtId="{key}" formatCode="{escape(code)}"/>'
        for key, code in zip(keys, formats, strict=True)
        if key >= 164
    )
    styles = "".join(f'<xf numFmtId="{key}"/>' for key in (0, *keys))
    return (
        f'<styleSheet xmlns="{_SHEET}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="9"/>'
        f"</cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
    )


# What a Word document may have besides its text, by path below `word/`: kind of relation, its key.
_MORE = {
    "footnotes.xml": ("footnotes", "rId11"),
    "endnotes.xml": ("endnotes", "rId12"),
    "comments.xml": ("comments", "rId13"),
    "diagrams/data1.xml": ("diagramData", "rId20"),
    "header1.xml": ("header", "rId40"),
    "footer1.xml": ("footer", "rId41"),
}


def document(body: str, more: Mapping[str, str] | None = None) -> bytes:
    """A Word document; headings 1 to 3 are the styles `1` to `3`, list 1 has numbers, 2 dots.

    Args:
        body: What stands in `w:body`.
        more: Further parts, by path below `word/`.
    """
    more = more or {}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in (1, 2, 3)
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>'
            for level in (0, 1)
        )
        + "</w:abstractNum>"
        for n, kind in ((1, "decimal"), (2, "bullet"))
    )
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2)
    )
    picture = (FOLDER / "word-chapters" / "picture.png").read_bytes()
    parts: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}">{lists}{numbers}</w:numbering>',
        "word/media/image1.png": picture,
        "word/_rels/document.xml.rels": _relations(
            f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for key, kind, target in (
                ("rId1", "styles", "styles.xml"),
                ("rId2", "numbering", "numbering.xml"),
                ("rId9", "image", "media/image1.png"),
                *((_MORE[name][1], _MORE[name][0], name) for name in more if name in _MORE),
            )
        ),
        **{f"word/{name}": text for name, text in more.items()},
    }
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = {
        "/word/document.xml": f"{kind}.document.main+xml",
        "/word/styles.xml": f"{kind}.styles+xml",
        "/word/numbering.xml": f"{kind}.numbering+xml",
    }
    return _office(parts, "word/document.xml", overrides)


def _office(parts: Mapping[str, str | bytes], main: str, overrides: Mapping[str, str]) -> bytes:
    types = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    shell = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{types}</Types>',
        "_rels/.rels": _relations(
            [f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/>']
        ),
    }
    return zipped([*shell.items(), *parts.items()])


def _relations(entries: Iterable[str]) -> str:
    return f'<Relationships xmlns="{_RELS}">{"".join(entries)}</Relationships>'
