"""A cluster is asked again while that may help, and never longer than was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opensearchpy import (
    ConnectionError as NotConnected,
)
from opensearchpy import (
    ConnectionTimeout,
    NotFoundError,
    RequestError,
    SSLError,
    TransportError,
)

from search_service.engines.opensearch.patience import at_once, is_passing, patiently

PASSING = st.sampled_from(
    (
        NotConnected("N/A", "refused", OSError()),
        ConnectionTimeout("TIMEOUT", "silent", OSError()),
        *(TransportError(status, "busy", {}) for status in (408, 429, 502, 503, 504)),
    )
)
LASTING = st.sampled_from(
    (
        SSLError("N/A", "certificate", OSError()),
        NotFoundError(404, "no such index", {}),
        RequestError(400, "mapping", {}),
        TransportError(401, "password", {}),
        TransportError(500, "broken", {}),
        KeyError("hits"),
    )
)


class Cluster:
    """Fails as it is told, then answers."""

    def __init__(self, failures: list[Exception]) -> None:
        self.failures = failures
        self.given: list[float] = []

    def ask(self, seconds: float) -> str:
        self.given.append(seconds)
        if self.failures:
            raise self.failures.pop(0)
        return "answer"


@given(st.lists(PASSING, max_size=5), st.floats(0.1, 10))
def test_a_query_asks_three_nodes_and_gives_them_twice_its_time_at_most(
    failures: list[Exception], seconds: float
) -> None:
    cluster, count = Cluster(list(failures)), len(failures)

    if count < 3:
        assert at_once(cluster.ask, seconds) == "answer"
    else:
        with pytest.raises(TransportError):
            at_once(cluster.ask, seconds)

    assert len(cluster.given) == min(count + 1, 3)
    assert sum(cluster.given) <= 2 * seconds + 1e-9
    assert sorted(cluster.given, reverse=True) == cluster.given


@given(LASTING)
def test_what_is_refused_for_what_it_is_is_not_asked_again(error: Exception) -> None:
    assert not is_passing(error)
    asked_once, asked_patiently = Cluster([error]), Cluster([error])

    with pytest.raises(type(error)):
        at_once(asked_once.ask, 1)
    with pytest.raises(type(error)):
        patiently(lambda: asked_patiently.ask(1))

    assert asked_once.given == asked_patiently.given == [1.0]


@given(PASSING)
def test_patience_asks_again_until_its_time_is_up(error: Exception) -> None:
    recovering = Cluster([error])
    assert patiently(lambda: recovering.ask(1)) == "answer"

    gone = Cluster([error] * 100)
    with pytest.raises(type(error)):
        patiently(lambda: gone.ask(1), 0.0)
