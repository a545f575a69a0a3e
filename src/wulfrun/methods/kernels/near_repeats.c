/* Pairs of events that lie close to each other, counted by bands of distance and below cuts of days:
   as they happened, and with the days dealt out to the events anew, many times over.

   Events come sorted by the cells of a grid, so that the events which can lie close to event i and have not
   met it yet stand in two runs: i + 1 to own_end[i], and next_begin[i] to next_end[i] (see close_pairs.py).
   knox_counts.py holds the same in NumPy and gives the same counts; no memory is taken here. */

#include <stddef.h>
#include <stdint.h>

/* Shuffles counted side by side, at the most; and shuffles made before their days are written out together:
   as many 16-bit days as one line of the cache holds. */
#define LANES 256
#define FEW 128
#define TILE 32

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CLONES
#endif

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

#if defined(_WIN32)
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC
#endif

/* Raised whenever the meaning of an argument changes: an older library is then left alone. */
PUBLIC int64_t near_repeats_version(void) { return 2; }

/* Below how many of the edges (ascending) the distance does not lie; `bands` where it lies beyond all.
   Edges are squared for straight distances, as they are for distances along streets. */
INLINE int64_t band_of(double east, double north, int64_t manhattan, int64_t bands,
                              const double *edge)
{
    double apart;
    int64_t band = 0;
    if (manhattan) {
        apart = (east < 0 ? -east : east) + (north < 0 ? -north : north);
    } else {
        apart = east * east + north * north;
    }
    if (!(apart < edge[bands - 1])) {
        return bands;
    }
    while (!(apart < edge[band])) {
        band++;
    }
    return band;
}

/* Pairs of each band, how many of them each event belongs to (degree, bands x n), and how many lie fewer
   days apart than each cut (below, bands x cuts). */
PUBLIC void near_repeats_once(int64_t n, const double *x, const double *y, const int64_t *day,
                              const int64_t *own_end, const int64_t *next_begin, const int64_t *next_end,
                              int64_t manhattan, int64_t bands, const double *edge, int64_t cuts,
                              const int64_t *cut, int64_t *degree, int64_t *below)
{
    for (int64_t i = 0; i < n; i++) {
        for (int run = 0; run < 2; run++) {
            int64_t first = run ? next_begin[i] : i + 1, last = run ? next_end[i] : own_end[i];
            for (int64_t j = first; j < last; j++) {
                int64_t band = band_of(x[i] - x[j], y[i] - y[j], manhattan, bands, edge);
                if (band == bands) {
                    continue;
                }
                int64_t gap = day[i] > day[j] ? day[i] - day[j] : day[j] - day[i];
                degree[band * n + i]++;
                degree[band * n + j]++;
                for (int64_t c = 0; c < cuts; c++) {
                    below[band * cuts + c] += gap < cut[c];
                }
            }
        }
    }
}

/* SplitMix64 (Steele, Lea & Flood 2014). */
INLINE uint64_t mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Fisher-Yates from the last place down; the place is the high half of a 32-bit draw times the places left. */
static void shuffle(int64_t n, const int16_t *day, int16_t *out, uint64_t state)
{
    for (int64_t i = 0; i < n; i++) {
        out[i] = day[i];
    }
    for (int64_t i = n - 1; i > 0; i--) {
        state += UINT64_C(0x9e3779b97f4a7c15);
        int64_t j = (int64_t)(((mixed(state) >> 32) * (uint64_t)(i + 1)) >> 32);
        int16_t kept = out[i];
        out[i] = out[j];
        out[j] = kept;
    }
}

/* With `lanes` known to the compiler the loops below become a few instructions on many days at once. */
INLINE void add(int lanes, const int16_t *restrict mine, const int16_t *restrict other, int64_t cuts,
                const int16_t *restrict cut, int16_t *restrict found)
{
    int16_t gap[LANES];
    for (int p = 0; p < lanes; p++) {
        gap[p] = mine[p] > other[p] ? mine[p] - other[p] : other[p] - mine[p];
    }
    for (int64_t c = 0; c < cuts; c++) {
        int16_t *sum = found + c * lanes, limit = cut[c];
        for (int p = 0; p < lanes; p++) {
            sum[p] += gap[p] < limit;
        }
    }
}

CLONES
static void add_many(const int16_t *mine, const int16_t *other, int64_t cuts, const int16_t *cut,
                     int16_t *found)
{
    add(LANES, mine, other, cuts, cut, found);
}

CLONES
static void add_few(const int16_t *mine, const int16_t *other, int64_t cuts, const int16_t *cut,
                    int16_t *found)
{
    add(FEW, mine, other, cuts, cut, found);
}

static void flush(int64_t size, int16_t *found, int64_t *below)
{
    for (int64_t k = 0; k < size; k++) {
        below[k] += found[k];
        found[k] = 0;
    }
}

/* As many shuffles at once as there are lanes (256 or 128), each begun with its state: below (bands x cuts x
   lanes). Room: dealt n x lanes, tile TILE x n, found bands x cuts x lanes (zeros). Days 0 to 32767. */
PUBLIC void near_repeats_shuffled(int64_t n, const double *x, const double *y, const int16_t *day,
                                  const int64_t *own_end, const int64_t *next_begin,
                                  const int64_t *next_end, int64_t manhattan, int64_t bands,
                                  const double *edge, int64_t cuts, const int16_t *cut,
                                  int64_t lanes, const uint64_t *states, int16_t *dealt, int16_t *tile,
                                  int16_t *found, int64_t *below)
{
    int64_t size = bands * cuts * lanes, waiting = 0;
    for (int64_t lane = 0; lane < lanes; lane += TILE) {
        for (int64_t q = 0; q < TILE; q++) {
            shuffle(n, day, tile + q * n, states[lane + q]);
        }
        for (int64_t i = 0; i < n; i++) {
            for (int64_t q = 0; q < TILE; q++) {
                dealt[i * lanes + lane + q] = tile[q * n + i];
            }
        }
    }
    for (int64_t i = 0; i < n; i++) {
        for (int run = 0; run < 2; run++) {
            int64_t first = run ? next_begin[i] : i + 1, last = run ? next_end[i] : own_end[i];
            for (int64_t j = first; j < last; j++) {
                int64_t band = band_of(x[i] - x[j], y[i] - y[j], manhattan, bands, edge);
                if (band == bands) {
                    continue;
                }
                (lanes == LANES ? add_many : add_few)(dealt + i * lanes, dealt + j * lanes, cuts, cut,
                                                      found + band * cuts * lanes);
                /* A 16-bit sum holds 32767 pairs at most. */
                if (++waiting == INT16_MAX) {
                    flush(size, found, below);
                    waiting = 0;
                }
            }
        }
    }
    flush(size, found, below);
}
