# What the other compiled modules see of tokens.py.
cimport cython


@cython.final
cdef class Tokens:
    cdef public Py_ssize_t count
    cdef public Py_ssize_t visible
    cdef public Py_ssize_t run_on
    cdef public Py_ssize_t spaced
    cdef public Py_ssize_t mixed
    cdef Py_ssize_t room
    cdef public int[::1] start
    cdef public int[::1] end
    cdef public int[::1] number
    cdef public unsigned char[::1] kind
    cdef public unsigned char[::1] shape
    cdef public unsigned char[::1] gap
    cdef public unsigned char[::1] status
    cdef public unsigned char[::1] flags
    cdef unsigned long long[::1] hashes
    cdef int[::1] pairs
    cdef public dict keys
    cdef public frozenset guarded
    cdef public set own

    cdef void make_room(self)
    cdef void clear(self)
    cdef int before(self, Py_ssize_t index) noexcept
    cdef int after(self, Py_ssize_t index) noexcept


cdef bint apostrophe(unsigned int code) noexcept
cdef bint shouted(Tokens tokens, int t, const unsigned char[::1] shapes) noexcept
