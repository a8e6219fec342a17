# What the other compiled modules see of window.py.
cimport cython
from textfix.engine.costs cimport Costs
from textfix.engine.tables cimport Tables
from textfix.engine.tokens cimport Tokens


@cython.final
cdef class Window:
    cdef Tables tables
    cdef Costs costs
    cdef public int size
    cdef unsigned char[::1] letter
    cdef unsigned char[::1] spelt
    cdef unsigned char[::1] upper
    cdef int[::1] capitals
    cdef frozenset ordinals
    cdef int[::1] letters
    cdef int[::1] mark
    cdef int[::1] token
    cdef int[::1] offset
    cdef unsigned char[::1] first_of_token
    cdef unsigned char[::1] free
    cdef unsigned char[::1] named
    cdef unsigned char[::1] shouted
    cdef unsigned char[::1] gap
    cdef unsigned char[::1] action
    cdef int[::1] boundary
    cdef int[::1] kept
    cdef int[::1] parting
    cdef int[::1] running
    cdef int[::1] prices
    cdef public bint hears
    cdef public signed char[::1] space_odds

    cdef bint load(self, str text, Tokens tokens, int first, int last)
    cdef void load_first(self, Tokens tokens, int t, int unit) noexcept
    cdef int load_mark(self, Tokens tokens, int t, int unit) noexcept
    cdef int load_word(self, str text, Tokens tokens, int t, int unit)
    cdef int letter_number(self, int code)
    cdef int plain_number(self, int code) noexcept
    cdef bint is_foldable(self, str text, Tokens tokens, int t)
    cdef void load_spelling(self, str text, Tokens tokens) noexcept
    cdef bint is_apostrophe(self, str text, int unit) noexcept
    cdef void weigh(self, str text, Tokens tokens) noexcept
    cdef void weigh_letters(self) noexcept
    cpdef int run_over(self, int start, int end) noexcept
    cdef void weigh_boundary(self, str text, Tokens tokens, int unit) noexcept
    cdef void weigh_between_letters(self, int unit) noexcept
    cdef void weigh_beside_mark(self, str text, Tokens tokens, int unit) noexcept
    cdef void weigh_spacing(self, int space, int unit) noexcept
    cdef bint glues_wrongly(self, str text, Tokens tokens, int unit) noexcept
    cdef bint must_stay(self, str text, Tokens tokens, int unit) noexcept
    cdef bint is_ordinal_and_word(self, int unit) noexcept
    cdef bint is_word(self, int start, int end) noexcept
    cdef int closing(self, int unit) noexcept
    cdef int token_end(self, int unit) noexcept
    cdef int token_start(self, int unit) noexcept
    cdef bint is_token(self, int start, int end) noexcept
    cdef bint parts_words(self, int unit) noexcept
    cdef int shape(self, int start, int end) noexcept
    cdef int odd_cases(self, int start, int end) noexcept
