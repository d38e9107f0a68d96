"""A release's postings into an index of the cluster, verified before anybody asks it.

An index is written once, under the name of its release, and never changed. An alias says which one
is in service; the two before it are kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import orjson

from search_service.engines.contributions import Contributions
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.opensearch.documents import documents, terms_of
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.patience import (
    NODE_SECONDS,
    at_once,
    growing_waits,
    is_passing,
    patiently,
)
from search_service.engines.opensearch.terms import index_body
from search_service.engines.postings import Postings
from search_service.engines.statistics import Statistics
from search_service.errors import ClusterRefused

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_PREFIX = "kb"
KEPT_BEFORE = 2
# A request to write holds no more documents, and no more bytes.
_DOCUMENTS, _BYTES = 500, 5_000_000
# A node is given so long for a request to write, and twice as long for each one after it.
_WRITE_SECONDS, _LONGEST_WRITE_SECONDS = 5.0, 30.0
# How long a request is sent again: the cluster leaves a frozen node out after some 30 s.
_WRITING_SECONDS = 180.0
_CREATED = 300
# What sending it again would not change.
_ITS_OWN_FAULT = frozenset(range(400, 429))
_CANARY_SECONDS, _GREEN_SECONDS, _MERGE_SECONDS = 10, 180, 600
_GREEN_STEP_SECONDS = 5
_CANARIES, _CANARY_TERMS, _CANARY_HITS = 50, 12, 10


def index_name(release: str, part: str) -> str:
    """The index of a part of a release."""
    return f"{_alias(part)}-{release.lower()}"


def put_index(client: OpenSearch, name: str, index: Contributions) -> None:
    """Write an index, unless it is there; when this returns it is green and verified.

    A frozen or dead node, the cluster's manager as well, makes this take longer; a cluster of which
    no node answers is given up at once.

    Raises:
        ClusterRefused: It could not be written, or does not answer as the release does.
    """
    engine = OpenSearchEngine(client, name, EmbeddedEngine(index), _CANARY_SECONDS)
    try:
        at_once(lambda seconds: client.info(request_timeout=seconds), NODE_SECONDS)
        if patiently(lambda: client.indices.exists(index=name)):
            if _fault(client, name, index.postings, engine) is None:
                return
            _delete(client, name)
        _write(client, name, index)
        fault = _fault(client, name, index.postings, engine)
        if fault:
            _delete(client, name)
    except Exception as error:  # whatever a client, a proxy or a node comes up with
        raise ClusterRefused(
            f"OpenSearch 的索引 {name} 没有写好（{type(error).__name__}：{error}），"
            "搜索由各台机器自己的发布回答。请检查集群，再运行 kb release activate 这次发布的名称。"
        ) from error
    if fault:
        raise ClusterRefused(
            f"OpenSearch 的索引 {name} {fault}，已经删除，搜索由各台机器自己的发布回答。"
            "请检查集群的版本（3.x）和插件，再运行 kb release activate 这次发布的名称。"
        )


def point_at(client: OpenSearch, release: str, parts: Sequence[str]) -> None:
    """Move the aliases to the indices of a release in one step; forget older ones but for two.

    Raises:
        ClusterRefused: Nobody could say that the aliases were moved.
    """
    try:
        patiently(lambda: _move(client, release, parts))
        for part in parts:  # never in the call that moves the alias: that gave 503s (measured)
            own = index_name(release, part)
            older = [name for name in patiently(partial(_indices, client, part)) if name < own]
            for gone in older[:-KEPT_BEFORE]:
                _delete(client, gone)
    except Exception as error:
        raise ClusterRefused(
            f"OpenSearch 的别名没有移到 {release}（{type(error).__name__}：{error}）。"
            "搜索不受影响；请检查集群，再运行 kb release activate 这次发布的名称。"
        ) from error


def _move(client: OpenSearch, release: str, parts: Sequence[str]) -> None:
    """Read where the aliases are and move them; harmless when they are there."""
    actions = []
    for part in parts:
        own, alias = index_name(release, part), _alias(part)
        actions += [
            {"remove": {"index": other, "alias": alias}}
            for other, one in client.indices.get_alias(index=f"{alias}-*").items()
            if other != own and alias in one["aliases"]
        ]
        actions.append({"add": {"index": own, "alias": alias}})
    client.indices.update_aliases(body={"actions": actions})


def _delete(client: OpenSearch, name: str) -> None:
    patiently(lambda: client.indices.delete(index=name, ignore_unavailable=True))


def _alias(part: str) -> str:
    return f"{_PREFIX}-{part}"


def _indices(client: OpenSearch, part: str) -> list[str]:
    """The indices of a part, the oldest first."""
    return sorted(client.indices.get(index=f"{_alias(part)}-*", ignore_unavailable=True))


def _write(client: OpenSearch, name: str, index: Contributions) -> None:
    patiently(lambda: _create(client, name, index.statistics))
    for lines in _requests(index.postings):
        send(client, name, lines)
    patiently(lambda: client.indices.refresh(index=name))
    # Asked again while it goes on, the cluster waits for the end of it.
    patiently(
        lambda: client.indices.forcemerge(
            index=name, max_num_segments=1, request_timeout=_LONGEST_WRITE_SECONDS
        ),
        _MERGE_SECONDS,
    )
    patiently(lambda: client.indices.refresh(index=name))
    wait_for_green(client, name)


def _create(client: OpenSearch, name: str, statistics: Statistics) -> None:
    """Create an index; one that is there was made by a try that nobody heard the end of."""
    from opensearchpy import RequestError  # noqa: PLC0415 - only this engine needs it

    health = client.cluster.health(local=True)
    replicas = min(health["number_of_data_nodes"] - 1, 1)
    try:
        client.indices.create(index=name, body=index_body(replicas, statistics))
    except RequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def wait_for_green(client: OpenSearch, name: str) -> None:
    """Wait until every copy of an index is where it belongs.

    Raises:
        Exception: It took longer than three minutes.
    """
    patiently(
        lambda: client.cluster.health(
            index=name,
            wait_for_status="green",
            timeout=f"{_GREEN_STEP_SECONDS}s",
            request_timeout=NODE_SECONDS,  # without it the client takes the other one for its own
        ),
        _GREEN_SECONDS,
    )


def _requests(postings: Postings) -> Iterator[list[bytes]]:
    """All documents, as much at a time as a request may hold."""
    lines: list[bytes] = []
    size = 0
    for ordinal, document in documents(postings):
        line = b'{"index":{"_id":"%d"}}\n%s\n' % (ordinal, orjson.dumps(document))
        if lines and (len(lines) == _DOCUMENTS or size + len(line) > _BYTES):
            yield lines
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield lines


def send(client: OpenSearch, name: str, lines: Sequence[bytes]) -> None:
    """Have documents written, whatever has to be sent again; ids make that harmless.

    Raises:
        ClusterRefused: A document is refused for what it is, or the cluster never recovered.
    """
    waits, last = growing_waits(), ""
    seconds, deadline = _WRITE_SECONDS, time.monotonic() + _WRITING_SECONDS
    while time.monotonic() < deadline:
        try:
            answer = client.bulk(body=b"".join(lines), index=name, request_timeout=seconds)
        except Exception as error:
            if not is_passing(error):
                raise
            last = f"{type(error).__name__}：{error}"
            seconds = min(2 * seconds, _LONGEST_WRITE_SECONDS)
        else:
            states = [one["index"] for one in answer["items"]]
            left = [
                line for line, one in zip(lines, states, strict=True) if one["status"] >= _CREATED
            ]
            if not left:
                return
            refused = [one for one in states if one["status"] in _ITS_OWN_FAULT]
            if refused:
                raise ClusterRefused(f"OpenSearch 不收这段内容：{refused[0]}")
            lines, last = left, str(states)
        time.sleep(next(waits))
    raise ClusterRefused(f"OpenSearch 一直没有收下：{last[:300]}")


def _fault(
    client: OpenSearch, name: str, postings: Postings, engine: OpenSearchEngine
) -> str | None:
    """What is wrong with an index (Chinese): passages are missing, or it answers otherwise."""
    counted = patiently(lambda: client.count(index=name))["count"]
    if counted != postings.passage_count:
        return f"有 {counted} 段，应有 {postings.passage_count} 段"
    for passage in range(0, counted, max(1, counted // _CANARIES)):
        terms = terms_of(postings, passage)[:_CANARY_TERMS]
        if not terms:
            continue
        found = patiently(partial(engine.from_cluster, terms, _CANARY_HITS))
        if found != engine.copy.search(terms, _CANARY_HITS):
            return f"对第 {passage} 段的词答得和发布不一样"
    return None
