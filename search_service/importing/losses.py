"""What could not be carried, and why: nothing of an export is dropped without standing here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "文章",
    "行",
    "文件",
    "图片",
    "附件",
    "链接",
    "嵌入",
    "格式",
    "公式",
    "修订",
    "批注",
    "页眉页脚",
    "问法",
    "旧网址",
    "主题",
]
# In the order in which the account names them.
KINDS: tuple[Kind, ...] = get_args(Kind)


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
