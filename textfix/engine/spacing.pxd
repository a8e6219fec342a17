# What the other compiled modules see of spacing.py.
from textfix.engine.tables cimport Tables
from textfix.engine.tokens cimport Tokens


cdef bint applies(Tokens tokens, Py_ssize_t t) noexcept
cdef int odds(Tables tables, str text, Tokens tokens, Py_ssize_t t, bint spaceless) noexcept
