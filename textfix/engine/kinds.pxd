# kinds.py for the compiled modules, which take these for plain numbers of C.

cdef enum:
    WORD = 0
    NUMERAL = 1
    MARK = 2
    SPACE = 3

cdef enum:
    GLUED = 0
    SPACED = 1
    WIDE = 2
    BROKEN = 3

cdef enum:
    LOWER_CASE = 0
    CAPITAL = 1
    UPPER_CASE = 2
    MIXED_CASE = 3

cdef enum:
    KNOWN = 0
    ATTESTED = 1
    STRANGE = 2
    FOREIGN = 3

cdef enum:
    SOUND = 0
    DAMAGED = 1
    MISTAKEN = 2

cdef enum:
    OBSERVED = 0
    SPELT = 1
    UNKNOWN = 2
    REPLACED = 3
    LEFT_OUT = 4
    WHOLE = 5

cdef enum:
    KEEP = 0
    INSERT = 1
    DELETE = 2
