"""Whether a linear model finds secrets that the rules overlook, on corpora it has not seen.

`python -m benchmarks.secret_model [FOLDER [FOLDER]]` trains on all corpora but some and tests on
those: each in turn (halves of one are left out together), the last two together, and the sealed
one; later corpora are left out. The folders hold older `search_service`s (`git archive COMMIT`):
rules that were not mended with the last two, and rules not mended with the sealed one. The product
does not use the model: see `docs/redaction.md`. Nothing is random; the figures are the same on
every run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import ROOT
from tests.private_families import HARMLESS_NEAR_SECRETS
from tests.private_texts import harmless_texts, questions_of_articles
from tests.secret_sentences.texts import FILES, LATER, Secret, harmless, leaks, marked, secrets

Numbers = NDArray[np.float64]
Spans = list[tuple[int, int]]
SEALED = "twenty_eighth"
LAST = ("twenty_sixth", "twenty_seventh")
BEFORE = (*FILES, *LATER[: LATER.index(SEALED)])
HALVES = (("nineteenth", "twentieth"), ("fourteenth", "fifteenth"), ("fifth", "sixth"))
# Chosen once, before the sealed corpus was run: half a percent of alarms when each is left out.
THRESHOLD = 1.5
SLOTS = 1 << 15
RARE_SLOTS = 80
STEPS = 120
PENALTY, RATE = 2e-5, 0.15
_NUMERALS = str.maketrans(dict.fromkeys("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两幺洞拐", "N"))
_TRIGGER = re.compile(
    "密码|口令|验证码|校验|动态|密钥|私钥|助记|恢复|安全码|付款码|支付码|授权码|认证码|登录码"
    "|码|密|暗号|pin|otp|cvv|cvn|mima|yzm|yanzheng|mm|pwd|pass|code|token|key|seed|secret|答案|手势"
)
_FOUND = (
    "import json, sys; from search_service.records.privacy import private_parts;"
    "texts = json.load(sys.stdin);"
    "print(json.dumps([[(f.start, f.end) for f in private_parts(t)] for t in texts]))"
)


@dataclass(frozen=True)
class Text:
    """A labelled text: its corpus, where its values stand (none in a harmless one), its grams."""

    corpus: str
    secret: Secret
    shape: str = field(init=False)
    slots: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Read the text once."""
        plain = _plain(self.secret.text)
        object.__setattr__(self, "shape", f"^{_shape(plain)}$")
        object.__setattr__(self, "slots", sorted({_slot(one) for one in self._grams(plain)}))

    @property
    def tells(self) -> bool:
        """Whether it tells a secret."""
        return bool(self.secret.values)

    @property
    def pairs(self) -> list[str]:
        """Neighbouring characters of the shape, in order."""
        return [self.shape[at : at + 2] for at in range(len(self.shape) - 1)]

    def _grams(self, plain: str) -> set[str]:
        grams = {
            f"{size}{self.shape[at : at + size]}"
            for size in (1, 2, 3, 4)
            for at in range(len(self.shape) - size + 1)
        }
        for word in re.findall("[a-z]+", plain):
            grams |= {"w" + word, f"L{min(len(word), 12)}"}
        for word in re.findall(r"[a-z0-9!@#$%^&*_+=.-]+", plain):
            if re.search("[0-9]", word) and re.search("[a-z]", word):
                grams.add(f"MIX{min(len(word), 12)}")
        trigger = _TRIGGER.search(self.shape)
        if trigger:
            behind = self.shape[trigger.end() :]
            grams |= {"B" + behind[:size] for size in (1, 2, 3)} | {f"T{trigger[0]}{behind[:1]}"}
        return grams


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(one for one in folded if unicodedata.category(one) not in {"Cf", "Mn"})


def _shape(plain: str) -> str:
    """Digits and numerals by their count alone, also where they are spaced."""
    text = re.sub(r"(?<=[\dN])[\s\-.,、·_*/~]{1,3}(?=[\dN])", "", plain.translate(_NUMERALS))
    return re.sub(
        r"[\dN]+",
        lambda run: ("N" if run[0][0] == "N" else "0") + chr(ord("A") + min(len(run[0]), 20)),
        text,
    )


def _slot(gram: str) -> int:
    """FNV-1a, 32 bits."""
    value = 2166136261
    for byte in gram.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value % SLOTS


@dataclass(frozen=True)
class Model:
    """Weights by slot, the last of which is the constant, and the pairs of harmless corpora."""

    weights: Numbers
    pairs: dict[str, set[str]]

    def scores(self, texts: list[Text]) -> Numbers:
        """Log odds that a text tells a secret, one for each text."""
        rows = [[*one.slots, *_rare(one, self.pairs)] for one in texts]
        return (
            np.array([self.weights[row].sum() / len(row) ** 0.5 for row in rows])
            + (self.weights[-1])
        )


