"""A sentence that names one record of the data and shows another, or says the contrary of both.

「退回信用卡：{{ refund_time("debit_card") }}」 shows the days of another card;
「退回银行卡比余额快」 is not what the data say; 「E1002，余额不足」 is the meaning of another code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from search_service.checks.content_view import ContentView
from search_service.checks.record_names import Family, families_of
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_MACRO = re.compile(r"\{\{-?\s*(?P<name>\w+)\(\s*[\"'](?P<key>[\w-]+)[\"'][^{}]*\)\s*-?\}\}")
_TOOL = re.compile(
    r"\{\{-?\s*tool\(\s*\"[\w-]+\"\s*,\s*\"(?P<text>[^\"]*)\"[^{}]*?,\s*(?P<kind>code|tree|card)"
    r"\s*=\s*\"(?P<key>[\w-]+)\""
)
# Words before a macro that belong to it: up to the last sign, cell or other macro.
_CLAUSE = re.compile(r"[^，。；！？、|{}>]*$")
# What stands between a name and what it is.
_IS = re.compile(r"[\s：:是为]+$")
# Another is named to be told apart, or left out.
_APART = re.compile(r"不|别|除|比|而非|改|换|代替|没有|还是|或")
_CODE = re.compile(r"(?<![A-Za-z0-9._/#-])(?P<code>[A-Z]{1,4}\d{4,6})(?![A-Za-z0-9_])")
_MEANS = re.compile(
    r"^」?\s?(?:的?意思)?(?:就?是(?:说|指)?|表示|说的是|代表|指|[，：（、(|])?\s?[「“]?"
)
_SLOWER = re.compile(r"[慢久晚长]")
_COMPARED = re.compile(
    r"(?P<first>[^，。；！？比]*)比(?P<second>[^，。；！？快慢久晚早长短]*?)(?:要|会|到得)?(?:更|还)?(?P<how>[快慢久晚早长短])"
)
_MORE = re.compile(r"(?P<first>[^，。；！？：]*?)(?:会|要|到得|到账)?更(?P<how>[快慢久晚早长短])")
_DOUBT = re.compile(r"不|未必|没|[吗呢？]|哪|是否|谁|还是|如果|要是|可能|以为")

Fault = tuple[str, str]
_SAME = "请核对：要么换引用，要么改文字"


def _shown(text: str, families: Iterable[Family]) -> Iterator[Fault]:
    """Macros whose clause names another record of their family."""
    for found in _MACRO.finditer(text):
        family = next((one for one in families if found["name"] in one.macros), None)
        key = found["key"]
        if family is None or key not in family.titles:
            continue
        clause = (_CLAUSE.search(text[: found.start()]) or [""])[0]
        named = family.named_in(clause)
        if family.is_beside:
            words = (word for key in named for word in family.words[key])
            named = named if _IS.sub("", clause).endswith(tuple(words)) else set()
        if len(named) == 1 and key not in named and not _APART.search(clause):
            other = next(iter(named))
            message = f"写的是「{family.titles[other]}」，引用的却是「{family.titles[key]}」"
            yield message, f'{_SAME}；是前一个的话，写 {{{{ {found["name"]}("{other}") }}}}'


def _tools(text: str, titles: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    """Links to tools whose words name another code, guide or card than they open."""
    for found in _TOOL.finditer(text):
        words, key = found["text"], found["key"]
        if found["kind"] == "code":
            others = [one["code"] for one in _CODE.finditer(words)]
            own = key
        else:
            of_kind = titles[found["kind"]]
            others = [title for one, title in of_kind.items() if one != key and title in words]
            own = of_kind.get(key, "")
        if others and (not own or own not in words):
            message = f"链接的文字是「{words}」，打开的却是「{own or key}」"
            yield message, f"请把文字或 {found['kind']}= 后面的改成同一个"


def _meanings(text: str, meanings: Mapping[str, str]) -> Iterator[Fault]:
    """Codes behind which the meaning of another stands."""
    for found in _CODE.finditer(text):
        own = meanings.get(found["code"])
        if own is None:
            continue
        behind = text[found.end() :]
        told = behind[len((_MEANS.match(behind) or [""])[0]) :]
        others = [code for code, one in meanings.items() if one != own and told.startswith(one)]
        if others and not told.startswith(own):
            message = (
                f"{found['code']} 在 error_codes.yml 里是「{own}」，这里写成了 {others[0]} 的意思"
            )
            yield message, "请核对，把编号或说明改成同一个"


def _compared(text: str, families: Iterable[Family]) -> Iterator[Fault]:
    """What is told to be faster, and takes longer by the data."""
    for family in families:
        if not family.days:
            continue
        for found in _COMPARED.finditer(text):
            if not _DOUBT.search(found[0] + text[found.end() : found.end() + 1]):
                first = family.named_in(found["first"])
                second = family.named_in(found["second"])
                yield from _against(family, first, second, found["how"])
        for found in _MORE.finditer(text):
            if "比" not in found["first"] and not _DOUBT.search(found[0] + text[found.end() :][:1]):
                before = text[: found.start()].rstrip("。；，：")
                first = family.named_in(found["first"])
                second = family.named_in(re.split("[。；，]", before)[-1])
                yield from _against(family, first, second, found["how"])


def _against(family: Family, first: set[str], second: set[str], how: str) -> Iterator[Fault]:
    if len(first) != 1 or len(second) != 1 or first == second:
        return
    (one,), (other,) = first, second
    fast, slow = (other, one) if _SLOWER.search(how) else (one, other)
    days, than = family.days[fast], family.days[slow]
    if days != than and days[0] >= than[0] and days[1] >= than[1]:
        told = (
            f"{family.titles[key]} {'–'.join(map(str, family.days[key]))} 个工作日"
            for key in (one, other)
        )
        message = f"写的是「{family.titles[one]}」更{how}，数据里正相反：{'，'.join(told)}"
        yield message, "请改正文；数据错了就改数据"


def _find(content: ContentView) -> Iterator[Problem]:
    data = content.corpus.data
    families = families_of(content)
    cards = data.cards.cards if data.cards else {}
    titles = {
        "tree": {key: one.title for key, one in data.trees.items()},
        "card": {str(key): one.title for key, one in cards.items()},
    }
    meanings = {
        code: re.split("[，。；]", one.meaning)[0] for code, one in data.error_codes.items()
    }

    def faults(text: str) -> Iterator[Fault]:
        if "{{" in text:
            yield from _shown(text, families)
            yield from _tools(text, titles)
        yield from _meanings(text, meanings)
        if "比" in text or "更" in text:
            yield from _compared(text, families)

    for page in content.markdown_files:
        for line, text in enumerate(page.text.split("\n"), 1):
            for message, advice in faults(text):
                yield page.problem(RULE.id, line, message, advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            for message, advice in faults(value) if isinstance(value, str) else ():
                yield file.problem(RULE.id, path, message, advice)


RULE = Rule("other-record", _find)
