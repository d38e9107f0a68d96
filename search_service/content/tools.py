"""The self-service tools by name: the one list that pages, macros and data files are held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

ToolName = Literal["verify", "refund-date", "guide", "cards", "error-code", "hours"]

# The folder of `content/pages/` whose pages are tools.
TOOLS_FOLDER = "tools"

# Tools that open at one of the sections of their page, and the parameter that names it.
SECTION_PARAMETERS: Mapping[str, str] = {"guide": "tree", "cards": "card"}

# What a link says that does not say anything else.
TOOL_TITLES: Mapping[str, str] = {
    "verify": "验一验真假",
    "refund-date": "算退款到账日期",
    "guide": "一步步排查",
    "cards": "填材料卡片",
    "error-code": "查错误码",
    "hours": "看客服现在在不在",
}
