"""「不想注销，只想换手机号」: what is meant, without what is said not to be meant."""

from __future__ import annotations

import re

_DENIALS = (
    # what is denied behind, and what is meant behind
    (
        "并不是想|不是想要|不是想|不是要|不是问|不是说",
        "而是想|而是要|而是|是想要|是想|是要|是问|是说|我想|我要",
    ),
    (
        "并不想|不想要|不想|没想|没打算|不打算|不需要",
        "我?只是想要?|我?只想要?|我?就是想|我?就想|而是想?|我是想|我想|我要",
    ),
    ("并不是|并非|不是", "而是想|而是要|而是"),
    # 不要退款我要换货; 不要密码我要怎么付 says how, not what is not meant
    ("(?<![^ ])(?:不要|别|不用)(?:给我|帮我)", "我就是想|我就想|我只是?想|我想|我只?要(?!怎么)"),
    ("我不要(?!再)|(?<![^ ])不要(?!再)|我不是要", "(?:我只?要|只要|要的是|我只?想要?)(?!怎么|咋)"),
)
_CONTRASTS = [
    re.compile(
        rf"^(?P<before>.{{0,12}}?)(?:{denied})(?P<denied>[^。!?;]{{1,14}}?)"
        rf"(?:[,、; ]\s?)?(?:{meant})(?P<meant>.{{2,}})$"
    )
    for denied, meant in _DENIALS
]


# 「手机没丢，就是收不到验证码」: what has not happened, where nothing else is said of it. What was
# not borrowed or not received is a matter of its own.
_NOT_HAPPENED = re.compile(
    r"^[^,。!?;]{0,6}没(?:有)?(?:丢|忘|注销|冻结|删|换|被(?:盗|骗|偷|冻结|封))"
    r"[^,。!?;到]{0,6}[,; ]\s?(?:但是|可是|不过|但|就是|只是|就|只|而是)(?P<meant>.{2,})$"
)
# 「我不是被骗，只是转错了」: what somebody says has not been done to him, and what was.
_NOT_DONE = re.compile(
    r"^(?P<before>[^,。!?;]{0,8}?)(?:并不是|并非|不是)(?=被|遭|丢|忘|盗刷|诈骗)[^,。!?;]{1,8}"
    r"[,; ]\s?(?:而是|只是|就是|是)(?P<meant>(?!不是|吧|吗|什么).{2,})$"
)
# 「别跟我说找商家，商家跑路了」: what one does not want to hear.
_NOT_TO_BE_TOLD = re.compile(
    r"^(?:你?们?(?:别|不要|甭|少)(?:再|总|老)?(?:跟我说|和我说|给我说|告诉我|叫我|让我|说什么|扯什么))"
    r"[^,。!?;]{1,14}[,。!?; ]\s?(?P<meant>.{3,})$"
)


def what_is_meant(text: str) -> str:
    """The normalised text without the part that it denies; unchanged when it denies nothing."""
    if "不" not in text and "没" not in text and "并" not in text and "别" not in text:
        return text
    for left_out in (_NOT_HAPPENED, _NOT_TO_BE_TOLD):
        if found := left_out.match(text):
            return found["meant"]
    for contrast in (_NOT_DONE, *_CONTRASTS):
        if found := contrast.match(text):
            return f"{found['before']}{found['meant']}".strip()
    return text
