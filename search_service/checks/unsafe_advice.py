"""No text of ours tells a reader to do what only a swindler asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.checks.unsafe_kinds import kind_of
from search_service.checks.yaml_file import KeyPath, YamlFile
from search_service.content.data.brand import Brand
from search_service.content.problems import Problem

_CODE = "(?:验证码|校验码|动态码|动态口令|登录密码|支付密码|密码|付款码|CVV|安全码|私钥|助记词)"
_TO = "(?:客服|坐席|人工|我们|我|对方|商家|卖家|工作人员|专员|主管|银行|他|她|同事|群里)"
_TELL = "(?:告诉|告知|发送?|报|念|说|提供|交|转发)(?:给|到|至)?"
_REMOTE = "(?:向日葵|ToDesk|TeamViewer|AnyDesk|远程(?:控制|协助|操作|桌面)|共享屏幕|屏幕共享)"
_GIVES = "把密码或验证码交出去"
_HANDED_OVER = "把手机交给别人操作"
# What a swindler asks for, and what it makes the reader do.
_ASKED = (
    (rf"{_CODE}[^。！？；，]{{0,6}}{_TELL}{_TO}", _GIVES),
    (rf"{_TELL}{_TO}[^。！？；，]{{0,6}}{_CODE}", _GIVES),
    (rf"(?:提供|报出|说出|发来|回复|告知)[^。！？；，]{{0,6}}{_CODE}", _GIVES),
    (
        rf"(?:下载|安装|打开|开启|启用|使用)[^。！？；，]{{0,6}}{_REMOTE}",
        _HANDED_OVER,
    ),
    (r"(?:转|汇|打|存)[钱款账]?(?:到|进|至|入)[^。！？；，]{0,6}安全账户", "往「安全账户」转钱"),
    (r"(?:卸载|关闭|关掉)[^。！？；，]{0,4}(?:反诈|来电拦截|安全软件|杀毒)", "关掉防护"),
)
_PART = "[^。！？；，]"
_SWINDLER = "(?:客服|坐席|人工|专员|主管|经理|工作人员|店员|陌生人|别人|群里|他|她)"
_FEE = "(?:保证金|(?:解冻|认证|激活|验证)[费金])"
_PAID_FIRST = "先转钱再办事"
# The same in words of its own: no word of the list above need be there. What ends in 指定 is the
# reader's own where it is 你指定的; the last four of a telephone number are no code.
_IN_OTHER_WORDS = (
    (
        (
            rf"(?:短信|收到|弹出)(?:(?!手机号|尾号){_PART}){{0,8}}"
            rf"(?:(?<![后前末])[几\d一二三四五六七八九十]+位数?|数)字?串?{_PART}{{0,4}}(?:{_TELL}|转[给到发]){_TO}"
        ),
        _GIVES,
    ),
    (rf"(?:下载|安装|打开|开启|进入|加入){_PART}{{0,8}}(?:会议|投屏)", _HANDED_OVER),
    (
        rf"[让由]{_SWINDLER}{_PART}{{0,4}}(?:看|操作|控制){_PART}{{0,6}}(?:屏幕|手机|操作)",
        _HANDED_OVER,
    ),
    (rf"手机[交递]?给{_SWINDLER}{_PART}{{0,4}}(?:操作|付款(?![结记页])|扫|输|点)", _HANDED_OVER),
    (
        (
            rf"[转汇打存挪移划]{_PART}{{0,6}}[到进至入给]{_PART}{{0,6}}"
            rf"(?:(?<![你您己])指定|{_SWINDLER}(?:给|发|说|提供|报)[来过出]?)的?"
            rf"{_PART}{{0,4}}(?:账户|账号|户头|卡)"
        ),
        "往别人给的账户转钱",
    ),
    (
        (
            rf"[转汇打付]账?{_PART}{{0,3}}[\d一二两几]+\s?[元块分]{_PART}{{0,10}}(?:验证|核实|激活|解冻)"
            rf"|[交缴付转]纳?{_PART}{{0,3}}{_FEE}[^。！？；]{{0,10}}(?:退|恢复|解冻|到账|提现|放款)|刷流水"
        ),
        _PAID_FIRST,
    ),
    (
        (
            rf"(?:[点扫]|打开){_PART}{{0,4}}{_SWINDLER}(?:给|发|提供)[来过]?的{_PART}{{0,4}}"
            "(?:链接|网址|二维码)"
        ),
        "打开别人发来的链接",
    ),
    (rf"身份证{_PART}{{0,8}}[发传交拍][给到]{_PART}{{0,4}}(?:微信|QQ|群|他|她)", "把证件交给别人"),
    (rf"按{_SWINDLER}{_PART}{{0,6}}(?:借款|贷款|转账|汇款)", "照骗子说的做"),
)
_OBEYED = re.compile(
    rf"[让要叫][你您][^。！？；]{{0,20}}(?:{_REMOTE}|{_CODE}|转账|汇款)[^。！？；不别勿]{{0,6}}"
    r"(?:的，|，|的)(?:就|请|可以|都)?(?:照做|照办|配合|同意|照[着实][回念填报答说])(?![吗就会等前])",
    re.IGNORECASE,
)
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), what) for pattern, what in _ASKED]
_OTHER_PATTERNS = [(re.compile(pattern, re.IGNORECASE), what) for pattern, what in _IN_OTHER_WORDS]
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


def sentences_in(text: str) -> list[str]:
    """The sentences of a text as a reader sees it; what stands in 「」 is somebody else's."""
    return _SENTENCE.findall(_QUOTED.sub("", text.replace(_SAFE, _SAFE[1:-1])))


