"""What nobody can promise in somebody's name: that money comes back, that nothing will happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import SAID
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_OURS = r"(?:我们|我方|我司|本公司|平台|官方|钱包|客服|专员)"
_SURE = r"(?:保证|承诺|一定|必定|必须会|肯定|绝对|全额|全部|无条件|负责到底|包)"
_GIVEN = (
    r"(?:赔付?|赔偿|补偿|退[还回给]?|到账|解决|处理好|找回|追回|恢复|通过|成功|安全|不会丢|不会少)"
)
_PROMISED = re.compile(
    rf"{_OURS}[^。；，：]{{0,6}}{_SURE}[^。；，：]{{0,4}}{_GIVEN}"
    rf"|{_OURS}[^。；，：]{{0,4}}(?:保证|承诺)"
    rf"|(?:保证|承诺)(?:按时|及时|准时|不会|一定|马上|当天|为[你您]|给[你您])"
    r"|(?:钱|余额|资金)(?:一定|肯定|绝对)(?:不会|能|会|可以)(?!先)"
    r"|(?:一定|肯定|绝对)(?:不会丢|不会少|不会有事|能追回|能退|能到账|退得回)"
)
# Said of the law, of others, or that it is not so.
_NOT = re.compile(
    r"[不没未无别][^，。；]{0,6}$|如果|要是|吗|呢|第[一二三四五六七八九十百零\d]+条|规定|办法|条例|法律|要求|骗|假|自称|声称|的话$"
)
_QUOTED = re.compile(r"「[^「」]*」")


def _promise(text: str) -> str | None:
    for sentence in re.split(r"[。！？；\n]", _QUOTED.sub("", text)):
        found = _PROMISED.search(sentence)
        if found and not _NOT.search(sentence[: found.start()]) and not _NOT.search(found[0]):
            return found[0]
    return None


def _find(content: ContentView) -> Iterator[Problem]:
    advice = "请写条件、去哪里办、哪天有结果；是法规给的，写明哪一条；做不了主的就删掉"
    for page in content.public_files:
        for line, text in page.prose:
            if said := _promise(text):
                yield page.problem(RULE.id, line, f"替人打了包票：「{said}」", advice)
    for file in (*content.data_files, *content.agent_files):
        for path, value in file.values:
            if path[-1] in SAID and isinstance(value, str) and (said := _promise(value)):
                yield file.problem(RULE.id, path, f"替人打了包票：「{said}」", advice)


RULE = Rule("promise", _find)
