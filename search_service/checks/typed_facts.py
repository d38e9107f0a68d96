"""Days, fees and hours that are typed where the operator's data should speak.

A sentence that says where its figure is from is left alone: the law's days are no promise of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import SAID
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_NUMBER = (
    r"(?:\d+(?:\.\d+)?|[百千万]分之[零一二三四五六七八九十百点\d]+|[一二两三四五六七八九十]+|半)"
)
_SPAN = rf"{_NUMBER}\s*(?:[-–—~～至到]\s*{_NUMBER})?\s*"
_UNIT = r"个?半?(?:工作日|自然日|天|日|小时|周|星期|礼拜|个月|月)"
_DONE = "到账|入账|退回|退到|到卡|办结|收到|拿到|返还|返回|审完|审核完|处理完|解冻|打到|回到"
_DAYS = re.compile(
    rf"(?:到账|入账|退回|退到|退给|退款|到卡|提现|审核|回复|处理|办结|解冻|开通)[^。；|，：]{{0,10}}?"
    rf"(?:(?<![第号\d月]){_SPAN}个?(?:工作日|自然日|天|日|小时|周|星期|礼拜)(?!后没|历|常|期|末|[一二三四五六日天]))"
    rf"(?:内|以内|左右)?(?:到账|入账|退回|完成|处理|回复|办结)?"
    rf"|{_SPAN}{_UNIT}(?:内|以内|之内)[^。；，|]{{0,6}}(?:{_DONE})"
    rf"|{_SPAN}{_UNIT}(?:内|以内|之内)(?:退款|退钱|退还|给结果|有结果)"
    rf"|(?<![第号\d月]){_SPAN}{_UNIT}(?:内|以内|之内|左右|后)?"
    rf"(?:就?[能会可]|就)?(?:{_DONE}|回复你|答复你)"
    rf"|(?:T\s?\+\s?\d|(?:最快|最晚|最迟|一般|通常|会|能|就)\s?(?:当[天日]|次[天日]|隔[天日]|第二天))[^。；|，]{{0,4}}?(?:{_DONE}|到(?=[。，；]|$))"
    rf"|(?:退款|提现|到账)[^。；|，]{{0,4}}(?:最快|最晚|最迟|一般|通常)\s?(?:当[天日]|次[天日]|隔[天日]|第二天|实时|即时)"
    rf"|(?:当[天日]|次[天日]|隔[天日]|实时|即时)(?:就?[能会可])?(?:到账|入账)(?![了吗]|没)"
)
_FEE = re.compile(
    rf"(?:手续费|服务费|费率|收费)[^。；|，]{{0,6}}?{_NUMBER}\s*(?:元|块|角|%|\uff05|‰|个百分点)"
    rf"|(?:手续费|服务费|费率)[^。；|，]{{0,6}}?[百千万]分之"
    rf"|(?:每笔|每次|按)\s*[^。；|，]{{0,4}}?{_NUMBER}\s*(?:%|\uff05|‰)?\s*(?:收|扣)"
    rf"|{_NUMBER}\s*(?:元|块钱?|角|%|\uff05|‰)?\s?的(?:手续费|服务费)"
    rf"|(?:提现|转账|每笔|每次|充值)[^。；|，]{{0,6}}(?:收取?|扣)\s?{_NUMBER}\s*(?:元|块|角|毛|分钱|%|\uff05|‰)"
    rf"|(?:以上|以下|以外|超过|超出)[^。；|，]{{0,6}}(?:收|扣)\s?{_NUMBER}\s*(?:元|块|角|%|\uff05|‰)"
    r"|(?:提现|转账|充值|每笔)[^。；|，？吗]{0,4}"
    r"(?:免手续费|不收手续费|不收费|免费|零手续费|零费率|0 ?手续费)(?!吗|？|」)"
    r"|(?:一律|全部|完全|永久|终身|通通|统统|始终)(?:都|是)?"
    r"(?:免手续费|不收手续费|不收费|不要钱|免费|零手续费|零费率|0 ?手续费)(?!吗|？|」)"
)
_LIMIT = re.compile(
    rf"(?:单笔|单日|每日|每天|每月|每年|单次|当日|日累计|年累计|每次|一年|一笔)[^。；|，]{{0,8}}?"
    rf"(?:限额|最多|上限|不超过|不能超过|最高|只能|累计)[^。；|，]{{0,6}}?{_NUMBER}\s*(?:[万千百]?\s?[元块]|[万千](?![\u4e00-\u9fff]))"
)
_CLOCK = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:[:：]\s*\d{2}|点(?:半|\d{2}分?)?)"
_HOURS = re.compile(
    rf"{_CLOCK}\s*[-–—~～至到]+\s*(?:早上|上午|中午|晚上|下午|夜里|凌晨|次日|第二天|晚)?\s*{_CLOCK}"
    rf"|{_CLOCK}(?:以?前|以?后)?(?:才|就|准时)?(?:上班|下班|开门|关门|开始服务|停止服务|开始上班)"
    rf"|{_CLOCK}(?:以|之)?[前后][^。；|，]{{0,4}}(?:没有?人|无人|不再?)(?:接|值班|在线|服务|受理)"
    r"|(?:7|七)\s*[\u00d7xX*乘]\s*24|24\s*小时(?:在线|客服|服务|人工|热线|有人|接听)|全天候"
    r"|(?:全天|全年无休|不打烊|通宵|昼夜)(?:都|也)?(?:在线|服务|接听|有人|营业|受理|可打)"
    r"|周[一二三四五六日天][至到]周[一二三四五六日天][^。；|，]{0,6}(?:上班|在线|服务|接听|有人|营业|受理)"
    r"|(?:春节|元旦|清明|五一|端午|中秋|国庆|节假日|假期|周末|双休日)(?:期间|里|都)?[^。；|，？]{0,4}"
    r"(?:客服|人工|热线)[^。；|，？]{0,4}(?:休息|放假|不上班|不服务|停止服务)(?!吗|不)"
    r"|(?:客服|人工|热线)[^。；|，？]{0,4}(?:春节|元旦|五一|国庆|节假日|假期|周末|双休日)[^。；|，？]{0,3}"
    r"(?:休息|放假|不上班|不服务|不接听|停止服务)(?!吗|不)"
    rf"|(?:工作日|每天|周末)[^。；|，]{{0,4}}{_CLOCK}[^。；|，]{{0,4}}(?:开始|结束|下班|上班|开门|关门)"
)
# Only of who is there are the hours ours; a payment of yesterday between nine and ten is not.
_SERVICE = re.compile(
    "客服|电话|热线|人工|服务|在线|接听|接通|上班|下班|营业|受理|开放|有人|值班|工作时间|维护|\ufffc"
)
# Examples and the words of the law.
_SOURCED = re.compile(
    r"第[一二三四五六七八九十百零\d]+条|法律|法规|法定|法》|法要求|条例|管理办法|实施办法|规定|公告|国家标准|例如|比如|举例|假如|假设"
    r"|示例|例子|「[^」]*$|官方未公布"
)
_TIME = r"(?:工作日|自然日|秒钟?|分钟|小时|天|日|周|星期|个月|年)"
_ANSWER = r"(?:答复|回复|回电|回话|联系你|联系您|给说法|有人联系)"
_WAITS = re.compile(
    rf"{_SPAN}个?半?{_TIME}(?:以内|之内|内|后)?(?:就?[能会可]|就|会)?(?:有|给[你您]?|得到|收到)?{_ANSWER}(?!过|了)"
    rf"|(?:提现|退款|转账|充值)\s?{_SPAN}个?半?{_TIME}(?:以内|之内|内|后)?(?:就?[能会可])?到(?:卡|账|银行)"
    rf"|(?:排队|等待|等候|审核|复核)[^。；|，]{{0,6}}(?:一般|通常|大约|平均|大概)[^。；|，]{{0,4}}?{_SPAN}个?半?{_TIME}"
    rf"|(?:锁定|冻结|限制)[^。；|，\d「」]{{0,6}}?\s?{_SPAN}个?半?{_TIME}(?:以内|之内|内|后)(?:会?自动)?(?:解|恢复|开)"
    rf"|(?:验证码|付款码|收款码|链接|二维码)[^。；|，]{{0,4}}{_SPAN}个?半?{_TIME}(?:以内|之内|内)?(?:有效|失效|过期)"
    rf"|(?:验证码|付款码|收款码)的?有效期[^。；|，]{{0,3}}{_SPAN}个?半?{_TIME}"
    rf"|{_SPAN}个?半?{_TIME}(?:以内|之内|内)?(?:有效(?!期)|失效)"
    rf"|(?:记录|账单|录音|资料|流水)[^。；|，]{{0,4}}(?:保存|保留|留存)\s?{_SPAN}个?半?(?:年|个月)"
)
_POLICY = re.compile(
    rf"(?:输错|连错|错了?|试错|失败)[^。；|，\d]{{0,4}}{_NUMBER}\s?次[^。；|]{{0,6}}(?:锁|冻结|限制|禁止)"
    rf"|(?:注册|新人|新用户|邀请|拉新|首次|首单|开通|签到)[^。；|]{{0,8}}(?:送|奖励|返|赠|立减|得)\s?{_NUMBER}\s?[元块]"
    r"|(?:\d+(?:\.\d+)?\s?[%\uff05]|[一二三四五六七八九]成(?:以上)?)的?(?:退款|提现|投诉|付款|问题|订单|申请|用户|顾客)"
)
# A time in figures that no source has and that is not the reader's own to wait or to look back.
_FIGURE = re.compile(
    r"(?<![第\d月年.])(?<![等隔近每])(?<!(?<!超)过)(?<!提前)(?<!连续)(?<!过去)(?<!前后)"
    r"(?<![等隔近前第每] )(?<!(?<!超)过 )(?<!前后 )\d+(?:\.\d+)?\s*"
    r"(?:[-–—~～至到]\s*\d+\s*)?个?(?:工作日|自然日|小时|天|周|星期|个月)"
    r"(?!以?前|之前|后再|就是当|无理由|[）)]?(?:以内|之内|内)?的(?:记录|账单|流水|交易)|自助|便利|营业|大促|会议)"
)
# Which systems are supported, and which buttons lead to a page.
_SYSTEM = re.compile(
    r"(?:安卓|Android|iOS|苹果|鸿蒙|HarmonyOS|系统)[^。；|，]{0,6}\d+(?:\.\d+)*\s?(?:及|或|和)?(?:以上|以后|起)",
    re.IGNORECASE,
)
_WAY = re.compile(r"[\u203a→](?:\s*[\u203a→])+|(?:->|>)(?:\s*(?:->|>))+|点开?击?\s?[\u203a→>]")
_KINDS = (
    (_DAYS, "天数", '{{ refund_time("…") }} 或 {{ withdrawal_time("…") }}'),
    (_FEE, "费用", '{{ withdrawal_fee("…") }}'),
    (_LIMIT, "限额", "{{ withdrawals_table() }}"),
    (_WAITS, "时限", '{{ fact("…") }}'),
    (_POLICY, "规则", '{{ fact("…") }}'),
    (_HOURS, "服务时间", "{{ hours_table() }}"),
    (_FIGURE, "时限", '{{ fact("…") }}'),
    (_SYSTEM, "系统版本", '{{ fact("…") }}'),
    (_WAY, "入口", '{{ app_place("…") }}'),
)
# Says that the figures below, up to the next heading, are invented.
_EXAMPLE = re.compile(r"(?:下面|以下)[^。]{0,12}(?:假设|举例|例子|示例|编的)")
_DATED = re.compile(r"\d\s?月\s?\d{1,2}\s?[日号]")
_QUOTED = re.compile(r"「[^「」]*」")


def _is_in(figure: str, sources: str) -> bool:
    """Whether the sources of the article name every number of a figure with its unit."""
    numbers = re.findall(rf"{_NUMBER}\s*[^\s\d]", figure)
    return bool(numbers) and all(re.sub(r"\s", "", number) in sources for number in numbers)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        sources = re.sub(r"\s", "", str(page.head.get("sources", "")))
        is_example = False
        for line, text in page.prose:
            is_example = not text.startswith("#") and (is_example or bool(_EXAMPLE.search(text)))
            if is_example:
                continue
            for message, advice in _faults(text, sources):
                yield page.problem(RULE.id, line, message, advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if path[-1] in SAID and isinstance(value, str):
                for message, advice in _faults(value, ""):
                    yield file.problem(RULE.id, path, message, advice)


def _faults(text: str, sources: str) -> Iterator[tuple[str, str]]:
    """The figures of a line that no source names, each with what to do."""
    for sentence in re.split(r"(?<=[。；！])", _QUOTED.sub("", text)):
        if _SOURCED.search(sentence):
            continue
        for pattern, kind, macro in _KINDS:
            found = pattern.search(sentence)
            if pattern is _HOURS and not _SERVICE.search(sentence):
                continue
            if pattern is _FIGURE and len(_DATED.findall(sentence)) > 1:
                continue  # reckoned from one day to another
            if found and not _is_in(found[0], sources):
                message = f"{kind}「{found[0].strip()[:24]}」写死在正文里"
                yield message, f"请登记到 content/data/，用 {macro} 引用；是法规的，写明出自哪一条"
                break  # one figure, whatever else it could be called


RULE = Rule("typed-fact", _find)
