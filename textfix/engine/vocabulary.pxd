# The numbers of vocabulary.py for the compiled modules, which take them for plain numbers of C.

cdef enum:
    NONE = 0
    EDGE = 1
    NUMBER = 2
    LOWER = 3
    OTHER = 7
    POSSESSIVE = 8
    SYMBOL = 9
    ID_BITS = 17
    COMMON = 7168
    VERY_COMMON = 5632
    CONFUSED = -48
