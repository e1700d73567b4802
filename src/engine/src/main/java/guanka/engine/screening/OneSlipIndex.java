package guanka.engine.screening;

import java.util.ArrayList;
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

    private final List<String> words;
    private final int shortest;
    private final long[] file;

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
    }

    /** Ids, in rising order, of the words at most one slip away; the word itself is among them. */
    int[] find(String word) {
        if (word.length() < shortest - 1) {
            return new int[0];
        }
        List<Integer> found = new ArrayList<>();
        for (int hash : hashes(word)) {
            int at = Arrays.binarySearch(file, (long) hash << 32);
            for (int i = at < 0 ? -at - 1 : at; i < file.length && (int) (file[i] >> 32) == hash; i++) {
                found.add((int) file[i]);
            }
        }
        return found.stream()
                .distinct()
                .filter(id -> Letters.slips(word, words.get(id), 1) <= 1)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** Hashes of the word and of its forms with one letter struck out. */
    private static int[] hashes(String word) {
        int length = word.length();
        int[] hashes = new int[length + 1];
        hashes[length] = word.hashCode();
        for (int struck = 0; struck < length; struck++) {
            int hash = 0;
            for (int i = 0; i < length; i++) {
                if (i != struck) {
                    hash = 31 * hash + word.charAt(i);
                }
            }
            hashes[struck] = hash;
        }
        return hashes;
    }
}
