package guanka.tables;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/** The allowed word that somebody most likely meant. */
final class Nearest {

    /** Words looked at; a longer list is not worth the time that a hostile workbook could make it cost. */
    private static final int LOOKED_AT = 5_000;

    private static final int LONGEST = 60;
    private static final int FARTHEST = 6;

    private Nearest() {}

    /** The nearest of the words by edit distance, case and width of letters left aside; null where none is near. */
    static String of(String typed, Collection<String> among) {
        if (typed.length() > LONGEST) {
            return null;
        }
        String plain = plain(typed);
        int best = Math.min(FARTHEST, Math.max(1, plain.length() / 3)) + 1;
        String nearest = null;
        int looked = 0;
        for (String word : among) {
            if (++looked > LOOKED_AT) {
                break;
            }
            if (word.length() > 2 * LONGEST || Math.abs(word.length() - plain.length()) >= best) {
                continue;
            }
            int distance = distance(plain, plain(word), best);
            if (distance < best) {
                best = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /**
     * The key that was most likely meant; null where none is near. Keys of laws differ by their numbers, so one with other numbers is
     * another law and no slip.
     */
    static String key(String typed, Collection<String> among) {
        String digits = digits(typed);
        return of(
                typed, among.stream().filter(key -> digits(key).equals(digits)).toList());
    }

    private static String digits(String key) {
        return key.replaceAll("[^0-9]+", " ").strip();
    }

    private static String plain(String word) {
        boolean ascii = word.chars().allMatch(letter -> letter < 0x80);
        return (ascii ? word : Letters.toLatin(Normalizer.normalize(word, Normalizer.Form.NFKC)))
                .strip()
                .replace(' ', '_')
                .toUpperCase(Locale.ROOT);
    }

    /** Edit distance with swaps of neighbours counted once; gives up at the limit. */
    private static int distance(String a, String b, int limit) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                return limit;
            }
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
