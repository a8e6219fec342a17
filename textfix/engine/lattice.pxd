# What the other compiled modules see of lattice.py.
cimport cython
from textfix.engine.costs cimport Costs
from textfix.engine.tables cimport Tables
from textfix.engine.window cimport Window


@cython.final
cdef class Lattice:
    cdef Tables tables
    cdef Window window
    cdef Costs costs
    cdef public int size
    cdef int[::1] start
    cdef int[::1] end
    cdef int[::1] number
    cdef int[::1] cost
    cdef int[::1] kind
    cdef int[::1] case_cost
    cdef int[::1] opening_cost
    cdef int[::1] next
    cdef int[::1] heads

    cdef void clear(self) noexcept
    cdef void add(self, int start, int end, int number, int cost, int kind) noexcept
    cdef void add_case(self, int arc) noexcept
    cdef int shape_cost(self, int number, int start, int end, bint may_start, int kind) noexcept
    cdef bint may_start(self, int last) noexcept
    cpdef int cased(self, int number, int start, int end, int last, int kind) noexcept
    cpdef int as_it_stands(self, int start) noexcept
    cpdef object arc(self, int index)
