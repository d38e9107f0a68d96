"""What a sealed release says about itself, so that any damage to it is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict

MANIFEST = "MANIFEST"


class Manifest(BaseModel):
    """What a sealed generation says about itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    generation: str
    analysis_id: str
    passage_count: int
    written_by: str
    revision: str
    files: Mapping[str, str]

    def sealed(self) -> bytes:
        """As JSON, with a checksum of itself on the first line."""
        body = orjson.dumps(self.model_dump())
        return hashlib.sha256(body).hexdigest().encode() + b"\n" + body

    @property
    def seal(self) -> str:
        """The checksum of itself; with it that of every file."""
        return self.sealed().partition(b"\n")[0].decode()

    @classmethod
    def unsealed(cls, raw: bytes) -> Manifest:
        """What `sealed` gave.

        Raises:
            ValueError: It was altered.
        """
        checksum, _, body = raw.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            raise ValueError("checksum")
        return cls.model_validate(orjson.loads(body))


def checksums(folder: Path, files: Sequence[Path]) -> dict[str, str]:
    """The sha256 of each file by its name in `folder`."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }
