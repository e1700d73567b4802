package guanka.engine.screening;

import java.util.Arrays;

/**
 * Places of spellings by terms. A term is a number: its letters themselves or a hash of 64 bits, so that no text of a term is kept; two terms
 * of one hash would only have more spellings compared.
 */
final class FiledPlaces {

    private static final long START = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0x5851F42D4C957F2DL;
    private static final int NONE = -1;

    /** Terms by their slots, with their ids; a free slot has no id. */
    private final long[] terms;

    private final int[] ids;
    /** Where the places of each id begin. */
    private final int[] starts;

    private final int[] places;

    private FiledPlaces(long[] terms, int[] ids, int[] starts, int[] places) {
        this.terms = terms;
        this.ids = ids;
        this.starts = starts;
        this.places = places;
    }

    /** The hash of nothing, to which {@link #hash(long, String)} adds. */
    static long hash() {
        return START;
    }

    /** The hash of what was hashed and a text behind it. */
    static long hash(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    /** The hash of what was hashed and a letter behind it. */
    static long hash(long before, char letter) {
        return before * FACTOR + letter + 1;
    }

    static long hash(String text) {
        return hash(START, text);
    }

    private static int slot(long term, int slots) {
        long mixed = (term ^ term >>> 29) * START;
        return (int) (mixed >>> 32) & slots - 1;
    }

    /** The id of a term, in the order in which terms were filed; -1 where nothing is filed under it. */
    int id(long term) {
        for (int slot = slot(term, terms.length); ; slot = slot + 1 & terms.length - 1) {
            if (ids[slot] == NONE || terms[slot] == term) {
                return ids[slot];
            }
        }
    }

    /** The places of all terms: those of an id stand from {@link #from} to {@link #to}, rising. */
    int[] places() {
        return places;
    }

    int from(int id) {
        return starts[id];
    }

    int to(int id) {
        return starts[id + 1];
    }

    /** Adds the places that are filed under a term, if any are. */
    void addTo(Places found, long term) {
        int id = id(term);
        for (int i = id == NONE ? 0 : starts[id]; id != NONE && i < starts[id + 1]; i++) {
            found.add(places[i]);
        }
    }

    /** Takes in places under terms, in rising order of the places. */
    static final class Filing {

        private long[] terms = new long[1024];
        private int[] ids = new int[1024];
        private int[] last = new int[512];
        private int termCount;
        private int[] filedIds = new int[1024];
        private int[] filedPlaces = new int[1024];
        private int size;

        Filing() {
            Arrays.fill(ids, NONE);
        }

        /** Files a place under a term, once; the id of the term is the count of terms before it. */
        int add(long term, int place) {
            int id = id(term);
            if (last[id] != place + 1) {
                last[id] = place + 1;
                if (size == filedIds.length) {
                    filedIds = Arrays.copyOf(filedIds, size * 2);
                    filedPlaces = Arrays.copyOf(filedPlaces, size * 2);
                }
                filedIds[size] = id;
                filedPlaces[size++] = place;
            }
            return id;
        }

        private int id(long term) {
            int slot = slot(term, terms.length);
            while (ids[slot] != NONE) {
                if (terms[slot] == term) {
                    return ids[slot];
                }
                slot = slot + 1 & terms.length - 1;
            }
            if (termCount == last.length) {
                last = Arrays.copyOf(last, termCount * 2);
                widen();
                return id(term);
            }
            terms[slot] = term;
            ids[slot] = termCount;
            return termCount++;
        }

        /** Half of the slots stay free. */
        private void widen() {
            long[] narrow = terms;
            int[] narrowIds = ids;
            terms = new long[narrow.length * 2];
            ids = new int[terms.length];
            Arrays.fill(ids, NONE);
            for (int i = 0; i < narrow.length; i++) {
                if (narrowIds[i] != NONE) {
                    int slot = slot(narrow[i], terms.length);
                    while (ids[slot] != NONE) {
                        slot = slot + 1 & terms.length - 1;
                    }
                    terms[slot] = narrow[i];
                    ids[slot] = narrowIds[i];
                }
            }
        }

        FiledPlaces filed() {
            int[] starts = new int[termCount + 1];
            for (int i = 0; i < size; i++) {
                starts[filedIds[i] + 1]++;
            }
            for (int id = 0; id < termCount; id++) {
                starts[id + 1] += starts[id];
            }
            int[] next = Arrays.copyOf(starts, termCount);
            int[] places = new int[size];
            for (int i = 0; i < size; i++) {
                places[next[filedIds[i]]++] = filedPlaces[i];
            }
            return new FiledPlaces(terms, ids, starts, places);
        }
    }
}
