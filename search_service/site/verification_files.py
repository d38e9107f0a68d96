"""Files by which platforms see whose domain this is: `content/verification/*.txt`, at the root.

WeChat, 企业微信 and Alipay give such a file before their web-views open a domain.
"""

from __future__ import annotations

import re
from pathlib import Path

from search_service.content.source_files import files_below, is_plain_file
from search_service.errors import ContentInvalid

FOLDER = "verification"
_NAME = re.compile(r"[A-Za-z0-9_-]{4,80}\.txt")
# Words of the builder's own, and of what crawlers look for.
_TAKEN = frozenset({"robots.txt", "content-security-policy.txt", "security.txt", "humans.txt"})
# Bytes; the platforms' own have some thirty.
_LONGEST = 4_096


def write_verification_files(site: Path, content_folder: Path) -> None:
    """Copy the files to the root of a built site.

    Raises:
        ContentInvalid: One is no small text file of a name that is free.
    """
    for name, file in files_below(content_folder / FOLDER):
        shown = f"{content_folder.name}/{FOLDER}/{name}"
        if not _NAME.fullmatch(name) or name in _TAKEN or (site / name).exists():
            raise ContentInvalid(
                f"{shown}：这个名字不能用。请照平台给的名字放 .txt 文件，不要改名，不放子文件夹。"
            )
        if not is_plain_file(file) or file.stat().st_size > _LONGEST:
            raise ContentInvalid(f"{shown}：不是 4 KB 以内的普通文件。请重新下载平台给的文件。")
        text = file.read_bytes()
        if not text.isascii() or b"<" in text:
            raise ContentInvalid(f"{shown}：里面不只是一串字符。请重新下载平台给的文件。")
        (site / name).write_bytes(text)
