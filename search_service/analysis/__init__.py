"""Text in, terms out: normalise → segment → pinyin → fields. Pure apart from loading word lists."""
