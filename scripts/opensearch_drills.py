"""What one, or two, of three nodes do to readers and writers: `make opensearch-drills`.

Twenty times a node is killed (kill -9) or frozen (SIGSTOP) while passages are written and queries
are asked at a steady rate; then releases are switched under readers, the manager is frozen during a
release, and two nodes are killed. Prints one JSON object, and ends with 1 if a bar is
missed. It takes half an hour, most of it nodes that start again; TRIALS and FIRST_TRIAL choose.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch

from scripts import opensearch_cluster as nodes
from scripts.steady_reader import RATE, Reader
from search_service.asking.query import WeightedTerm
from search_service.content.corpus import load_corpus
from search_service.engines.contributions import Contributions, contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.index_store import read_index
from search_service.engines.opensearch.documents import documents, terms_of
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.indexing import index_name, point_at, put_index, send
from search_service.engines.opensearch.patience import patiently
from search_service.engines.opensearch.terms import index_body
from search_service.releases import generations
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings

_TRIALS = int(os.environ.get("TRIALS", "20"))
_FIRST_TRIAL = int(os.environ.get("FIRST_TRIAL", "0"))
_SETTLED_SECONDS, _WATCHED_SECONDS, _FROZEN_SECONDS = 3.0, 12.0, 20.0
_SWITCHES, _SWITCH_RATE = 50, 50.0
_WRITTEN_AT_ONCE = 20
_NODES = 3
# What a reader may wait at most: with one node gone, and with two.
_BAR_MS, _BAR_OF_TWO_MS = 5_000, 1_000


@dataclass(frozen=True)
class Drill:
    """What all drills work on.

    Attributes:
        client: Of the cluster.
        settings: Of the releases that were published to it.
        live: The name of an index of the newest one.
        index: What that holds.
        questions: What readers ask.
    """

    client: OpenSearch
    settings: Settings
    live: str
    index: Contributions
    questions: Sequence[Sequence[WeightedTerm]]

    def reader(self, name: str, rate: float = RATE) -> Reader:
        """Readers of an index, or of an alias."""
        engine = OpenSearchEngine(self.client, name, EmbeddedEngine(self.index))
        return Reader(engine, self.questions, rate)


def writing(
    client: OpenSearch, name: str, lines: Sequence[bytes], acknowledged: set[int]
) -> Callable[[], None]:
    """Writes documents a few at a time, and notes which of them were acknowledged."""

    def write() -> None:
        for first in range(0, len(lines), _WRITTEN_AT_ONCE):
            send(client, name, lines[first : first + _WRITTEN_AT_ONCE])
            acknowledged.update(range(first, min(first + _WRITTEN_AT_ONCE, len(lines))))
            time.sleep(0.1)

    return write


def held(client: OpenSearch, name: str) -> set[int]:
    """Ordinals of the documents that an index holds."""
    patiently(lambda: client.indices.refresh(index=name))
    body = {"size": 10_000, "docvalue_fields": ["n"], "_source": False}
    answer = patiently(lambda: client.search(index=name, body=body))
    return {hit["fields"]["n"][0] for hit in answer["hits"]["hits"]}


def whole_again(client: OpenSearch) -> float:
    """Seconds until all nodes are one green cluster."""
    began = time.monotonic()
    while True:
        try:
            health = client.cluster.health(request_timeout=10)
            if health["status"] == "green" and health["number_of_nodes"] == _NODES:
                return round(time.monotonic() - began, 1)
        except Exception:  # noqa: BLE001, S110 - that is what is waited for
            pass
        time.sleep(0.5)


def placed(client: OpenSearch, index: str) -> dict[str, int]:
    """Which node holds the first copy of an index, which the second, and which leads."""
    shards = patiently(lambda: client.cat.shards(index=index, format="json"))
    found = {
        {"p": "primary", "r": "replica"}[shard["prirep"]]: int(
            shard["node"].split()[0][1:]
        )  # moving: "n1 -> … n2"
        for shard in shards
    }
    [manager] = patiently(lambda: client.cat.cluster_manager(format="json"))
    return {**found, "manager": int(manager["node"][1:])}


def one_node(drill: Drill, trial: int, lines: Sequence[bytes]) -> dict[str, Any]:
    """Kill or freeze a node while others write and read."""
    client, name = drill.client, f"kb-drill-{trial}"
    patiently(lambda: client.indices.delete(index=name, ignore_unavailable=True))
    body = index_body(1, drill.index.statistics)
    client.indices.create(index=name, body=body, request_timeout=60)
    whole_again(client)
    role = ("primary", "replica", "manager")[trial % 3]
    is_frozen = trial % 2 == 1
    victim = placed(client, name if trial % 4 < 2 else drill.live)[role]  # noqa: PLR2004
    process = dict(nodes.nodes())[victim]
    reader = drill.reader(drill.live)
    acknowledged: set[int] = set()
    writer = threading.Thread(target=writing(client, name, lines, acknowledged))
    with reader.asking():
        writer.start()
        time.sleep(_SETTLED_SECONDS)
        since, at = time.monotonic(), len(acknowledged)
        os.kill(process, signal.SIGSTOP if is_frozen else signal.SIGKILL)
        time.sleep(_FROZEN_SECONDS if is_frozen else _WATCHED_SECONDS)
        if is_frozen:
            os.kill(process, signal.SIGCONT)
        writer.join()
        assert len(acknowledged) == len(lines)  # noqa: S101 - a writer that gave up is no result
        written = round(time.monotonic() - since, 1)
    if not is_frozen:
        nodes.start(victim)
    again = whole_again(client)
    lost = acknowledged - held(client, name)
    patiently(lambda: client.indices.delete(index=name, ignore_unavailable=True))
    return {
        "trial": trial,
        "node": victim,
        "role": role,
        "how": "SIGSTOP" if is_frozen else "kill -9",
        "acknowledged_before": at,
        "acknowledged": len(acknowledged),
        "lost": len(lost),
        "writing_ended_s": written,
        "whole_again_s": again,
        **reader.report(since),
    }


def frozen_manager(drill: Drill) -> dict[str, Any]:
    """Publish a release while the manager is frozen, for good as far as the release can know."""
    client, settings = drill.client, drill.settings
    served = index_name(generations.sealed(settings.releases_folder)[0].name, "index")
    analyser, content = load_analyser(settings), documents_of(load_corpus(settings.content_folder))
    reader, said = drill.reader(served), list[str]()
    process = dict(nodes.nodes())[placed(client, served)["manager"]]
    with reader.asking():
        time.sleep(_SETTLED_SECONDS)
        since = time.monotonic()
        os.kill(process, signal.SIGSTOP)
        try:
            made = publish_release(settings, content, analyser, waiting=said.append).name
            took = round(time.monotonic() - since, 1)
        finally:
            os.kill(process, signal.SIGCONT)
    again = whole_again(client)
    [alias] = patiently(lambda: client.indices.get_alias(name="kb-index"))
    return {
        "release_took_s": took,
        "said": said,
        # Where the alias stands afterwards: at the new release, or where it was.
        "alias_at_the_new_release": alias == index_name(made, "index"),
        "whole_again_s": again,
        **reader.report(since),
    }


def two_nodes(drill: Drill) -> dict[str, Any]:
    """Kill two of three: the rest is no cluster any more."""
    reader = drill.reader(drill.live)
    victims = dict(list(nodes.nodes())[:2])
    with reader.asking():
        time.sleep(_SETTLED_SECONDS)
        since = time.monotonic()
        for process in victims.values():
            os.kill(process, signal.SIGKILL)
        time.sleep(_WATCHED_SECONDS)
    for victim in victims:
        nodes.start(victim)
    return {**reader.report(since), "whole_again_s": whole_again(drill.client)}


def switches(drill: Drill) -> dict[str, Any]:
    """Move the alias between three releases while readers ask through it."""
    sealed = generations.sealed(drill.settings.releases_folder)
    names = [folder.name for folder in sealed][:_NODES]
    for name in names:
        put_index(drill.client, index_name(name, "index"), drill.index)
    reader = drill.reader("kb-index", _SWITCH_RATE)
    took = []
    with reader.asking():
        since = time.monotonic()
        for number in range(_SWITCHES):
            started = time.monotonic()
            # The oldest is never deleted: only what stands before two others is.
            point_at(drill.client, names[number % len(names)], ["index"])
            took.append(time.monotonic() - started)
            time.sleep(0.3)
    took.sort()
    return {
        "switches": len(took),
        "switch_ms_p50": round(1000 * took[len(took) // 2]),
        "switch_ms_max": round(1000 * took[-1]),
        **reader.report(since),
    }


def main() -> None:
    """Run every drill on the cluster of `make opensearch-up N=3`."""
    urls = nodes.urls()
    if len(urls) < _NODES:
        sys.exit("The drills need three nodes: make opensearch-up N=3.")
    settings = Settings(
        state_dir=Path(nodes.FOLDER / "drill"), engine="opensearch", opensearch_url=",".join(urls)
    )
    from search_service.engines.opensearch.cluster import cluster  # noqa: PLC0415

    client = cluster(settings.opensearch_url)
    analyser = load_analyser(settings)
    content = documents_of(load_corpus(settings.content_folder))
    while len(generations.sealed(settings.releases_folder)) < _NODES:
        publish_release(settings, content, analyser, waiting=print)
    newest = generations.sealed(settings.releases_folder)[0]
    postings = read_index(newest / "index")
    index = contributions_of(postings)
    live = index_name(newest.name, "index")
    put_index(client, live, index)
    chance = random.Random(19)  # noqa: S311 - the same queries each time
    passages = chance.sample(range(postings.passage_count), 200)
    questions = [terms_of(postings, passage)[:30] for passage in passages]
    drill = Drill(client, settings, live, index, questions)
    lines = [
        b'{"index":{"_id":"%d"}}\n%s\n' % (ordinal, json.dumps(document).encode())
        for ordinal, document in documents(postings)
    ]
    trials = []
    for trial in range(_FIRST_TRIAL, _TRIALS):
        trials.append(one_node(drill, trial, lines))
        print(json.dumps(trials[-1]), file=sys.stderr, flush=True)
    found: dict[str, Any] = {
        "trials": trials,
        "lost": sum(trial["lost"] for trial in trials),
        "ways": Counter(f"{trial['how']} {trial['role']}" for trial in trials),
    }
    drills: dict[str, Callable[[Drill], dict[str, Any]]] = {
        "switches": switches,
        "manager_frozen_during_a_release": frozen_manager,
        "two_of_three_killed": two_nodes,
    }
    for name, run in drills.items():
        found[name] = run(drill)
        print(json.dumps({name: found[name]}), file=sys.stderr, flush=True)
    watched = [*trials, *(found[name] for name in drills)]
    found["asked"] = sum(one["asked"] for one in watched)
    found["wrong_or_failed"] = sum(one["wrong_or_failed"] for one in watched)
    found["slowest_ms"] = max(one["slowest_ms"] for one in watched)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    two_ms = found["two_of_three_killed"]["slowest_ms"]
    is_slow = found["slowest_ms"] > _BAR_MS or two_ms > _BAR_OF_TWO_MS
    if found["lost"] or found["wrong_or_failed"] or is_slow:
        sys.exit(
            "A bar was missed: 0 lost, 0 wrong or failed, every answer within five seconds, "
            "within one with two of three nodes dead."
        )


if __name__ == "__main__":
    main()
