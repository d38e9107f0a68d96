"""What kind of answer a question wants, and which units hold one of that kind.

The question's own words (几天, 怎么办, 是什么) say the kind and nothing about the subject, so that
they are read here and left out when words are compared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "duration", "amount", "phone", "email", "url", "hours", "meaning", "yesno", "how", "first",
    "who", "where", "say", "why",
]  # fmt: skip
# Answered by a value that can be recognised wherever it stands.
VALUES: frozenset[Kind] = frozenset({"duration", "amount", "phone", "email", "url", "hours"})

# 是什么情况 asks why, and 是什么时候 when: neither asks what something means.
_NO_MEANING = "(?!情况|原因|回事|毛病|道理|时候)"
_QUESTION_WORDS = re.compile(
    "如何是好|怎么办|怎么弄|怎么搞|咋搞|怎么回事|怎么样|怎么着|怎么|咋办|咋整|咋回事|咋样|咋弄|咋|如何|怎样|多长时间|多少天|"
    "多久|几个工作日|几天|什么时候|啥时候|什么意思|啥意思|是什么|是啥|是不是|什么叫|什么|啥|为什么|为啥|到底|究竟|"
    "为何|凭什么|凭啥|[在去到]哪[里儿]|哪里|哪儿|在哪|去哪|哪个|哪些|哪|多少|吗|呢|啊|呀|吧|嘛|啦|呗|该(?=怎|咋|如)|请问|可不可以|"
    "能不能|能否|可以|会不会|要不要|有没有|行不行|用不用|还能|干嘛|干什么|一下|我的|我|你们|"
    # 付不了 fails, which is no way of asking.
    "(?<!不)了(?!解)|的|"
    "用得着|有必要|几回|"
    # 忙不忙 and 能退不 ask as 忙吗 does.
    r"(?<=(.))不\1|[不没](?=[?!。 ]*$)"
)
_ASKED: dict[Kind, re.Pattern[str]] = {
    "duration": re.compile(
        r"多久|多长时间|几天|几个?工作日|几个?小时|多少天|多少年|几年|几个月|几秒|什么时候|啥时候|何时|"
        r"哪天|到几号|几号|哪几天|第几天|最长|提前几天|几日|天数|"
        r"(?:[今明后当]天|马上|立刻|周末).{0,3}[能会可].{0,2}到"
    ),
    "amount": re.compile(
        r"多少钱|多少元|多少块|几块|手续费|收费|限额|额度|最多|上限|退多少|到账多少|付多少|要花钱|运费|"
        r"几次|多少次|几回|多少回"
    ),
    "phone": re.compile(r"电话|热线|号码|打几|打什么|打哪|哪个号|拨打|dianhua"),
    "email": re.compile(r"邮箱|邮件地址|邮相|email|e-mail"),
    "url": re.compile(r"网址|官网|网站|链接|表单"),
    "hours": re.compile(
        r"几点|上班|下班|服务时间|营业|周末.*在|高峰|"
        r"(?:晚上|夜里|半夜|凌晨|(?:周|星期|礼拜)[六日天末]|节假?日|放假|过年|春节|国庆).{0,6}"
        r"(?:在不|在吗|有没|有人|值班)"
    ),
    "meaning": re.compile(
        rf"什么意思|啥意思|(?:是什么|是啥){_NO_MEANING}|什么叫|什么是|是指|含义|干什么的|干嘛的|定义"
    ),
    "yesno": re.compile(
        r"吗|(?<!干)嘛[?!。 ]*$|(.)不\1|[不没](?:有|啊|呀|呢)?[?!。 ]*$|用得着|有必要|能不能|"
        r"可不可以|是不是|会不会|要不要|有没有|行不行|用不用|能否|真假|靠谱|可信|安全吗|"
        r"还能|能.{1,8}[吗么]|可以.{0,8}[吗么]|算不算|是真的"
    ),
    "how": re.compile(r"怎么|如何|咋|怎样|步骤|流程|办法|方法"),
    "first": re.compile(r"第一步|先做|先干|首先|第一个|先打|先"),
    "who": re.compile(r"谁|找哪个|哪个部门|哪家"),
    "where": re.compile(r"哪里|哪儿|在哪|去哪|哪看|哪查|哪找|哪点|哪弄|哪导|哪个页面|位置|入口"),
    "say": re.compile(
        r"怎么说|怎么写|怎么回[他她]|开口|怎么解释|怎么理论|[咋该]说|咋[讲写]|如何[说讲写]|说什么|说啥|讲什么|讲啥|问些?[什啥]|"
        r"模板|话术|标题|怎么跟|怎么问|怎么讲|范文|范本"
    ),
    "why": re.compile(
        r"为什么|凭什么|凭啥|怎么会|咋会|怎么有|怎么还|咋还|为啥|为何|怎么回事|咋回事|原因|"
        r"什么情况|啥情况"
    ),
}
# Only where one of these stands is a number, an address or an amount asked for.
_ASKS = re.compile(
    r"多少|几|什么|啥|哪|多久|是$|要不要|吗|最多|最长|免费|提前|谁|告诉|发.*到|有没有?(?:人|客服)"
)
_BARE = re.compile(
    r".{0,10}(?:电话|热线|号码|邮箱|网址|官网|地址|时间|手续费|限额|额度|dianhua|表单)$"
)
_HOW_MUCH = re.compile(r"多少|几[天点号个秒年次块]|多久|什么时候|啥时候|哪里|在哪")
_ABOUT_A_CALL = re.compile(r"空号|占线|打不通|打不进|接到|打来|来电|真假|是不是|手机号|开头|官方吗")
_WHICH_NUMBER = re.compile(r"多少|打几|打什么|什么号码|哪个电话|第一个电话")

_WISHES = re.compile(r"(?:我|俺|咱)?(?:就|也|又|还|只)?(?:想要?|要|需要|打算)(?!不)")

_DAYS = r"[\d一二三四五六七八九十半两]+ ?(?:个?工作日|天|日|个?小时|分钟|秒|年|个月|周)"
_UNPUBLISHED = r"官方未公布|暂无官方数据|法规没有写"
_HELD: dict[Kind, re.Pattern[str]] = {
    "duration": re.compile(rf"{_DAYS}|{_UNPUBLISHED}|下?周[一二三四五六日]是|最近.年|\d 月"),
    "amount": re.compile(
        r"[\d,万千百]+ ?(?:元|块|角|分|万|次|%)|免费|不收|不用花钱|一次|承担|一般由|一毛|"
        rf"{_UNPUBLISHED}"
    ),
    "phone": re.compile(r"(?<!\d)(?:\d{3}-\d{3}-\d{4}|1[12]0|12\d{3}|96110|95\d{3})(?!\d)|运营商"),
    "email": re.compile(r"@"),
    "url": re.compile(r"https?://|\.com"),
    "hours": re.compile(r"\d+[:：点]\d*|暂无官方数据|工作日 ?\d"),
    "meaning": re.compile(r"就是|也就是|指的?|的意思|表示|叫|说明|是"),
    "yesno": re.compile(
        r"^(?:「[^」]*」，?)?(?:不|别|能|可以|没有|一般|先别|通常|照样|都是|要|会|多数|可能)|"
        r"(?:，|：|。)(?:都是|就是|不能|不用|不会|不等于|一般|不是|没有|也不|别|请接听|照样)|骗|能否|能不能"
    ),
    "how": re.compile(r"^(?:先|打开|进|点|选|找|把|按|看|用|问|打|换|登录|联系|关掉|去)|就"),
    "first": re.compile(r"^先|，先|。先|第一"),
    "who": re.compile(r"找|由|问|联系|承担|人|机关|银行|客服|部门"),
    "where": re.compile(r"在|里|页面|打开|进|设置|找到|去"),
    "say": re.compile(r"「|请"),
    "why": re.compile(r"因为|可能|说明|是|多半"),
}  # fmt: skip


@lru_cache(maxsize=20_000)
def wanted(text: str) -> frozenset[Kind]:
    """The kinds of answer that a question wants.

    Args:
        text: As understood: normalised, in Chinese.
    """
    want = {kind for kind, pattern in _ASKED.items() if pattern.search(text)}
    is_how = "how" in want and not _HOW_MUCH.search(text)
    asks = not is_how and bool(_ASKS.search(text) or _BARE.fullmatch(text))
    if not asks:
        want -= {"email", "url", "hours", "phone", "amount"}
    if "where" in want:
        want.discard("hours")
    if _ABOUT_A_CALL.search(text) and not _WHICH_NUMBER.search(text):
        want.discard("phone")
    if "yesno" in want and not re.search("多少|几", text):
        want -= {"url", "phone", "email"}
    return frozenset(want)


def asks(text: str) -> bool:
    """Whether a text wants an answer, and does not only tell: 我想改密码 as 怎么改密码 does."""
    return bool(wanted(text) or _WISHES.match(text))


@lru_cache(maxsize=20_000)
def held(text: str) -> frozenset[Kind]:
    """The kinds of answer that the text of a unit may be."""
    return frozenset(kind for kind, pattern in _HELD.items() if pattern.search(text))


def without_question_words(text: str) -> str:
    """A question as what it is about; the whole of it when hardly anything would remain."""
    subject = _QUESTION_WORDS.sub(" ", text).strip()
    return subject if sum(map(str.isalnum, subject)) > 1 else text


@lru_cache(maxsize=20_000)
def is_question_word(word: str) -> bool:
    """Whether a word only asks."""
    return _QUESTION_WORDS.fullmatch(word) is not None
