"""Words that are easily mistyped, and words typed twice.

Three things say what is mistyped: `content/words/wrong.txt`, the characters that are taken for
each other everywhere, and the terms of the trade by their sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from search_service.analysis.segment import ChineseSegmenter
from search_service.checks.confused_signs import confused_signs
from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import words_with_advice
from search_service.checks.mistyped_terms import TermSounds
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_DOUBLED_SIGN = re.compile(r"([\u4e00-\u9fff])\1")
_DOUBLED_PAIR = re.compile(r"([\u4e00-\u9fff]{2,4})\1")
# 目的的确 and 有的的确 are sound, however they are cut; 的的 inside one word is not.
_OF_OF = re.compile(r"(?<!目)(?<!有)(?<!中)的的(?!确)")
# The end or the beginning of a word typed once more: 退款款到了, 先先看, 账户户名 is sound.
_HALF_TWICE = re.compile(
    r"(?<=退|付|收|贷|扣|汇)款款(?![式项待])|(?<=账|帐)户户(?!名|主|头)|(?<=订)单单(?![号子位独笔价一元])"
    r"|(?<=银)行行(?![长号名员内业])|先先(?![后生])|(?<![要得想能])不不(?![是成满明安得])|再再(?!三)|还还(?![款清钱])|只只|已已|最最|很很"
)
# What nobody doubles on purpose, as one does with verbs: 看看, 讨论讨论.
_NEVER_TWICE = frozenset(
    "的了是和在就也都请把被将不没要会能可与及或从对由给让到着过但并而且已为你我您他它这那"
)
# Verbs that are doubled for a short while (讨论讨论), sounds, and counts (一个一个 begins with 一).
_COUNTS = frozenset("一几两半")
_PAIRS_TWICE = frozenset(
    [
        "讨论",
        "商量",
        "考虑",
        "研究",
        "检查",
        "核对",
        "了解",
        "打听",
        "琢磨",
        "休息",
        "收拾",
        "整理",
        "练习",
        "学习",
        "活动",
        "准备",
        "比较",
        "对照",
        "确认",
        "解释",
        "说明",
        "打扮",
        "体验",
        "参考",
        "回忆",
        "合计",
        "算计",
        "沟通",
        "交流",
        "介绍",
        "照顾",
        "关心",
        "帮忙",
        "提醒",
        "反思",
        "总结",
        "清理",
        "打扫",
        "尝试",
        "感受",
        "哈哈",
        "呵呵",
        "嘻嘻",
        "嘿嘿",
        "谢谢",
        "拜拜",
        "看看",
        "试试",
        "问问",
        "想想",
        "等等",
        "好好",
        "慢慢",
        "常常",
        "刚刚",
        "偏偏",
        "仅仅",
        "渐渐",
        "天天",
        "人人",
        "家家",
        "处处",
        "时时",
        "事事",
        "样样",
        "件件",
        "条条",
        "笔笔",
        "层层",
        "次次",
    ]
)


def _mistyped(
    text: str, words: Mapping[str, str], terms: TermSounds, segmenter: ChineseSegmenter
) -> Iterator[tuple[str, str]]:
    """Wrong words in `text` with the right ones; a line of the list that keeps a word saves it."""
    if not any(word in text for word in words):
        words = {}
    for sound in (word for word, right in words.items() if word == right):
        text = text.replace(sound, "，")
    for word, right in words.items():
        if word in text:
            yield word, right
            text = text.replace(word, "，")
    for one in confused_signs(text):
        yield one.text, one.text.replace(one.wrong, one.right, 1)
        text = text.replace(one.text, "，")
    yield from terms.mistyped(text, segmenter)


def _terms(text: str) -> Iterator[str]:
    """The words of the list of terms, without their readings."""
    for line in text.splitlines():
        if word := line.partition("#")[0].partition("\t")[0].strip():
            yield word


def _typed_twice(text: str, segmenter: ChineseSegmenter) -> str | None:
    """What stands twice in a row and is not meant to."""
    if found := _OF_OF.search(text):
        return found[0][:1]
    for run in _HAN_RUN.findall(text):
        for pair in _DOUBLED_PAIR.finditer(run):
            if pair[1][0] not in _COUNTS and pair[1] not in _PAIRS_TWICE and len({*pair[1]}) > 1:
                return pair[1]
        if not _DOUBLED_SIGN.search(run):
            continue
        for word, after in pairwise(segmenter.words(run)):
            if word == after and word in _NEVER_TWICE:
                return word
        if found := _HALF_TWICE.search(run):
            return found[0][:1]
    return None


def _find(content: ContentView) -> Iterator[Problem]:
    words = words_with_advice(content.texts.get("words/wrong.txt", ""))
    terms = TermSounds(_terms(content.texts.get("words/terms.txt", "")))
    segmenter = content.analyser.segmenter
    for page in content.markdown_files:
        for line, text in (*page.prose, *page.head_texts("owner", "tags")):
            for word, right in _mistyped(text, words, terms, segmenter):
                yield page.problem(RULE.id, line, f"写错了：「{word}」", f"请改成「{right}」")
        for line, text in page.prose:
            if half := _typed_twice(text, segmenter):
                yield page.problem(RULE.id, line, f"「{half}」写了两遍", "请删掉一个")
    for file in (*content.data_files, *content.agent_files):
        texts = ((path, value) for path, value in file.values if isinstance(value, str))
        for path, value in texts:
            for word, right in _mistyped(value, words, terms, segmenter):
                message = f"写错了：「{word}」"
                yield file.problem(RULE.id, path, message, f"请改成「{right}」")


RULE = Rule("wrong-word", _find)
