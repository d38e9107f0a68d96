"""What could not be carried, and why: nothing of an export is dropped without standing here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "文件", "文章", "行", "图片", "链接", "附件", "嵌入", "格式", "问法", "旧网址", "主题"
]


@dataclass(frozen=True, order=True)
class Loss:
    """One thing that is not in the project now.

    Attributes:
        kind: What it is.
        where: The place in the export.
        what: The thing itself, shortly.
        why: The reason, and what somebody can do.
    """

    kind: Kind
    where: str
    what: str
    why: str
