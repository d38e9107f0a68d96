"""Another wallet where ours is meant: a step copied from its help, 「打开支付宝」.

Other wallets may be spoken of; their accounts, their customer service and the buttons of their app
are nothing that our steps can promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import words_with_advice
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_WALLETS = re.compile(r"[\u4e00-\u9fff]*(?:支付|宝|闪付|付通|零钱通?)|微信")
_QUOTED = re.compile(r"「[^「」]*」")
# Sentences that speak of others as others.
_OF_OTHERS = re.compile(
    "别的|别家|其他|其它|另外|不是 ?u|冒充|骗|不要|不加|不推荐|比如|例如|那边|还有"
)


def _pattern(content: ContentView) -> re.Pattern[str] | None:
    listed = words_with_advice(content.texts.get("words/entities.txt", ""))
    own = content.corpus.data.brand
    ours = {own.name, own.short_name, *own.written_as} if own else set()
    names = sorted({one for one in listed if _WALLETS.fullmatch(one)} - ours, key=len, reverse=True)
    if not names:
        return None
    name = f"(?<!企业)(?P<name>{'|'.join(map(re.escape, names))})"
    return re.compile(
        rf"{name}的?(?:账户|余额|客服|工单|密码|App|APP|首页|账单|收款码|付款码|钱包)"
        rf"|(?:打开|登录|登上|装好|进入|退到|退回|提现到|转到|更新)(?:了|你的|手机里的)?"
        rf"{name.replace('?P<name>', '?P<next>')}(?!公众号|群|好友|号)"
    )


def _find(content: ContentView) -> Iterator[Problem]:
    pattern = _pattern(content)
    if not pattern:
        return
    said = [
        (page.shown_as, line, text) for page in content.markdown_files for line, text in page.prose
    ]
    said += [
        (file.shown_as, file.line(path), value)
        for file in (*content.data_files, *content.agent_files)
        for path, value in file.values
        if path[-1] in {"text", "do", "what_to_do", "way"} and isinstance(value, str)
    ]
    for shown_as, line, text in said:
        for sentence in re.split("[。；！？]", _QUOTED.sub("", text)):
            found = None if _OF_OTHERS.search(sentence) else pattern.search(sentence)
            if found:
                name = found["name"] or found["next"]
                message = f"这里写的是{name}：「{found[0]}」"
                advice = "是抄来的就改成我们自己的；真的说别家，就写明「别的钱包」"
                yield Problem(shown_as, line, RULE.id, message, advice)


RULE = Rule("other-brand", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
