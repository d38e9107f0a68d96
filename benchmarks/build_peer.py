"""Builds or opens one Python peer in a process of its own, so that time and memory are its own.

Usage: python -m benchmarks.build_peer build|open PEER GENERATION FOLDER
Writes one line of JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from benchmarks import packages
from benchmarks.bags import Bags
from benchmarks.python_peers import PYTHON_PEERS
from search_service.engines.index_store import read_index

_PAGE_KILOBYTES = 4


def resident_megabytes() -> float:
    """Memory of this process that is its own; pages of files mapped into it are not counted."""
    gc.collect()
    _, resident, shared, *_ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return (int(resident) - int(shared)) * _PAGE_KILOBYTES / 1024


def main() -> None:
    """Build and time, or open and weigh."""
    verb, name, generation, folder = sys.argv[1:]
    packages.use()
    peer = PYTHON_PEERS[name][0]()
    if verb == "open":
        if module := PYTHON_PEERS[name][1]:
            __import__(module)
        before = resident_megabytes()
        peer.open(Path(folder))
        print(json.dumps({"memory_mb": round(resident_megabytes() - before, 2)}))
        return
    bags = Bags(read_index(Path(generation)))
    started = time.perf_counter()
    peer.build(Path(folder), bags)
    seconds = time.perf_counter() - started
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    print(json.dumps({"index_seconds": round(seconds, 3), "index_mb": round(size / 1e6, 3)}))


if __name__ == "__main__":
    main()
