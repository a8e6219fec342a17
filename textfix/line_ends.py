r"""Where lines and paragraphs end, as patterns: `\r\n` ends a line as `\n` does, and a line of spaces is empty."""

__all__ = ["BEFORE_LINE_END", "LINE_END", "PARAGRAPH_BREAK"]

LINE_END = r"\r?\n"
"""The end of a line, of Unix and of Windows."""

BEFORE_LINE_END = rf"(?={LINE_END}|\Z)"
"""A place where nothing more of a line stands."""

PARAGRAPH_BREAK = r"\n[ \t\r]*\n"
"""The end of a line and an empty line behind it."""
