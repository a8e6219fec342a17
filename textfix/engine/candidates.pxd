# What the other compiled modules see of candidates.py.
cimport cython
from textfix.engine.tables cimport Tables


@cython.final
cdef class Search:
    cdef Tables tables
    cdef dict found
    cdef bytearray spelt
    cdef public int count
    cdef public int[::1] words
    cdef public int[::1] costs
    cdef public unsigned char[::1] letters
    cdef unsigned int[::1] openings
    cdef public int size
    cdef public int rarest
    cdef public bint anywhere
    cdef public unsigned char[::1] ends
    cdef const unsigned char[::1] meant
    cdef const unsigned char[::1] read
    cdef const unsigned char[::1] by_space_bar

    cdef int run(self, int distance) noexcept
    cdef void keep(self, object sought) noexcept
    cdef void recall(self, object kept) noexcept
    cdef int from_root(self, int distance, bint anywhere) noexcept
    cdef int weight(self, int table, int a, int b, int place) noexcept
    cdef void walk(self, unsigned int node, int place, int budget, int cost, int last) noexcept
    cdef void misread(self, unsigned int node, int place, int budget, int cost) noexcept
    cdef int width(self, int group, int place) noexcept
    cdef void note_openings(self, int place) noexcept
    cdef bint is_by_space_bar(self, int letter) noexcept
    cdef unsigned int descend(self, unsigned int node, int first) noexcept
    cdef unsigned int follow(self, unsigned int node, unsigned char[::1] letters, int start, int end) noexcept
    cdef bint leads_on(self, unsigned int node, int place, int budget) noexcept
    cdef unsigned int leads(self, unsigned int node) noexcept
    cdef unsigned int note(self, unsigned int node) noexcept
    cdef unsigned int child(self, unsigned int node, int letter) noexcept
    cdef void rest(self, unsigned int node, int place, int cost) noexcept
    cdef void swapped(self, unsigned int node, int place, int budget, int cost, int typed, int following) noexcept
    cdef int run_prefixes(self) noexcept
    cdef void add(self, int word, int cost, int end) noexcept
