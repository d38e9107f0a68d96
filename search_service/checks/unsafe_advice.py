"""No text of ours tells a reader to do what only a swindler asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_CODE = "(?:验证码|校验码|动态码|动态口令|登录密码|支付密码|密码|付款码|CVV|安全码|私钥|助记词)"
_TO = "(?:客服|坐席|人工|我们|我|对方|商家|卖家|工作人员|专员|主管|银行|他|她|同事|群里)"
_TELL = "(?:告诉|告知|发送?|报|念|说|提供|交|转发)(?:给|到|至)?"
_REMOTE = "(?:向日葵|ToDesk|TeamViewer|AnyDesk|远程(?:控制|协助|操作|桌面)|共享屏幕|屏幕共享)"
_GIVES = "把密码或验证码交出去"
# What a swindler asks for, and what it makes the reader do.
_ASKED = (
    (rf"{_CODE}[^。！？；，]{{0,6}}{_TELL}{_TO}", _GIVES),
    (rf"{_TELL}{_TO}[^。！？；，]{{0,6}}{_CODE}", _GIVES),
    (rf"(?:提供|报出|说出|发来|回复|告知)[^。！？；，]{{0,6}}{_CODE}", _GIVES),
    (
        rf"(?:下载|安装|打开|开启|启用|使用)[^。！？；，]{{0,6}}{_REMOTE}",
        "把手机交给别人操作",
    ),
    (r"(?:转|汇|打|存)[钱款账]?(?:到|进|至|入)[^。！？；，]{0,6}安全账户", "往「安全账户」转钱"),
    (r"(?:卸载|关闭|关掉)[^。！？；，]{0,4}(?:反诈|来电拦截|安全软件|杀毒)", "关掉防护"),
)
_OBEYED = re.compile(
    rf"[让要叫][你您][^。！？；]{{0,20}}(?:{_REMOTE}|{_CODE}|转账|汇款)[^。！？；不别勿]{{0,6}}"
    r"(?:的，|，|的)(?:就|请|可以|都)?(?:照做|照办|配合|同意)(?![吗就会等前])",
    re.IGNORECASE,
)
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), what) for pattern, what in _ASKED]
# What is warned of, asked, told of others or already done is no advice.
_NO_ADVICE = re.compile(
    r"[不别勿没未无莫]|拒绝|骗|假|冒充|凡是|任何|一旦|如果|要是|万一|的人|对方|有人|谁|[要叫让][你您]"
    r"|[了过](?![\u4e00-\u9fff]*请)|[吗会]|索要|等于"
)
# The next part tells the reader what not to do: what stands before it was to be told like that.
_IMPERATIVE = re.compile(r"^[，；、](?:也|更|都)?不(?:要|能)?[开装点扫填加转说给报存借信理]")
_SAFE = "「安全账户」"
_QUOTED = re.compile(r"「[^「」]*」")
_SENTENCE = re.compile(r"[^。！？\n]+")


def unsafe_advice(text: str) -> str | None:
    """What a text tells its reader that is unsafe, or None.

    Args:
        text: Sentences as a reader sees them; what stands in 「」 is somebody else's.
    """
    if _OBEYED.search(_QUOTED.sub("", text)):
        return "照骗子说的做"
    for sentence in _SENTENCE.findall(_QUOTED.sub("", text.replace(_SAFE, _SAFE[1:-1]))):
        for pattern, what in _PATTERNS:
            found = pattern.search(sentence)
            if found and not _is_warned_of(sentence, found):
                return what
    return None


def _is_warned_of(sentence: str, found: re.Match[str]) -> bool:
    """Whether no advice is given: the part of the sentence with it, or one before it, says so.

    What comes behind it is told of something else, but where it begins with what it leads to.
    """
    end = next((at for at in range(found.end(), len(sentence)) if sentence[at] in "，；"), None)
    if end is None or not _IMPERATIVE.search(sentence[end:]):
        return bool(_NO_ADVICE.search(sentence))
    return bool(_NO_ADVICE.search(sentence[:end]) or re.search("骗|假|诈", sentence))


# Lists of what agents ask a customer for.
_ASKING = frozenset({"ask", "verify"})
_SECRET = re.compile(rf"{_CODE}|完整卡号|银行卡全号|身份证全号")


def _asked_for(text: str) -> str | None:
    """A secret that an agent is told to ask for, or None."""
    for part in re.split(r"[，。；]", text):
        if (found := _SECRET.search(part)) and not _NOT_ASKED.search(part):
            return found[0]
    return None


# Asked about, not for.
_NOT_ASKED = re.compile(
    r"[不别没未无了过]|收|错|锁|改|换|忘|泄|输|过期|设|几|告诉|给过|哪|是否|有没有|页面|提示"
)


def _find(content: ContentView) -> Iterator[Problem]:
    advice = "官方从来不要这些。请删掉；是在讲骗术，就写成「不要……」，或把骗子的话放进「」"
    for page in content.markdown_files:
        lines = list(page.head_texts("title", "summary"))
        lines += [(block.line, block.text) for block in page.blocks]
        for line, text in lines:
            if what := unsafe_advice(text):
                yield page.problem(RULE.id, line, f"这句让读者{what}", advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str) and (what := unsafe_advice(value)):
                yield file.problem(RULE.id, path, f"这句让读者{what}", advice)
            elif isinstance(value, str) and path[0] in _ASKING and _asked_for(value):
                message = f"{path[0]} 里问了「{_asked_for(value)}」"
                yield file.problem(
                    RULE.id, path, message, "官方从来不问这些，请删掉，或写成「不问……」"
                )


RULE = Rule("unsafe-advice", _find)
