"""What the numbers in the columns of tokens, units and arcs stand for; kinds.pxd has the same as constants of C."""

from __future__ import annotations

WORD, NUMERAL, MARK, SPACE = 0, 1, 2, 3
"""Kinds of character and of token; no token is white space."""

GLUED, SPACED, WIDE, BROKEN = 0, 1, 2, 3
"""What stands before a token: nothing, one space, other white space, or a line break."""

LOWER_CASE, CAPITAL, UPPER_CASE, MIXED_CASE = 0, 1, 2, 3
"""Shapes of a word: without capitals, with one at the beginning, with no other letters, with capitals inside."""

KNOWN, ATTESTED, STRANGE, FOREIGN = 0, 1, 2, 3
"""What is known of a word: it has statistics, it is only known to exist, nothing, or it has foreign letters."""

SOUND, DAMAGED, MISTAKEN = 0, 1, 2
"""What the sieve thinks of a token: it is right, it may be damaged, or at most another word was meant."""

OBSERVED, SPELT, UNKNOWN, REPLACED, LEFT_OUT, WHOLE = 0, 1, 2, 3, 4, 5
"""Kinds of arc: a token as it stands, a word of the lexicon that the letters spell, an unknown word, another word for
what stands there, nothing (a word written twice), and a chunk such as `asyncio.run` taken whole."""

KEEP, INSERT, DELETE = 0, 1, 2
"""What a path does with the white space before a unit."""
