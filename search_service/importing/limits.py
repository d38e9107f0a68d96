"""How much of an export is read: whatever is beyond it refuses the import or is listed."""

from __future__ import annotations

# Bytes of all files together, once unpacked.
TOTAL_SIZE = 2_000_000_000
# Bytes of one file that is read.
FILE_SIZE = 100_000_000
# Bytes of a picture; `kb check` asks for far less.
PICTURE_SIZE = 5_000_000
FILES = 50_000
# Archives within archives: Notion has two.
NESTED = 3
# How many times smaller packed than unpacked; text reaches 20, a bomb 1,000.
RATIO = 200
# Below so many bytes no ratio harms anybody.
RATIO_FROM = 5_000_000
FOLDERS_DEEP = 20
ARTICLES = 20_000
# Rows and columns of a sheet.
ROWS = 100_000
COLUMNS = 200
