# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What slips cost: the channel of a noisy-channel model, as numbers that follow the damage that a text shows.

All are in units of 1/1024 nat: the negative logarithm of how likely whoever wrote the text made the slip.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from . import no_cython as cython

from .vocabulary import CONFUSED

LOST_SPACE, CONFUSION, REMEMBERED = 6 * 1024, 5 * 1024 + 512, 7 * 1024
"""What it usually costs that a space was lost and that one word is taken for another, and what a strange word that
recurs costs at the most. The sieve counts with the same."""

GLUED_TO_COMMON = 1024 + 512
"""How much less it costs that a space was lost beside a word that runs through all text, for the sieve too."""

MISTAKE = CONFUSION + CONFUSED * 64
"""What it costs that a word is taken for one that people confuse with it, however much is damaged."""


@cython.final
@cython.cclass
class Costs:
    """What slips cost in one text.

    A space is lost (`insertion`: the reading puts it in), or less where a line may have ended (`line_end`, at the
    offsets of `line_ends`); a space came in (`deletion`); letters are others (`typo`, beside what the letters tell, of
    which none weighs more than `rarest`), up to an edit `distance`; a word is taken for another (`confusion`) or
    written twice (`repeat`).

    A strange word costs its letters, or at the most what one costs that is `attested`, or `remembered` from elsewhere
    in the text. One costs more with a capital inside (`camel`), as a `piece` of a token or as a `joint` of several;
    `rejoining` is 1 where pieces may be put together. One of `foreign` letters costs that at least, a `chunk` such as
    `asyncio.run` that.

    `odd_capital` is a capital where none belongs, `shift` and `lost_capital` that a word that is put in had another
    case, `lower_start` that a sentence begins in lower case.

    `thorough` doubts known words too, `folding` looks for words without their accents, `spaceless` expects no spaces;
    `breadth` is how far behind the cheapest a state of the search may fall.
    """

    def __init__(self) -> None:
        self.usual()

    def usual(self) -> None:
        """Set what slips cost in text with one damaged word in a hundred."""
        self.insertion = LOST_SPACE
        self.deletion = 6 * 1024 + 512
        self.typo = 3 * 1024
        self.confusion = CONFUSION
        self.repeat = 5 * 1024
        self.attested = 13 * 1024
        self.remembered = REMEMBERED
        self.foreign = 12 * 1024
        self.chunk = 5 * 1024
        # Whoever misspells a word still has its case right, and a point may end an abbreviation.
        self.shift = 6 * 1024
        self.lost_capital = 6 * 1024
        self.lower_start = 2 * 1024
        self.distance = 1
        self.rarest = 8 * 1024
        # Pieces of a strange word are put together only where damage has shown: elsewhere they are foreign words.
        self.rejoining = 0
        self.camel = 0
        self.odd_capital = 0
        self.piece = 0
        self.joint = 0
        self.thorough = False
        self.folding = False
        self.spaceless = False
        self.breadth = 12 * 1024
        self.expect_line_ends(frozenset(), 0)

    def damaged(self, spaceless: cython.bint, thorough: cython.bint = False, short: cython.bint = False) -> None:
        """Set what slips cost in text with one damaged word in ten, of any kind.

        `short` tells that a text without spaces has so few letters that it may be a single word.

        `thorough` doubts known words too: that they are rare, or have capitals where none belong, says that they are
        slips where letters are known to be damaged, and little where only spaces may be.
        """
        self.usual()
        self.insertion = (1024 + 512 if short else 512) if spaceless else 3 * 1024
        self.deletion = 3 * 1024 + 512
        # That all spaces are lost says nothing of letters.
        self.typo = 512 if thorough or not spaceless else 3 * 1024
        self.confusion = 2 * 1024 + 512
        # Where spaces are lost, what looks like `school.Confronted` rather lost one.
        self.chunk = 13 * 1024
        # The same damage comes twice.
        self.remembered = 16 * 1024
        self.distance = 2
        self.thorough = thorough
        # A letter that was lost says nothing of its case; one that was kept was meant so, unless all are in doubt.
        self.lost_capital = 1024 if thorough else 6 * 1024
        self.lower_start = 8 * 1024 if thorough else 6 * 1024
        # Lists of misspellings tell how people err, and damage is not only made by people.
        self.rarest = 3 * 1024 + 512
        self.rejoining = 1
        # Few words have capitals inside: rather, a space was lost before one, or a letter became one by a slip.
        self.camel = 4 * 1024
        self.odd_capital = 9 * 1024 if spaceless else 3 * 1024
        # A strange word is rather left whole than cut up or put together to other strange words.
        self.joint = 512
        self.piece = 0 if spaceless else 1024 + 512
        self.folding = True
        self.spaceless = spaceless

    def expect_line_ends(self, places: frozenset[int], cost: int) -> None:
        """Set what a lost space costs where a line may have ended: at these offsets, in code points."""
        self.line_ends = places
        self.line_end = cost
        if places:
            # That lines ended explains the damage: elsewhere spaces are lost as rarely as they usually are.
            self.insertion = LOST_SPACE

    @cython.cfunc
    def insertion_at(self, offset: cython.int) -> cython.int:
        """What it costs that a space was lost at this offset."""
        if self.line_ends and offset in self.line_ends:
            return min(self.insertion, self.line_end)
        return self.insertion