def _rare(text: Text, seen: dict[str, set[str]]) -> list[int]:
    """How long is the longest run of pairs that no harmless text of another corpus has."""
    run = longest = unseen = 0
    for pair in text.pairs:
        known = bool(seen.get(pair, set()) - {text.corpus})
        run = 0 if known else run + 1
        longest, unseen = max(longest, run), unseen + (not known)
    shift = 20 * (_TRIGGER.search(text.shape) is not None)
    return [SLOTS + shift + min(longest, 9), SLOTS + 40 + shift + min(unseen, 9)]


def trained(texts: list[Text]) -> Model:
    """Logistic regression (Adam over all texts), both labels of the same weight."""
    pairs: dict[str, set[str]] = {}
    for one in texts:
        for pair in [] if one.tells else one.pairs:
            pairs.setdefault(pair, set()).add(one.corpus)
    rows = [[*one.slots, *_rare(one, pairs)] for one in texts]
    slots, row = np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(one) for one in rows])
    values = np.array([len(one) ** -0.5 for one in rows])[row]
    labels = np.array([float(one.tells) for one in texts])
    share = np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())
    weights = np.zeros(SLOTS + RARE_SLOTS + 1)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        told = np.bincount(row, values * weights[slots], len(rows)) + weights[-1]
        error = share * (1 / (1 + np.exp(-told)) - labels)
        slope = np.bincount(slots, values * error[row], len(weights)) + PENALTY * weights
        slope[-1] = error.sum()
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        size = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= RATE * mean / (1 - 0.9**step) / size
    return Model(weights, pairs)


def corpus(name: str) -> list[Text]:
    """All texts of a corpus; the first seven five times with values of seed 1."""
    told = secrets(f"{name}_secrets.txt", 1, 5) if name in FILES else marked(f"{name}_marked.txt")
    plain = [Secret("harmless", text, []) for text in harmless(f"{name}_innocent.txt")]
    return [Text(name, one) for one in [*told, *plain]]


def found_by(folder: Path, texts: list[Text]) -> list[Spans]:
    """What the rules in a folder find."""
    done = subprocess.run(
        [sys.executable, "-c", _FOUND], cwd=folder, check=True, text=True, capture_output=True,
        input=json.dumps([one.secret.text for one in texts]), env={"PYTHONPATH": str(folder)},
    )  # fmt: skip
    return [[(start, end) for start, end in spans] for spans in json.loads(done.stdout)]


def interval(part: int, whole: int) -> str:
    """A share with the bounds of Wilson at 95 %."""
    share, z2 = part / whole, 1.96**2
    half = 1.96 * (share * (1 - share) / whole + z2 / 4 / whole**2) ** 0.5
    low, high = ((share + z2 / 2 / whole + sign * half) / (1 + z2 / whole) for sign in (-1, 1))
    return f"{part} of {whole} ({share:.1%}; {max(low, 0):.1%} to {high:.1%})"


def report(title: str, texts: list[Text], scores: Numbers, rules: list[Spans]) -> None:
    """Leaks and alarms of the rules, the model, and either (a text the model tells goes whole)."""
    by_model = [bool(score > THRESHOLD) for score in scores]
    ways = {
        "rules": rules,
        "model": [[(0, len(t.secret.text))] * m for t, m in zip(texts, by_model, strict=True)],
    }
    ways["rules or model"] = [a + b for a, b in zip(*ways.values(), strict=True)]
    for name, spans in ways.items():
        both = list(zip(texts, spans, strict=True))
        leaked = sum(leaks(text.secret, found) for text, found in both if text.tells)
        alarms = sum(bool(found) for text, found in both if not text.tells)
        told = sum(text.tells for text in texts)
        print(
            f"{title}: {name}: leaks {interval(leaked, told)},"
            f" alarms {interval(alarms, len(texts) - told)}"
        )


def main(*older: Path) -> None:
    """Print what leaks and what is withheld for nothing; `older` are folders of older rules."""
    background = dict.fromkeys(
        [*harmless_texts(), *questions_of_articles(), *HARMLESS_NEAR_SECRETS]
    )
    texts = [one for name in BEFORE for one in corpus(name)]
    texts += [Text("background", Secret("harmless", text, [])) for text in background]
    names = [(name,) for name in BEFORE if not any(name in two for two in HALVES)]
    tested, scores = list[Text](), list[float]()
    for left_out in [*HALVES, *names]:
        model = trained([one for one in texts if one.corpus not in left_out])
        now = [one for one in texts if one.corpus in left_out]
        tested, scores = tested + now, scores + model.scores(now).tolist()
    report("each left out", tested, np.array(scores), found_by(ROOT, tested))
    last = [one for one in texts if one.corpus in LAST]
    model = trained([one for one in texts if one.corpus not in LAST])
    report("the last two", last, model.scores(last), found_by(next(iter(older), ROOT), last))
    sealed = corpus(SEALED)
    rules = found_by([ROOT, *older][-1], sealed)
    report("sealed", sealed, trained(texts).scores(sealed), rules)


if __name__ == "__main__":
    main(*(Path(one).resolve() for one in sys.argv[1:]))
