"""What a writing machine or a chat says around the text that was asked for, pasted with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_TEXT = "(?:版本|内容|段落|文章|文案|正文|译文|文字|稿子?|回答|答案|说法|表述)"
_MADE = "(?:改写|润色|优化|修改|调整|精简|翻译|整理|生成|撰写|扩写|缩写)"
_TALK = re.compile(
    rf"{_MADE}(?:过|好|完)?(?:后|之后)?的(?:{_TEXT})"
    rf"|(?:以下|下面|这)(?:是|为)(?:我|为[你您])?(?:{_MADE}|根据[你您]的)"
    r"|^(?:好的|当然|没问题|明白了|收到)[，,！!。](?:以下|下面|这是|我)"
    r"|作为(?:一个|一名)?(?:AI|人工智能|语言模型|大模型|智能助手)"
    r"|希望(?:这|以上|上面)[^。]{0,8}(?:对[你您])?有(?:所)?帮助"
    r"|(?:如需|需要)(?:进一步|再)?(?:调整|修改|优化|补充)[^。]{0,8}(?:请)?(?:随时)?(?:告诉|告知|联系)我"
    r"|^(?:Sure|Certainly|Of course|Here(?:'s| is| are))\b"
)
# Two English words or more that are no name: 「Please note」. Names of products begin large.
_ENGLISH = re.compile(r"(?<![\w/@.-])[A-Za-z]{2,}(?:,? [a-z]{2,})+(?![\w/@.-])")
_CODE = re.compile(r"https?://\S+|`[^`]*`|\"[^\"]*\"|\{[^}]*\}|<[^>]*>|\([^()]*\)")
# The line above a message in a chat: 王敏 14:32.
_CHAT = re.compile(
    r"^[\u4e00-\u9fffA-Za-z]{2,8}\s+(?:\d{1,2}/\d{1,2}\s+|昨天\s*|今天\s*)?\d{1,2}:\d{2}(?::\d{2})?$"
)
_QUOTED = re.compile(r"「[^「」]*」")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in page.prose:
            if _CHAT.match(text.strip()):
                message = f"「{text.strip()}」是聊天记录里的一行"
                yield page.problem(RULE.id, line, message, "请删掉它，只留正文")
            if english := _ENGLISH.search(_CODE.sub("", _QUOTED.sub("", text))):
                message = f"有一句英文「{english[0][:24]}」"
                yield page.problem(RULE.id, line, message, "请译成中文，或删掉它")
            if found := _TALK.search(_QUOTED.sub("", text.lstrip("-*> 0123456789."))):
                message = f"「{found[0][:16]}」是写稿工具的话，不是给读者的"
                yield page.problem(RULE.id, line, message, "请删掉它，只留正文")


RULE = Rule("machine-talk", _find)