def unsafe_advice(text: str) -> str | None:
    """What a text tells its reader that is unsafe, or None."""
    for sentence in sentences_in(text):
        if _OBEYED.search(sentence) and not re.search("骗|诈", sentence):
            return "照骗子说的做"
        for pattern, what in _PATTERNS:
            found = pattern.search(sentence)
            if found and not _is_warned_of(sentence, found):
                return what
        for pattern, what in _OTHER_PATTERNS:
            found = pattern.search(sentence)
            if found and not _is_told_of(sentence, found):
                return what
        if what_kind := kind_of(sentence):
            return what_kind
    return None


# Somebody else is spoken of, wherever in the sentence.
_TOLD_OF = re.compile(r"骗|假|诈|冒充|凡是|任何|一旦|如果|要是|万一|有人|谁|[要叫让][你您]|对方")
# Words that only look like a no, a question or a past.
_NO_NO = re.compile(r"会议|为了|通过|过后")


def _is_told_of(sentence: str, found: re.Match[str]) -> bool:
    """Whether no advice is given: by its own part of the sentence, or because others are told of.

    A worry in front (担心余额不安全，先把钱…) is no warning.
    """
    if _TOLD_OF.search(sentence):
        return True
    begin = max((sentence.rfind(sign, 0, found.start()) for sign in "，；"), default=-1) + 1
    ends = (sentence.find(sign, found.end()) for sign in "，；")
    end = min((at for at in ends if at >= 0), default=len(sentence))
    part = _NO_NO.sub("", sentence[begin:end])
    return bool(_NO_ADVICE.search(part) or _IMPERATIVE.search(sentence[end:]))


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


def _unnamed(text: str, brand: Brand | None) -> str:
    """Without the names of the brand, in which words of a table may stand (…支付平台)."""
    for name in (brand.name, brand.short_name) if brand else ():
        text = text.replace(name, "本站")
    return text


def texts_of(content: ContentView) -> Iterator[tuple[MarkdownFile, int, str]]:
    """What a reader reads in pages, each text with its file and line."""
    brand = content.corpus.data.brand
    for page in content.markdown_files:
        lines = list(page.head_texts("title", "summary"))
        lines += [(block.line, block.text) for block in page.blocks]
        for line, text in lines:
            yield page, line, _unnamed(text, brand)


def values_of(content: ContentView) -> Iterator[tuple[YamlFile, KeyPath, str]]:
    """What a reader or an agent reads of data, each text with its file and place."""
    brand = content.corpus.data.brand
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if isinstance(value, str):
                yield file, path, _unnamed(value, brand)


def _find(content: ContentView) -> Iterator[Problem]:
    advice = "官方从来不要这些。请删掉；是在讲骗术，就写成「不要……」，或把骗子的话放进「」"
    for page, line, text in texts_of(content):
        if what := unsafe_advice(text):
            yield page.problem(RULE.id, line, f"这句让读者{what}", advice)
    for file, path, text in values_of(content):
        if what := unsafe_advice(text):
            yield file.problem(RULE.id, path, f"这句让读者{what}", advice)
        elif path[0] in _ASKING and (asked := _asked_for(text)):
            message = f"{path[0]} 里问了「{asked}」"
            advice_asked = "官方从来不问这些，请删掉，或写成「不问……」"
            yield file.problem(RULE.id, path, message, advice_asked)


RULE = Rule("unsafe-advice", _find)
