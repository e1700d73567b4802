package guanka.engine.screening;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The initials by which a long name may be known. */
final class Initials {

    static final int SHORTEST = 3;
    static final int SHORTEST_WITH_LEGAL_FORM = 4;
    static final int LONGEST = 8;
    private static final Set<String> SMALL_WORDS = Set.of("of", "for", "the", "in", "and", "de", "der", "du", "by");

    private Initials() {}

    /** Whether a word is often left out of initials. */
    static boolean isSmall(String word) {
        return SMALL_WORDS.contains(word);
    }

    /** The initials of a listed name, with and without small words, with and without legal form; none for Chinese and Japanese. */
    static Set<String> of(Spelling spelling) {
        Set<String> initials = new TreeSet<>();
        add(spelling.core(), SHORTEST, initials);
        add(spelling.words(), SHORTEST_WITH_LEGAL_FORM, initials);
        return initials;
    }

    private static void add(List<String> words, int shortest, Set<String> initials) {
        if (words.stream().anyMatch(NameReader::hasChineseOrJapanese)) {
            return;
        }
        StringBuilder all = new StringBuilder();
        StringBuilder large = new StringBuilder();
        for (String word : words) {
            all.append(word.charAt(0));
            large.append(SMALL_WORDS.contains(word) ? "" : word.substring(0, 1));
        }
        for (StringBuilder letters : List.of(all, large)) {
            if (letters.length() >= shortest && letters.length() <= LONGEST) {
                initials.add(Letters.lookAlikesAsOne(letters.toString()));
            }
        }
    }

    /** Whether letters, look-alikes written alike, stand in a text as a word in capitals. */
    static boolean standsInCapitals(String folded, String text) {
        for (String word : text.split("[^\\p{L}\\p{N}]+")) {
            if (word.length() == folded.length()
                    && word.equals(word.toUpperCase(java.util.Locale.ROOT))
                    && Letters.lookAlikesAsOne(word.toLowerCase(java.util.Locale.ROOT))
                            .equals(folded)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a given name is written as initials are: one word, in capitals. */
    static boolean couldBe(Spelling spelling) {
        if (spelling.core().size() != 1) {
            return false;
        }
        String core = spelling.core().get(0);
        if (core.length() < SHORTEST || core.length() > LONGEST) {
            return false;
        }
        String letters = spelling.text().replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.regionMatches(0, core.toUpperCase(java.util.Locale.ROOT), 0, core.length());
    }
}
