"""Places that the template left for the writer are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import UNFINISHED, MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# What writers leave for later: the templates' mark, and their own.
_LATER = "补充?|确认|核对|核查|定稿|完善|填写?|更新|加|插入|截图|配图|校对|审|续|改|讨论|翻译|落实"
_NOTE = re.compile(
    rf"{UNFINISHED}(?!入)|待补充?(?![款货交缴件发])|待定稿|待完善|待填写?|未完待续"
    rf"|[（(【\[]\s*(?:[^（）()【】\[\]，。；]{{0,8}})?(?:待|需要?)[^（）()【】\[\]，。；]{{0,4}}?(?:{_LATER}|定)\s*[）)】\]]"
    r"|[（(【\[]\s*(?:草稿|初稿|终稿|定稿|最终版|修[改订][稿版]|副本|备份|[vV]\d[\d.]*)\s*[）)】\]](?!\()"
    r"|[【\[]\s*(?:图片?|截图|插图|配图|表格?|链接|数字|日期|金额|电话|名称)\s*[】\]](?!\()"
    r"|(?:此处|这里|这块|本段|下面)\s*(?:要|需|先|再)?\s*(?:补(?:充(?!说?明?[一二两几])(?!说明)|上|一?张|个|截图|图|链接|写)|[插加放贴占](?:入|上)?(?:一?张|个|位|截图|图|链接))"
    r"|[_\uff3f]{2,}(?=\s*(?:天|日|元|个|小时|分钟|月|年|%|号))"
    r"|等[^，。；]{0,8}(?:确认|核实|定稿|审完?|批复|回复)[了完过]?(?:以?后|之后)?再(?:补|写|改|填|加)"
    r"|(?:先|暂时?)(?:占个?位|空着|这样写)"
    r"|【[^】：:]{1,6}[：:][^】]{1,40}】"
    r"|[（(【\[][^（）()【】\[\]]{0,20}(?:再问|问一?下|请|找|跟|等)[^（）()【】\[\]]{0,6}"
    r"(?:法务|产品|研发|运营|财务|风控|设计|合规|领导|主编|老师|同学)"
    r"[^（）()【】\[\]]{0,10}[）)】\]]"
    r"|(?<![A-Za-z0-9._%+-])(?<!微博 )(?<!抖音 )"
    r"@(?!所有人|全体|我|你)[\u4e00-\u9fff]{2,4}(?=[\s，。：:]|$)"
    r"|(?<![A-Za-z])(?:T ?O ?D ?O|F ?I ?X ?M ?E|TBD|TBC|WIP|HACK|PLACEHOLDER"
    r"|LOREM IPSUM)(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:XXX+|xxx+|Xxx)(?![A-Za-z])|(?<![A-Za-z])[XN]{1,3}(?=\s?(?:个|天|日|元|小时|分钟|次|月|年|号|%))|[【\[](?:作者|编辑|审核|编者|备注|注意)(?:[:：][^】\]]{1,20}|[按注补改填])[】\]](?!\()"
    r"|[（(【\[](?:这里|此处|这句|这段)?(?:法务|产品|研发|运营|财务|风控|设计|合规|领导)[^（）()【】\[\]]{0,4}"
    r"(?:还没|没有?|未|待)(?:回复?|定|确认|批|审|给|答复)[^（）()【】\[\]]{0,6}[）)】\]]"
    r"|(?:此处|这里)(?:请)?(?:填写|输入|粘贴|写上?)(?:正文|内容|标题|文字|说明|摘要|答案)"
    r"|请(?:自行)?替换(?!成|为|掉)|(?:这里|此处|本段|以上|以下)是?示例文字|(?<!\d)[\u00d7\u2573\u2715]{3,}|(?<!\*)\*\s?待[^*]{0,6}\*",
    re.IGNORECASE,
)
_CONFIRM = re.compile(r"待确认(?!后|的|到|收|订|款|付|时)")
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+")


# Under these stand the customers' words; of them only the template's mark is left to fill in.
_CUSTOMERS = {"questions", "aliases", "tags"}
_KEY = re.compile(r"(?P<key>[a-z_]+):")
_ADVICE = "请写上内容，再去掉这个标记"
_TO_WRITE = re.compile(rf"{UNFINISHED}(?!入)")


def _written(page: MarkdownFile) -> Iterator[tuple[int, str, re.Pattern[str]]]:
    """Line, text and what is looked for; a list in brackets is no note in brackets."""
    key = ""
    for line, text in enumerate(page.text.split("\n"), 1):
        if line >= page.first_line:
            yield line, _CODE.sub("", text), _NOTE
            continue
        if found := _KEY.match(text):
            key = found["key"]
        written = re.sub(r"[\[\]]", ",", text)
        yield line, written, _TO_WRITE if key in _CUSTOMERS else _NOTE


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for line, text, pattern in _written(page):
            is_note = pattern is _NOTE
            if found := pattern.search(text) or (is_note and _CONFIRM.search(text)):
                message = f"还有一处{found[0].strip('（）()【】[]')}"
                yield page.problem(RULE.id, line, message, _ADVICE)
    for file in content.question_files:
        for line, text in enumerate(file.text.split("\n"), 1):
            if _TO_WRITE.search(text):
                yield Problem(file.shown_as, line, RULE.id, f"还有一处{UNFINISHED}", _ADVICE)


RULE = Rule("unfinished", _find)
