"""Days, fees and hours that are typed where the operator's data should speak.

A sentence that says where its figure is from is left alone: the law's days are no promise of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+|半)"
_SPAN = rf"{_NUMBER}\s*(?:[-–—~～至到]\s*{_NUMBER})?\s*"
_DAYS = re.compile(
    rf"(?:到账|入账|退回|退款|到卡|提现|审核|回复|处理|办结|解冻|开通)[^。；|，：]{{0,10}}?"
    rf"(?:(?<!第)(?<!\d){_SPAN}个?(?:工作日|自然日|天|日|小时)(?!后没|历|常|期))"
    rf"(?:内|以内|左右)?(?:到账|入账|退回|完成|处理|回复|办结)?"
    rf"|{_SPAN}个?(?:工作日|自然日|天|日|小时)(?:内|以内|左右|后)?"
    rf"(?:能|会|就|可)?(?:到账|入账|退回|到卡|办结|回复你|答复你)"
)
_FEE = re.compile(
    rf"(?:手续费|服务费|费率|收费)[^。；|，]{{0,6}}?{_NUMBER}\s*(?:元|块|角|%|\uff05|‰|个百分点)"
    rf"|(?:每笔|每次|按)\s*[^。；|，]{{0,4}}?{_NUMBER}\s*(?:%|\uff05|‰)\s*(?:收|扣)"
)
_HOURS = re.compile(
    r"\d{1,2}\s*[:：点]\s*(?:\d{2})?\s*(?:[-–—~～至到]+)\s*(?:晚上|下午|次日)?\s*\d{1,2}\s*[:：点](?:\d{2})?"
    r"|(?:7|七)\s*[\u00d7xX*乘]\s*24|24\s*小时(?:在线|客服|服务|人工|热线)|全天候"
)
# Examples and the words of the law.
_SOURCED = re.compile(
    r"第[一二三四五六七八九十百零\d]+条|法律|法规|法定|法》|法要求|条例|管理办法|实施办法|规定|公告|国家标准|例如|比如|举例|假如|假设"
    r"|示例|例子|「[^」]*$|官方未公布"
)
_KINDS = (
    (_DAYS, "天数", '{{ refund_time("…") }} 或 {{ withdrawal_time("…") }}'),
    (_FEE, "费用", '{{ withdrawal_fee("…") }}'),
    (_HOURS, "服务时间", "{{ hours_table() }}"),
)
# Says that the figures below, up to the next heading, are invented.
_EXAMPLE = re.compile(r"(?:下面|以下)[^。]{0,12}(?:假设|举例|例子|示例|编的)")
_QUOTED = re.compile(r"「[^「」]*」")


def _is_in(figure: str, sources: str) -> bool:
    """Whether the sources of the article name every number of a figure with its unit."""
    numbers = re.findall(rf"{_NUMBER}\s*[^\s\d]", figure)
    return all(re.sub(r"\s", "", number) in sources for number in numbers)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        sources = re.sub(r"\s", "", str(page.head.get("sources", "")))
        is_example = False
        for line, text in page.prose:
            is_example = not text.startswith("#") and (is_example or bool(_EXAMPLE.search(text)))
            if is_example:
                continue
            said = _QUOTED.sub("", text)
            for sentence in re.split(r"(?<=[。；！？])", said):
                if _SOURCED.search(sentence):
                    continue
                for pattern, kind, macro in _KINDS:
                    found = pattern.search(sentence)
                    if found and not _is_in(found[0], sources):
                        message = f"{kind}「{found[0].strip()[:24]}」写死在正文里"
                        advice = (
                            f"请登记到 content/data/，用 {macro} 引用；是法规的，写明出自哪一条"
                        )
                        yield page.problem(RULE.id, line, message, advice)


RULE = Rule("typed-fact", _find)
