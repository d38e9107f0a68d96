from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from search_service.records.visit_log import VisitLog
from search_service.records.visit_store import VisitStore
from search_service.records.visit_window import QuestionNote, Visitor
from search_service.records.visits import Shown
from search_service.web.metrics import BUCKETS, Metrics

SEARCH = "/api/v1/search"
_SAMPLE = re.compile(r'([a-z_]+)(\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})? ([0-9.e+-]+)')


def samples(metrics: Metrics) -> dict[str, float]:
    lines = metrics.rendered({"kb_degraded": 0.0}).decode().splitlines()
    found = [_SAMPLE.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(found), lines
    return {match[1] + (match[2] or ""): float(match[3]) for match in found if match}


def test_requests_are_counted_by_route_status_and_time() -> None:
    metrics = Metrics([SEARCH])
    metrics.request(SEARCH, 200, 0.003)
    metrics.request(SEARCH, 503, 0.2)
    metrics.request("/who/knows", 404, 9.0)

    found = samples(metrics)

    assert found[f'kb_requests_total{{route="{SEARCH}",status="2xx"}}'] == 1
    assert found[f'kb_requests_total{{route="{SEARCH}",status="503"}}'] == 1
    assert found['kb_requests_total{route="files",status="4xx"}'] == 1
    buckets = [
        found[f'kb_request_seconds_bucket{{route="{SEARCH}",le="{bound}"}}']
        for bound in (*BUCKETS, "+Inf")
    ]
    assert buckets == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    assert found[f'kb_request_seconds_count{{route="{SEARCH}"}}'] == 2
    assert found[f'kb_request_seconds_sum{{route="{SEARCH}"}}'] == 0.203
    assert found['kb_request_seconds_bucket{route="files",le="2.5"}'] == 0


def test_answers_are_counted_by_level_and_those_without_hits_apart() -> None:
    metrics = Metrics([SEARCH])
    metrics.answer("sure", 4)
    metrics.answer("none", 0)

    found = samples(metrics)

    assert found['kb_answers_total{level="sure"}'] == 1
    assert found['kb_answers_total{level="none"}'] == 1
    assert found["kb_searches_without_hits_total"] == 1


def test_what_the_log_of_visits_drops_is_told(tmp_path: Path) -> None:
    metrics = Metrics([SEARCH])
    store = VisitStore(tmp_path / "queries.sqlite")
    log = VisitLog(store, 90, metrics.visits_dropped)  # its thread is not started: all waits
    note = QuestionNote(Visitor("site", "192.0.2.1", ""), "灯", Shown((), "none", "灯"))
    for _ in range(1_200):
        log.note(note)

    assert log.dropped == 200
    assert samples(metrics)["kb_visits_dropped_total"] == 200


_COUNT = """
import sys
from pathlib import Path
from search_service.web.metrics import Metrics
metrics = Metrics(["/api/v1/search"], Path(sys.argv[1]))
metrics.answer("sure", 1)
assert metrics.is_shared
print(metrics.rendered({}).decode().count('level="sure"} ' + sys.argv[2] + "\\n"))
sys.stdin.read()
"""


def test_whichever_process_is_asked_tells_the_figures_of_all_also_of_those_that_ended(
    tmp_path: Path,
) -> None:
    def start(seen: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", _COUNT, str(tmp_path / "metrics"), str(seen)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    first, second = start(1), None
    try:
        assert first.stdout
        assert first.stdout.readline() == "1\n"
        second = start(2)
        assert second.stdout
        assert second.stdout.readline() == "1\n"
        first.kill()
        first.wait()
        third = start(3)
        assert third.communicate()[0] == "1\n"
    finally:
        for process in filter(None, (first, second)):
            process.kill()
            process.communicate()


def test_without_a_folder_to_write_in_a_process_counts_for_itself(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    metrics = Metrics([SEARCH], tmp_path / "file" / "metrics")
    metrics.answer("sure", 1)

    assert not metrics.is_shared
    assert samples(metrics)['kb_answers_total{level="sure"}'] == 1


def test_where_the_disk_has_no_room_the_process_counts_alone_and_lives(tmp_path: Path) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from search_service.web.metrics import Metrics
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
metrics = Metrics(["/"], Path({str(tmp_path / "metrics")!r}))
metrics.request("/", 200, 0.1)
assert b'kb_requests_total{{route="/",status="2xx"}} 1' in metrics.rendered({{}})
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=60)


def test_a_file_that_is_emptied_takes_no_process_away_and_nothing_of_what_it_counted(
    tmp_path: Path,
) -> None:
    metrics = Metrics([SEARCH], tmp_path / "metrics")
    name = f'kb_requests_total{{route="{SEARCH}",status="2xx"}}'
    (file,) = tmp_path.iterdir()

    for number, content in enumerate([b"", b"x" * 11, b"\0" * 10_000], 1):
        metrics.request(SEARCH, 200, 0.1)
        file.write_bytes(content)
        assert samples(metrics)[name] == number
    metrics.request(SEARCH, 200, 0.1)
    assert file.stat().st_size > 11
