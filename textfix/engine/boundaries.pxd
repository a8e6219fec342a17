# What the other compiled modules see of boundaries.py.
cimport cython

cdef extern from *:
    """
    #if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
    /* Compiled twice; which of the two the processor can run is seen to when the module is loaded. */
    #define TEXTFIX_CLONES __attribute__((target_clones("avx2", "default")))
    #else
    #define TEXTFIX_CLONES
    #endif

    enum { textfix_channels = 64, textfix_window = 192 };

    /* The products of a window with the weights of each channel. Sizes that are known let a compiler do many at once. */
    TEXTFIX_CLONES
    static void textfix_products(const short *weights, const short *window, int *sums) {
        for (int channel = 0; channel < textfix_channels; channel++, weights += textfix_window) {
            int sum = 0;
            for (int index = 0; index < textfix_window; index++)
                sum += weights[index] * window[index];
            sums[channel] = sum;
        }
    }
    """
    void textfix_products(const short *weights, const short *window, int *sums) noexcept


@cython.final
cdef class Boundaries:
    cdef const short[::1] weights
    cdef unsigned char[::1] classes
    cdef unsigned char[::1] spaced
    cdef int[::1] places
    cdef short[::1] rows
    cdef short[::1] next_rows
    cdef short[::1] window
    cdef int[::1] sums
    cdef list columns
    cdef int count
    cdef int told

    cdef void take(self, Py_UCS4 character, int place, bint spaced) noexcept
    cdef void carry_on(self) noexcept
    cdef void tell(self, signed char[::1] odds, int end)
    cdef void look_up_rows(self) noexcept
    cdef void run_layer(self, int layer, int dilation)
    cdef void look_at(self, int row, int step) noexcept
    cdef void add_products(self, int layer, int row) noexcept
    cdef int answer(self, int row) noexcept


cpdef int class_of(Py_UCS4 character) noexcept
