"""No word of a Word document goes unsaid: each is in an article, or in the account."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.importing.formats.options import Options
from search_service.importing.importer import Wanted, prepare
from tests.builders import sound_project
from tests.exports import document

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_OPEN = f'<w:drawing><wp:anchor xmlns:wp="{_WP}"><wp:docPr id="1" name="x"/>'
_GRAPHIC = f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_WPS}">'
_CLOSE = "</a:graphicData></a:graphic></wp:anchor></w:drawing>"

# `%s` is a run, or what stands in the place of one.
SHAPES = {
    "plain": "%s",
    "added": '<w:ins w:id="1" w:author="a">%s</w:ins>',
    "moved": '<w:moveTo w:id="1" w:author="a">%s</w:moveTo>',
    "control": "<w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>",
    "tag": '<w:smartTag w:element="x">%s</w:smartTag>',
    "bookmark": '<w:bookmarkStart w:id="3" w:name="b"/>%s<w:bookmarkEnd w:id="3"/>',
    "inner link": '<w:hyperlink w:anchor="b">%s</w:hyperlink>',
    "box": (
        f'<w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps">{_OPEN}{_GRAPHIC}'
        f'<wps:wsp xmlns:wps="{_WPS}"><wps:txbx><w:txbxContent><w:p>%s</w:p></w:txbxContent>'
        f"</wps:txbx></wps:wsp>{_CLOSE}</mc:Choice></mc:AlternateContent></w:r>"
    ),
    "old box": (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        "<w:txbxContent><w:p>%s</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    ),
}
LEAVES = {
    "text": "<w:r><w:t>{0}</w:t></w:r>",
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{0}</w:t></w:r>",
    "deleted": '<w:del w:id="2" w:author="a"><w:r><w:delText>{0}</w:delText></w:r></w:del>',
    "equation": (
        f"<m:oMath {_MATH}><m:f><m:num><m:r><m:t>{{0}}</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    ),
}
pieces = st.tuples(
    st.sampled_from(sorted(LEAVES)), st.lists(st.sampled_from(sorted(SHAPES)), max_size=2)
)
blocks = st.tuples(
    st.sampled_from(["", '<w:pPr><w:pStyle w:val="2"/></w:pPr>', "cell"]),
    st.lists(pieces, min_size=1, max_size=3),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(blocks, min_size=1, max_size=4))
def test_every_word_is_carried_or_listed(
    drawn: list[tuple[str, list[tuple[str, list[str]]]]],
) -> None:
    words: list[str] = []
    body = ""
    for kind, inner in drawn:
        written = ""
        for leaf, shapes in inner:
            words.append(f"词{len(words)}尾")
            piece = LEAVES[leaf].format(words[-1])
            for shape in shapes:
                piece = SHAPES[shape].replace("%s", piece)
            written += piece
        cell = f"<w:tbl><w:tr><w:tc><w:p>{written}</w:p></w:tc></w:tr></w:tbl><w:p/>"
        body += cell if kind == "cell" else f"<w:p>{kind}{written}</w:p>"
    body += "<w:p><w:r><w:t>正文。</w:t></w:r></w:p>"
    with tempfile.TemporaryDirectory() as folder:
        project = sound_project(Path(folder) / "project")
        source = Path(folder) / "手册.docx"
        source.write_bytes(document(body))
        done = prepare(project, Wanted(source, "组", "其他", Options(), date(2026, 3, 10)))

    carried = "".join(data.decode("utf-8", "replace") for data in done.files.values())
    listed = "".join(loss.what for loss in done.losses)
    assert [word for word in words if word not in carried + listed] == []
