"""A release from the machine that builds it to the replicas that serve it.

A replica fetches into an unsealed name, compares every byte with the manifest, makes the release
ready and only then switches. Whatever fails before that changes nothing of what is served.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from search_service.errors import IndexUnavailable
from search_service.releases import generations
from search_service.releases.generations import KEPT_BEFORE
from search_service.releases.lock import locked
from search_service.releases.manifest import MANIFEST, Manifest
from search_service.releases.ready import make_ready
from search_service.releases.remote import Remote
from search_service.releases.rights import open_to_the_web_server
from search_service.releases.verification import (
    PARTIAL,
    Generation,
    require_analysis,
    verify,
    verify_once,
)


def send_current(root: Path, remote: Remote) -> str:
    """Send the release in service, and point at it; its name.

    What has been sent whole before is not sent again, so that a rollback is one small file.

    Raises:
        IndexUnavailable: There is none, or it is damaged.
        ReleaseNotShipped: It could not be sent; the replicas keep what they have.
    """
    with locked(root):
        name = generations.current_name(root)
        if name is None:
            raise IndexUnavailable("还没有发布可以发送。请先运行 kb build。")
        generation = verify(root / name)
        if not remote.has(generation.manifest):
            remote.send(name, list(generation.manifest.files), generation.folder)
        remote.point_at(name)
        older = [one for one in remote.names() if one < name]
        newer = [one for one in remote.names() if one > name]
        remote.forget_all_but([name, *older[:KEPT_BEFORE], *newer])
    return name


def fetch_current(root: Path, remote: Remote, analysis_id: str) -> str | None:
    """Fetch the release that `remote` has in service, verify it and switch to it; its name.

    None when it is in service already.

    Raises:
        IndexUnavailable: What was fetched is damaged or was made by another analysis.
        ReleaseNotShipped: It could not be fetched.
    """
    name = remote.current()
    if name == generations.current_name(root):
        return None
    open_to_the_web_server(root)
    with locked(root):
        if root / name in generations.sealed(root):
            generation = verify_once(root / name, analysis_id)
        else:
            generation = _fetched(root, remote, remote.manifest(name), analysis_id)
        make_ready(generation)
        # Whether so much may be gone was asked where it was built.
        generations.activate(root, generation, force=True)
    return name


def _fetched(root: Path, remote: Remote, manifest: Manifest, analysis_id: str) -> Generation:
    require_analysis(manifest, analysis_id)
    generations.sweep(root)
    partial = root / f"{PARTIAL}{manifest.generation}"
    partial.mkdir(mode=0o700)
    try:
        missing = _taken_over(manifest.files, generations.sealed(root)[:1], partial)
        remote.fetch(manifest.generation, missing, partial)
        (partial / MANIFEST).write_bytes(manifest.sealed())
        generations.settle(partial)
        verify(partial, analysis_id)
        folder = generations.admit(root, partial)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return verify_once(folder, analysis_id)


def _taken_over(files: Mapping[str, str], releases: Sequence[Path], partial: Path) -> Sequence[str]:
    """Copy what an older release here has as well; the files that have to be fetched.

    A copy and no link: bytes that go bad in one release must not spoil another. Every byte of it
    is compared afterwards like those that were fetched.
    """
    missing = dict(files)
    for release in releases:
        for file, digest in _files_of(release).items():
            if missing.get(file) == digest and (release / file).is_file():
                (partial / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(release / file, partial / file)
                del missing[file]
    return list(missing)


def _files_of(release: Path) -> Mapping[str, str]:
    try:
        return Manifest.unsealed((release / MANIFEST).read_bytes()).files
    except (OSError, ValueError):
        return {}  # damaged: nothing is taken from it
