"""Signs as this help centre writes them: 「」 for quotes, each sign once, brackets in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import SAID
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_REPEATED = re.compile(
    r"([！？。，、；：!?])\1+|\.{3,}|。{2,}|…(?<!……)(?!…)|[！？!?]{2,}|[，、；：][，。、；：！？]|[。！？][，、；：]"
)
_HAN = r"[\u4e00-\u9fff]"
# ’ between letters is an apostrophe; quotes around Latin are wrong where the sentence is Chinese.
_QUOTES = re.compile(
    rf"“[^“”]*”|[“”‘\uff02]|’(?![A-Za-z])|\"[^\"]*{_HAN}[^\"]*\"|(?<![A-Za-z0-9])'[^']*{_HAN}[^']*'"
    rf"|(?<={_HAN})\s?([\"'])[^\"'\s][^\"'\n]*\1|([\"'])[^\"'\s][^\"'\n]*\2\s?(?={_HAN})"
)
# The title of a box stands in straight quotes.
_BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?|===)\s.*")
# Half-width signs and dashes of keyboards between 汉字, quotes of another script.
_FOREIGN = (
    (re.compile(rf"(?<={_HAN}); ?(?={_HAN})"), "半角分号", "请改成「；」"),
    (re.compile(rf"(?<={_HAN}) ?-{{2,}} ?(?={_HAN})"), "两个减号", "破折号请写「——」"),
    (re.compile(r"『(?![^「]*」)"), "引号『", "请改用「」；「」里面再引用才用『』"),
    (
        re.compile(
            "[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u2728\u2753-\u2757\u2763\u2764\u2b50\u2b55\u274c]\ufe0f?"
            r"|\^_+\^|T_T|QAQ|orz|(?<![\w:/]):[)(DP](?!\w)|(?<=\s):[a-z_]+:(?=\s|$)|^:[a-z_]+:(?=\s)"
            # As WeChat copies them.
            r"|\[(?:微笑|撇嘴|发呆|得意|流泪|害羞|闭嘴|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|囧|抓狂|偷笑"
            r"|愉快|白眼|憨笑|疑问|嘘|晕|衰|再见|擦汗|鼓掌|坏笑|委屈|可怜|笑脸|脸红|破涕为笑|失望"
            r"|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|加油|汗|天啊|旺柴|叹气|苦涩|裂开|爱心|心碎|拥抱"
            r"|强|弱|握手|胜利|抱拳|拳头|OK|合十|玫瑰|庆祝|礼物)\](?![(（\[])"
        ),
        "表情",
        "请删掉它，读屏软件会把它念出来；要强调就写成文字",
    ),
)
# In data, where no other rule looks at how sentences are typed.
_HALF = re.compile(rf"(?<={_HAN})[?!,;](?={_HAN}|$)")
_SAID = SAID | {"title", "when", "say", "why"}
_PAIRS = (("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"))


def _faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the signs of a line, each with what to do."""
    if found := _REPEATED.search(text):
        yield f"标点「{found[0]}」连着写", "请只写一个；省略号写「……」"
    for foreign, kind, advice in _FOREIGN:
        if found := foreign.search(text):
            yield f"{kind}「{found[0].strip()}」", advice
    if found := _QUOTES.search(text):
        yield f"引号 {found[0][:20]} 不合写法", "请改用「」"


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text in page.prose:
            for message, advice in _faults(_BOX.sub("", text)):
                yield page.problem(RULE.id, line, message, advice)
        blocks = ((page.shown_as, block.line, block.text) for block in page.blocks)
        for file, line, text in (*page.asked("title", "summary", "questions"), *blocks):
            for message in _unpaired(text):
                yield Problem(file, line, RULE.id, message, "请补上另一半，或删掉多余的")
    for written in (*content.data_files, *content.agent_files):
        for path, value in written.values:
            if path[-1] in _SAID and isinstance(value, str) and (found := _HALF.search(value)):
                message = f"半角标点「{found[0]}」"
                yield written.problem(
                    RULE.id, path, message, "汉字后面请用全角的，例如「？」「，」"
                )
            for message in _unpaired(value) if isinstance(value, str) else ():
                yield written.problem(RULE.id, path, message, "请补上另一半，或删掉多余的")


def _unpaired(text: str) -> Iterator[str]:
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            yield "直角引号没有成对" if opening == "「" else f"「{opening}」和「{closing}」没有成对"


RULE = Rule("signs", _find)
