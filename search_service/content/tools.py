"""The self-service tools by name: the one list that pages, macros and data files are held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

ToolName = Literal["verify", "refund-date", "guide", "cards", "error-code", "hours"]

# The folder of `content/pages/` whose pages are tools.
TOOLS_FOLDER = "tools"

# Tools that open at one of the sections of their page, and the parameter that names it.
SECTION_PARAMETERS: Mapping[str, str] = {"guide": "tree", "cards": "card"}

# As a list, for messages and for what is looked up by name.
TOOL_NAMES: tuple[ToolName, ...] = get_args(ToolName)
