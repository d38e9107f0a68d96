"""The products that a query and an article name: 花呗 is not answered by an article about 借呗."""

from __future__ import annotations

from search_service.analysis.chains import Analyser
from search_service.asking.typed_text import alternatives

# Chosen on the development judgements: docs/relevance.md.
SHARED_PRODUCT = 0.1
OTHER_PRODUCTS = 0.7

Names = frozenset[str]


def products_in(text: str, analyser: Analyser) -> Names:
    """The products of `entities.txt` that a normalised text names, the longest name first.

    Names of one synonym group are one product.
    """
    names = alternatives(analyser.words.entity_names)
    return frozenset(map(analyser.synonyms.concept, names.findall(text))) if names else frozenset()


def agreement(asked: Names, told: Names) -> float:
    """The factor for an article that names the products `told`, when a query names `asked`.

    An article that names none may be about all of them.
    """
    if not asked or not told:
        return 1.0
    shared = len(asked & told)
    return 1.0 + SHARED_PRODUCT * shared if shared else OTHER_PRODUCTS
