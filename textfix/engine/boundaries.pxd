# What the other compiled modules see of boundaries.py.
cimport cython

cdef extern from *:
    """
    #include <string.h>

    #if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
    /* Compiled twice; which of the two the processor can run is seen to when the module is loaded. */
    #define TEXTFIX_CLONES __attribute__((target_clones("avx2", "default")))
    #else
    #define TEXTFIX_CLONES
    #endif

    enum { textfix_channels = 64, textfix_window = 192, textfix_largest = 8191 };

    /* One layer: to each of some rows is added what the layer makes of it and of those `step` numbers before and
       behind. Sizes that are known let a compiler do many products at once. */
    TEXTFIX_CLONES
    static void textfix_layer(const short *weights, const short *biases, const short *rows, short *next_rows,
                              int count, int step) {
        enum { size = textfix_channels * sizeof(short) };
        for (; count > 0; count--, rows += textfix_channels, next_rows += textfix_channels) {
            const short *weight = weights;
            short window[textfix_window];
            memcpy(window, rows - step, size);
            memcpy(window + textfix_channels, rows, size);
            memcpy(window + 2 * textfix_channels, rows + step, size);
            int sums[textfix_channels];
            for (int channel = 0; channel < textfix_channels; channel++, weight += textfix_window) {
                int sum = 0;
                for (int index = 0; index < textfix_window; index++)
                    sum += weight[index] * window[index];
                sums[channel] = sum;
            }
            for (int channel = 0; channel < textfix_channels; channel++) {
                int total = (sums[channel] >> 10) + (biases[channel] >> 3);
                total = rows[channel] + (total > 0 ? total : 0);
                next_rows[channel] = total < textfix_largest ? total : textfix_largest;
            }
        }
    }
    """
    void textfix_layer(
        const short *weights, const short *biases, const short *rows, short *next_rows, int count, int step
    ) noexcept


@cython.final
cdef class Boundaries:
    cdef const short[::1] weights
    cdef unsigned char[::1] classes
    cdef unsigned char[::1] spaced
    cdef int[::1] places
    cdef short[::1] rows
    cdef short[::1] next_rows
    cdef list columns
    cdef int count
    cdef int told
    cdef int start
    cdef int stop

    cdef void take(self, Py_UCS4 character, int place, bint spaced) noexcept
    cdef void carry_on(self) noexcept
    cdef void tell(self, signed char[::1] odds, int end)
    cdef void run_layers(self, int first, int last)
    cdef void look_up_rows(self) noexcept
    cdef void run_layer(self, int layer, int first, int last)
    cdef int answer(self, int row) noexcept


cpdef int class_of(Py_UCS4 character) noexcept
