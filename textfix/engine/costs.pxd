# What the other compiled modules see of costs.py.
cimport cython


@cython.final
cdef class Costs:
    cdef public int insertion
    cdef public int deletion
    cdef public int typo
    cdef public int confusion
    cdef public int repeat
    cdef public int attested
    cdef public int remembered
    cdef public int foreign
    cdef public int chunk
    cdef public int shift
    cdef public int lost_capital
    cdef public int lower_start
    cdef public int distance
    cdef public int rarest
    cdef public int rejoining
    cdef public int camel
    cdef public int odd_capital
    cdef public int piece
    cdef public int joint
    cdef public bint thorough
    cdef public bint folding
    cdef public bint spaceless
    cdef public int breadth
    cdef public int line_end
    cdef public frozenset line_ends

    cdef int insertion_at(self, int offset)
