package guanka.engine.screening;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Finds the words of a fixed list that are at most one slip of the pen away from a given word, without looking at the others.
 *
 * <p>Two words that differ by one slip become equal when one letter, or none, is struck out of each. So every word is filed
 * under itself and under each of its forms with one letter struck out. The file holds hash values only; what is found is
 * compared in full.
 */
final class OneSlipIndex {

    private static final int MOST_BITS = 20;
    /** 31 times this is 1 in the arithmetic of {@code int}, which wraps around. */
    private static final int INVERSE_OF_31 = 0xBDEF7BDF;

    private final IntFunction<String> words;
    private final int shortest;
    /** Ids of words by their drawer; above the id stand as many bits of the hash as there is room for. */
    private final int[] file;
    /** Where in the file the drawers begin; a drawer holds the hash values that share their first bits. */
    private final int[] starts;

    private final int shift;
    private final int idMask;

    /** Words shorter than {@code shortest} are left out: in them, one slip makes another word. */
    OneSlipIndex(int count, IntFunction<String> words, int shortest) {
        this.words = words;
        this.shortest = shortest;
        idMask = Math.max(1, Integer.highestOneBit(count)) * 2 - 1;
        int[] hashes = new int[1024];
        int[] sizes = new int[count];
        int size = 0;
        for (int id = 0; id < count; id++) {
            String word = words.apply(id);
            if (word.length() >= shortest) {
                int[] of = hashes(word);
                if (size + of.length > hashes.length) {
                    hashes = Arrays.copyOf(hashes, Math.max(size + of.length, hashes.length * 2));
                }
                System.arraycopy(of, 0, hashes, size, of.length);
                sizes[id] = of.length;
                size += of.length;
            }
        }
        int bits = Math.min(MOST_BITS, Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(size)));
        shift = Integer.SIZE - bits;
        starts = new int[(1 << bits) + 1];
        for (int i = 0; i < size; i++) {
            starts[(hashes[i] >>> shift) + 1]++;
        }
        for (int drawer = 1; drawer < starts.length; drawer++) {
            starts[drawer] += starts[drawer - 1];
        }
        file = new int[size];
        // from the last to the first, so that each drawer is filled from its end, which is the beginning of the next
        // one
        int at = size;
        for (int id = count - 1; id >= 0; id--) {
            for (int i = 0; i < sizes[id]; i++) {
                int hash = hashes[--at];
                file[--starts[(hash >>> shift) + 1]] = mark(hash) | id;
            }
        }
        // each start has moved down to that of the drawer before it
        System.arraycopy(starts, 1, starts, 0, starts.length - 1);
        starts[starts.length - 1] = size;
    }

    /** The bits of a hash that tell values of one drawer apart, as far as the id leaves room. */
    private int mark(int hash) {
        return hash << Integer.SIZE - shift & ~idMask;
    }

    /** Ids, in rising order, of the words at most one slip away; the word itself is among them. */
    int[] find(String word) {
        if (word.length() < shortest - 1) {
            return new int[0];
        }
        int[] found = new int[8];
        int count = 0;
        for (int hash : hashes(word)) {
            int drawer = hash >>> shift;
            int mark = mark(hash);
            for (int i = starts[drawer]; i < starts[drawer + 1]; i++) {
                int id = file[i] & idMask;
                if ((file[i] & ~idMask) == mark && Letters.slips(word, words.apply(id), 1) <= 1) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = id;
                }
            }
        }
        return Arrays.stream(found, 0, count).sorted().distinct().toArray();
    }

    /** Hashes of the word and of its forms with one letter struck out. */
    private static int[] hashes(String word) {
        int length = word.length();
        int[] hashes = new int[length + 1];
        hashes[length] = word.hashCode();
        // a hash is a polynomial of the letters: what stands before the letter struck out, moved down, and what stands
        // behind
        int behind = 0;
        int power = 1;
        for (int struck = length - 1; struck >= 0; struck--) {
            hashes[struck] = behind;
            behind += power * word.charAt(struck);
            power *= 31;
        }
        int before = 0;
        for (int struck = 0; struck < length; struck++) {
            power *= INVERSE_OF_31;
            hashes[struck] += before * power;
            before = 31 * before + word.charAt(struck);
        }
        return hashes;
    }
}
