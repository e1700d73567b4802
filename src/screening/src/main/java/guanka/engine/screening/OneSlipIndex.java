package guanka.engine.screening;

import java.util.Arrays;
import java.util.List;

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

    private final List<String> words;
    private final int shortest;
    /** Hash values in rising order, each in the upper half, with the id of its word in the lower half. */
    private final long[] file;
    /** Where in the file the hash values begin that share their first bits. */
    private final int[] starts;

    private final int shift;

    /** Words shorter than {@code shortest} are left out: in them, one slip makes another word. */
    OneSlipIndex(List<String> words, int shortest) {
        this.words = words;
        this.shortest = shortest;
        int size = 0;
        for (String word : words) {
            size += word.length() >= shortest ? word.length() + 1 : 0;
        }
        file = new long[size];
        int next = 0;
        for (int id = 0; id < words.size(); id++) {
            if (words.get(id).length() >= shortest) {
                for (int hash : hashes(words.get(id))) {
                    file[next++] = (long) hash << 32 | id;
                }
            }
        }
        Arrays.sort(file);
        int bits = Math.min(MOST_BITS, Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(size)));
        shift = Integer.SIZE - bits;
        starts = new int[(1 << bits) + 1];
        for (long filed : file) {
            starts[drawer((int) (filed >> 32)) + 1]++;
        }
        for (int drawer = 1; drawer < starts.length; drawer++) {
            starts[drawer] += starts[drawer - 1];
        }
    }

    /** The first bits of a hash value, in the order in which hash values are filed. */
    private int drawer(int hash) {
        return (hash ^ Integer.MIN_VALUE) >>> shift;
    }

    /** Ids, in rising order, of the words at most one slip away; the word itself is among them. */
    int[] find(String word) {
        if (word.length() < shortest - 1) {
            return new int[0];
        }
        int[] found = new int[8];
        int count = 0;
        for (int hash : hashes(word)) {
            int drawer = drawer(hash);
            for (int i = starts[drawer]; i < starts[drawer + 1]; i++) {
                int id = (int) file[i];
                if ((int) (file[i] >> 32) == hash && Letters.slips(word, words.get(id), 1) <= 1) {
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
