package guanka.engine.json;

import java.util.Collection;
import java.util.Locale;

/** The allowed word that a caller most likely meant, within a budget: a hostile shipment must not buy much work with it. */
final class Nearest {

    private static final int WORDS_COMPARED_MAX = 20_000;
    private static final int WORD_LENGTH_MAX = 64;

    private int compared;

    /** The nearest of the words by edit distance, case left aside; null where none is near. */
    String of(String typed, Collection<String> among) {
        if (typed.length() > WORD_LENGTH_MAX) {
            return null;
        }
        String plain = plain(typed);
        int best = Math.max(1, plain.length() / 3) + 1;
        String nearest = null;
        for (String word : among) {
            if (++compared > WORDS_COMPARED_MAX) {
                break;
            }
            if (word.length() > WORD_LENGTH_MAX || Math.abs(word.length() - plain.length()) >= best) {
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

    private static String plain(String word) {
        return word.strip().replace(' ', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Insertions, deletions and changes from one word to the other; the limit where there are as many or more. */
    private static int distance(String a, String b, int limit) {
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
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                return limit;
            }
            int[] spare = last;
            last = row;
            row = spare;
        }
        return Math.min(last[b.length()], limit);
    }
}
