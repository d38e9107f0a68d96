"""What reading a damaged, encrypted or cut-off part of an archive raises."""

from __future__ import annotations

import zipfile
import zlib
from xml.etree import ElementTree as ET

# RuntimeError: encrypted; with NotImplementedError, which is one: packed in a way nobody knows.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
# KeyError and StopIteration: a part or an attribute that another part speaks of is not there.
DAMAGED_XML = (*DAMAGED, ET.ParseError, ValueError, LookupError, StopIteration)
