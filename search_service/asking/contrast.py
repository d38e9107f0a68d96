"""「不想注销，只想换手机号」: what is meant, without what is said not to be meant."""

from __future__ import annotations

import re

_NOT_THIS = "并不是想|并不想|并不是|并非|不是想要|不是想|不是要|不是问|不是说|不想要|不想|没想|没打算|不打算|不需要|不是"
_BUT_THIS = "我只是想|我只想|只是想要|只是想|只想要|只想|就是想|就想|而是想|而是要|而是|我是想|是想|我是要|我是问|是问|我要|我想"
_CONTRAST = re.compile(
    rf"^(?P<before>.{{0,12}}?)(?:{_NOT_THIS})(?P<denied>[^。！？；]{{1,14}}?)"
    rf"(?:[,，、;； ]|(?={_BUT_THIS}))\s?(?:{_BUT_THIS})(?P<meant>.{{2,}})$"
)


def what_is_meant(text: str) -> str:
    """The normalised text without the part that it denies; unchanged when it denies nothing."""
    if "不" not in text and "没" not in text and "并" not in text:
        return text
    found = _CONTRAST.match(text)
    return f"{found['before']}{found['meant']}".strip() if found else text
