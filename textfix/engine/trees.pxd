cdef class Trees:
    cdef const short[::1] rows
    cdef const unsigned int[::1] starts
