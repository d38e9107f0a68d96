"""A QR code leads a reader somewhere nobody can read: only registered ones may be shown.

Recognised by its file's name and by its description; pictures themselves are not looked into.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_QR = re.compile(r"二维码|收款码|付款码|扫码|(?<![a-z])qr|erweima|qrcode", re.IGNORECASE)


def _find(content: ContentView) -> Iterator[Problem]:
    registered = {
        str(value) for file in content.data_files for _, value in file.values if value is not None
    }
    for page in content.markdown_files:
        for line, token in page.inlines():
            if token.type != "image":
                continue
            source = str(token.attrGet("src"))
            name = posixpath.basename(source)
            if _QR.search(f"{name} {token.content}") and not {source, name} & registered:
                message = f"二维码图片 {name} 没有登记"
                advice = "请删掉它，改写文字步骤；确是官方的，先把文件名登记到 content/data/"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("qr-image", _find)
