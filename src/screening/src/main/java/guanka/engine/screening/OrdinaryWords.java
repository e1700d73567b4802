package guanka.engine.screening;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that many companies have in their names (trades, countries, "Holdings", "International") and that alone tell
 * nobody apart, with their usual short forms.
 */
final class OrdinaryWords {

    private static final int SHORTEST_SHORT_FORM = 3;
    private static final int SHORTEST_PLURAL = 6;

    /** "Agriculture" and "Agricultural" have so many letters in common, and end in no more than so many others. */
    private static final int LONG_STEM = 8;

    private static final int ENDING = 3;
    private static final String MANY_OF_Y = Letters.lookAlikesAsOne("ies");

    private final Set<String> words = new HashSet<>();
    private final Map<String, Set<String>> shortForms = new HashMap<>();

    /** Lines {@code word} or {@code word: short short}. */
    OrdinaryWords(List<String> lines, FileWords fileWords) {
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            String word = Letters.lookAlikesAsOne(String.join("", fileWords.of(parts[0])));
            words.add(word);
            if (word.length() >= SHORTEST_PLURAL && word.endsWith("s")) {
                words.add(singular(word));
            }
            if (parts.length == 2) {
                for (String shortForm : fileWords.of(parts[1])) {
                    String folded = Letters.lookAlikesAsOne(shortForm);
                    words.add(folded);
                    shortForms.computeIfAbsent(word, key -> new HashSet<>()).add(folded);
                }
            }
        }
    }

    boolean contains(String foldedWord) {
        return words.contains(foldedWord);
    }

    /**
     * Whether one of two words shortens the other, which must be an ordinary word ("Tech" for "Technologies", "Intl" for
     * "International"), or is its singular, or another form of it.
     */
    boolean shortens(String one, String other) {
        return isShortFormOf(one, other)
                || isShortFormOf(other, one)
                || (words.contains(one) || words.contains(other))
                        && (singular(one).equals(singular(other)) || haveOneStem(one, other));
    }

    private static boolean haveOneStem(String one, String other) {
        int stem = 0;
        while (stem < Math.min(one.length(), other.length()) && one.charAt(stem) == other.charAt(stem)) {
            stem++;
        }
        return stem >= LONG_STEM && one.length() - stem <= ENDING && other.length() - stem <= ENDING;
    }

    private static String singular(String word) {
        if (word.endsWith(MANY_OF_Y)) {
            return word.substring(0, word.length() - MANY_OF_Y.length()) + 'y';
        }
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }

    private boolean isShortFormOf(String shorter, String longer) {
        return shorter.length() < longer.length()
                && words.contains(longer)
                && (shorter.length() >= SHORTEST_SHORT_FORM && longer.startsWith(shorter)
                        || shortForms.getOrDefault(longer, Set.of()).contains(shorter));
    }
}
