# What the other compiled modules see of tables.py.
cimport cython

cdef extern from *:
    """
    #if defined(__GNUC__)
    /* A search that begins near the end of a line of the cache mostly goes on in the next one: twelve slots further.
       The empty assembly keeps GCC from taking a function that only fetches for one that does nothing. */
    #define textfix_fetch(slot) do { \
        __builtin_prefetch(slot); __builtin_prefetch((slot) + 12); __asm__ volatile(""); \
    } while (0)
    #else
    #define textfix_fetch(slot) ((void) (slot))
    #endif

    #if defined(__GNUC__) && defined(__SSE2__)
    #include <emmintrin.h>
    static inline unsigned int textfix_seek(const unsigned int *slot, unsigned int fingerprint, int shift) {
        const __m128i wanted = _mm_set1_epi32((int) fingerprint), bits = _mm_cvtsi32_si128(shift);
        for (;; slot += 4) {
            const __m128i four = _mm_loadu_si128((const __m128i *) slot);
            const __m128i found = _mm_cmpeq_epi32(_mm_srl_epi32(four, bits), wanted);
            const __m128i empty = _mm_cmpeq_epi32(four, _mm_setzero_si128());
            const int ends = _mm_movemask_ps(_mm_castsi128_ps(_mm_or_si128(found, empty)));
            if (ends)
                return slot[__builtin_ctz(ends)];
        }
    }
    #else
    static inline unsigned int textfix_seek(const unsigned int *slot, unsigned int fingerprint, int shift) {
        while (*slot && *slot >> shift != fingerprint)
            slot++;
        return *slot;
    }
    #endif
    """
    unsigned int textfix_seek(const unsigned int *slot, unsigned int fingerprint, int shift) noexcept
    void textfix_fetch(const unsigned int *slot) noexcept


# The slots of a hash table.
ctypedef const unsigned int *Slots


@cython.final
cdef class Tables:
    cdef object arrays
    cdef Slots lexicon
    cdef const unsigned short[::1] attested
    cdef Slots misspellings
    cdef Slots bigrams
    cdef Slots trigrams
    cdef Slots fourgrams
    cdef Slots characters
    cdef Slots spacing
    cdef const unsigned short[::1] unigrams
    cdef const unsigned char[::1] back_off
    cdef const unsigned char[::1] shapes
    cdef const signed char[::1] errors
    cdef const unsigned char[::1] trie_letters
    cdef const unsigned int[::1] trie_children
    cdef const unsigned int[::1] trie_words
    cdef unsigned int[::1] trie_leads
    cdef const unsigned int[::1] confusable_offsets
    cdef const unsigned int[::1] confusables
    cdef const signed char[::1] confusable_costs
    cdef public const unsigned char[::1] letters
    cdef const unsigned short[::1] marks
    cdef public dict high_marks
    cdef public dict folds
    cdef public int size
    cdef public int expected
    cdef public int half
    cdef public int first_word

    cdef int word(self, unsigned long long key) noexcept
    cpdef bint is_attested(self, unsigned long long key) noexcept
    cdef int bigram(self, int a, int b) noexcept
    cpdef bint has_bigram(self, int a, int b) noexcept
    cpdef int capitals(self, int a, int b) noexcept
    cdef int fourgram(self, int a, int b, int c, int d) noexcept
    cdef unsigned long long key(self, unsigned char[::1] letters, int start, int end) noexcept
    cdef unsigned long long longer(
        self, unsigned long long key, const unsigned char[::1] letters, int start, int end
    ) noexcept
    cdef int unknown_word_cost(self, unsigned char[::1] letters, int start, int end) noexcept
    cpdef int meant(self, unsigned long long key, int which) noexcept
    cpdef bint has_trigram(self, int a, int b, int c) noexcept
    cdef int trigram(self, int a, int b, int c) noexcept
    cdef void fetch_word(self, unsigned long long key) noexcept
    cdef void fetch_pair(self, int a, int b) noexcept
    cdef int unseen(self, int a, int b) noexcept
    cdef void weigh_pairs(
        self, int[::1] numbers, unsigned char[::1] gaps, int[::1] costs, unsigned char[::1] marks, Py_ssize_t count
    ) noexcept
    cdef int back_off_cost(self, int a, int b) noexcept
    cdef int trigram_behind(self, int a, int b, int back_off, int c) noexcept
    cdef void add_trigrams(self, int a, int b, int[::1] words, int[::1] costs, int count) noexcept
    cdef int letter(self, unsigned long long history, int length, int letter) noexcept


cdef Slots slots_of(const unsigned int[::1] array) noexcept
cdef void fetch(Slots slots, unsigned long long key) noexcept
cdef unsigned int seek(
    Slots slots, unsigned long long place, unsigned int fingerprint, int shift
) noexcept
cdef int probe(Slots slots, unsigned long long key, int bits) noexcept
cdef unsigned long long home(Slots slots, unsigned long long h) noexcept
cdef unsigned long long mixed(unsigned long long key) noexcept
