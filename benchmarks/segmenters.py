"""jieba with and without its hidden Markov model, and rjieba: speed, and whether words agree.

Each gets the project's terms, as `ChineseSegmenter` gives them, and the text as it is indexed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks import machine, packages
from benchmarks.corpora import Corpus
from search_service.analysis.chains import passage_text
from search_service.analysis.jieba_tables import TERM_FREQUENCY
from search_service.analysis.word_lists import WordLists
from search_service.content.word_lists import load_word_lists

# More than this takes long and shows nothing new.
MOST_PASSAGES = 3_000
Cut = Callable[[str], Sequence[str]]


def _terms(words: WordLists) -> list[str]:
    synonyms = [word for group in words.synonyms for word in group.words if len(word) > 1]
    return list(dict.fromkeys([*words.terms, *words.entities, *synonyms]))


def _jieba(terms: Sequence[str]) -> dict[str, Cut]:
    import jieba  # noqa: PLC0415 - the project itself reads its dictionary alone

    tokenizer = jieba.Tokenizer()
    for term in terms:
        tokenizer.add_word(term, TERM_FREQUENCY)
    return {
        "jieba, HMM on": lambda text: list(tokenizer.cut(text, HMM=True)),
        "jieba, HMM off": lambda text: list(tokenizer.cut(text, HMM=False)),
    }


def _rjieba(terms: Sequence[str]) -> dict[str, Cut]:
    import rjieba  # noqa: PLC0415 - may be missing

    tokenizer = rjieba.Jieba()
    for term in terms:
        tokenizer.add_word(term, TERM_FREQUENCY, None)
    return {
        "rjieba, HMM on": lambda text: tokenizer.cut(text, hmm=True),
        "rjieba, HMM off": lambda text: tokenizer.cut(text, hmm=False),
    }


def run(corpus: Corpus) -> dict[str, Any]:
    """Measure on the passages of a corpus, or on evenly chosen ones of a large one."""
    about = machine.description()
    missing = packages.install()
    articles = corpus.documents.articles_by_id
    step = max(1, len(corpus.documents.passages) // MOST_PASSAGES)
    texts = []
    for passage in corpus.documents.passages[::step]:
        article = articles[passage.article_id]
        whole = passage_text(article.title, article.questions, passage.text)
        texts.append("\n".join((*whole.headlines, whole.body)))
    terms = _terms(load_word_lists(machine.ROOT / "content" / "words"))
    cuts = _jieba(terms)
    if "rjieba" not in missing:
        cuts |= _rjieba(terms)
    words = {name: _timed(cut, texts) for name, cut in cuts.items()}
    characters = sum(map(len, texts))
    return {
        "suite": "segmenters",
        **about,
        "load_after": machine.load(),
        **corpus.facts(),
        "texts": len(texts),
        "characters": characters,
        "missing": missing,
        "segmenters": {
            name: {
                "characters_per_cpu_second": round(characters / seconds),
                "agreement": {
                    other: _agreement(found, words[other][1]) for other in words if other != name
                },
            }
            for name, (seconds, found) in words.items()
        },
    }


def _timed(cut: Cut, texts: Sequence[str]) -> tuple[float, list[list[str]]]:
    for text in texts[:50]:
        cut(text)
    started = time.thread_time()
    found = [list(cut(text)) for text in texts]
    return time.thread_time() - started, found


def _agreement(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Share of texts cut the same, share of words that both have, and the commonest difference."""
    only: Counter[str] = Counter()
    shared = total = 0
    for a, b in zip(one, other, strict=True):
        ours, theirs = Counter(a), Counter(b)
        shared += (ours & theirs).total()
        total += ours.total()
        only.update(ours - theirs)
    same = sum(list(a) == list(b) for a, b in zip(one, other, strict=True))
    return {
        "same_texts": round(same / len(one), 4),
        "same_words": round(shared / total, 5),
        "only_here": [word for word, _ in only.most_common(8)],
    }
