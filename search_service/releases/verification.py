"""Whether a release on disk is what its manifest says: every byte of it, once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from search_service.errors import AnalysisMismatch, GenerationDamaged
from search_service.records.private_files import private_folder
from search_service.releases import stamps
from search_service.releases.manifest import MANIFEST, Manifest, checksums

# The name that an unsealed folder has before its release's.
PARTIAL = ".partial-"
# Beside the releases: what is known and made of each, see `releases.ready`.
READY, _VERIFIED = "ready", "RELEASE"


@dataclass(frozen=True)
class Generation:
    """A sealed generation on disk."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The folder's name, which sorts by time."""
        return self.folder.name


def name_of(folder: Path) -> str:
    """The name that a release bears, or will bear when it is sealed."""
    return folder.name.removeprefix(PARTIAL)


def verify(folder: Path, analysis_id: str | None = None) -> Generation:
    """Check a generation, sealed or arriving, against its manifest, every byte of it.

    Raises:
        GenerationDamaged: A file is missing, added or altered.
        AnalysisMismatch: Its terms were made by another analysis.
    """
    try:
        return _compared(folder, analysis_id)
    except GenerationDamaged:
        with suppress(OSError):  # nobody trusts what a disk has lost since
            _stamp(folder).unlink(missing_ok=True)
        raise


def _stamp(folder: Path) -> Path:
    return folder.parent / READY / name_of(folder) / _VERIFIED


def _compared(folder: Path, analysis_id: str | None) -> Generation:
    manifest, name = _manifest(folder), name_of(folder)
    found = {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and file != folder / MANIFEST
    }
    if found != set(manifest.files) or manifest.generation != name:
        raise GenerationDamaged(f"索引 {name} 的文件与清单不一致")
    found_sums = checksums(folder, [folder / file for file in manifest.files])
    for file, expected in manifest.files.items():
        if found_sums[file] != expected:
            raise GenerationDamaged(f"索引 {name} 的文件 {file} 已损坏")
    require_analysis(manifest, analysis_id)
    return Generation(folder, manifest)


def require_analysis(manifest: Manifest, analysis_id: str | None) -> None:
    """Refuse terms that were made by another analysis than `analysis_id`, if one is given.

    Raises:
        AnalysisMismatch: They were.
    """
    if analysis_id is not None and manifest.analysis_id != analysis_id:
        raise AnalysisMismatch(f"索引 {manifest.generation} 是用旧的词表或分析程序做的")


def verify_once(folder: Path, analysis_id: str) -> Generation:
    """As `verify`; a release in which no file has changed since is not read again.

    Raises:
        GenerationDamaged: A file is missing, added or altered.
        AnalysisMismatch: Its terms were made by another analysis.
    """
    stamp, manifest = _stamp(folder), _manifest(folder)
    if manifest.analysis_id == analysis_id and stamps.holds(stamp, manifest.seal, folder):
        return Generation(folder, manifest)
    state = stamps.state_of(folder)
    generation = verify(folder, analysis_id)
    with suppress(OSError):  # where nothing can be written it is read each time
        private_folder(stamp.parent)
        stamps.write_stamp(stamp, generation.manifest.seal, state)
    return generation


def _manifest(folder: Path) -> Manifest:
    try:
        return Manifest.unsealed((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise GenerationDamaged(f"索引 {name_of(folder)} 的清单读不出来") from error
