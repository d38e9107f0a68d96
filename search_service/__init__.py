"""The help centre: Markdown articles in, a searchable site and a search service out."""

import sys
import time

if sys.version_info < (3, 11):  # noqa: UP036 - who runs it with an older one is told so
    sys.exit("需要 Python 3.11 或更新的版本，现在是 %d.%d。" % sys.version_info[:2])  # noqa: UP031

# When this process began to load the program; seconds since 1970.
BEGAN_AT = time.time()
