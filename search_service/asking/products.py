"""The products that a query and an article name: 花呗 is not answered by an article about 借呗."""

from __future__ import annotations

import re
from functools import lru_cache

from search_service.analysis.chains import Analyser
from search_service.analysis.word_lists import WordLists
from search_service.asking.typed_text import alternatives

# Chosen on the development judgements: docs/relevance-experiments.md, "What each step
# is worth".
SHARED_PRODUCT = 0.1
OTHER_PRODUCTS = 0.7

# Where something was said or by whom, not what is asked about: 微信群里的福利, 加微信退款.
_PLACE_BEFORE = "(?<!加)(?<!加个)(?<!加我)(?<!加了)(?<!加他)(?<!加她)(?<!用)(?<!在)(?<!从)"
_PLACE_AFTER = (
    "(?! ?(?:上|里|中|群|聊天|公众号|小程序|好友|朋友|客服|联系|加|私信|说|发来|发我|给我|让我|"
    "叫我|跟我))"
)

Names = frozenset[str]


def products_in(text: str, analyser: Analyser) -> Names:
    """The products of `entities.txt` that a normalised text names, the longest name first.

    Names of one synonym group are one product.
    """
    names = alternatives(analyser.words.entity_names)
    return frozenset(map(analyser.synonyms.concept, names.findall(text))) if names else frozenset()


def rivals_in(typed: str, corrected: str, words: WordLists) -> Names:
    """The names of `rivals.txt` that a question is about; none where it names us as well.

    Args:
        typed: Normalised.
        corrected: As it is looked for: a name may be written in pinyin, or be no word here.
        words: Have the names of others, and our own.
    """
    pattern, us = _rivals(words.rivals), alternatives(words.ours)
    if pattern is None or (us and us.search(typed)):
        return frozenset()
    return frozenset((*pattern.findall(typed), *pattern.findall(corrected)))


@lru_cache(maxsize=4)
def _rivals(rivals: frozenset[str]) -> re.Pattern[str] | None:
    names = alternatives(rivals)
    return re.compile(f"{_PLACE_BEFORE}(?:{names.pattern}){_PLACE_AFTER}") if names else None


def agreement(asked: Names, told: Names) -> float:
    """The factor for an article that names the products `told`, when a query names `asked`.

    An article that names none may be about all of them.
    """
    if not asked or not told:
        return 1.0
    shared = len(asked & told)
    return 1.0 + SHARED_PRODUCT * shared if shared else OTHER_PRODUCTS
