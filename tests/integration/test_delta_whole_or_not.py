"""A process that is killed while it writes a delta leaves the whole old index or the whole new one.

`make test-kill` runs the long form: KILLS says how often.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.engines.index_store import read_index, write_index
from search_service.releases.opening import open_release
from search_service.releases.parts import INDEX
from search_service.releases.publish import publish_release
from search_service.releases.search_index import indexed_texts
from search_service.settings import Settings
from tests.builders import SHOP
from tests.dictionary import with_dictionary
from tests.integration.releaser import Releaser, releasing
from tests.integration.releasing_child import with_sentence
from tests.postings import assert_equal

KILLS = int(os.environ.get("KILLS", "20"))


def test_after_a_kill_while_a_delta_is_written_the_index_is_the_old_or_the_new_one(
    tmp_path: Path, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    settings = Settings(project_dir=SHOP, state_dir=with_dictionary(tmp_path / "state"))
    publish_release(settings, shop_documents, shop_analyser)
    chance = random.Random(12)  # noqa: S311 - a fixed sequence of moments
    ends: Counter[str] = Counter()
    with releasing(settings) as releaser:
        old = _written(releaser, shop_documents, "第一句")
        runs = []
        for sentence in ("第二句", "第三句", "第四句"):
            started = time.perf_counter()
            old = _written(releaser, shop_documents, sentence)
            runs.append(time.perf_counter() - started)
        whole_run = min(runs)  # others may keep the machine busy now and not later
        for number in range(KILLS):
            sentence = f"后来加上的第 {number} 句"
            child = releaser.start(sentence)
            time.sleep(chance.uniform(0, whole_run * 1.1))
            with suppress(ProcessLookupError):  # it may be done already
                os.kill(child, signal.SIGKILL)
            ends[releaser.read()] += 1

            served, degraded = open_release(settings, shop_analyser)

            assert degraded is None
            new = with_sentence(shop_documents, sentence)
            assert served.search.documents in (old, new)
            old = new if served.search.documents == new else old
            assert (served.folder / INDEX / "delta").is_dir()
            at_once = tmp_path / f"at-once-{number}"
            at_once.mkdir()
            expected = write_index(at_once, indexed_texts(old, shop_analyser), shop_analyser)
            assert_equal(read_index(served.folder / INDEX), expected)

    assert ends["killed"] > KILLS / 3, "the kills came too late to mean anything"
    print(f"{KILLS} kills: {dict(ends)}")  # noqa: T201 - for docs/operations.md


def _written(releaser: Releaser, documents: Documents, sentence: str) -> Documents:
    releaser.start(sentence)
    assert releaser.read() == "done"
    return with_sentence(documents, sentence)
