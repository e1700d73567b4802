package guanka.engine.screening;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a word tells about who is meant, in thousandths.
 *
 * <p>The rarer a word is among the listed names, the more (the logarithm of "one in how many names"). Ordinary business words,
 * single letters and legal forms inside a name are marked down, since the list alone cannot know that "Summit" is common.
 */
final class WordWeights {

    /** Short lists are treated as if they had this many names; otherwise every word of theirs would seem common. */
    private static final int LEAST_NAMES = 100;

    /** A word of no more names than these is one of a company and its affiliates. */
    private static final int RARE = 12;

    private static final int ORDINARY_PERCENT = 30;
    private static final int TWO_LETTERS_PERCENT = 60;
    private static final int ONE_LETTER_PERCENT = 20;
    private static final int LEGAL_FORM_PERCENT = 5;

    private final OrdinaryWords ordinaryWords;
    private final LegalForms legalForms;
    private final int names;
    private final Map<String, Integer> namesWithWord = new HashMap<>();
    private final Map<String, Word> listedWords = new HashMap<>();

    WordWeights(List<Spelling> listed, OrdinaryWords ordinaryWords, LegalForms legalForms) {
        this.ordinaryWords = ordinaryWords;
        this.legalForms = legalForms;
        // a name that stands on two lists is one name
        Set<List<String>> distinct = new HashSet<>();
        for (Spelling spelling : listed) {
            if (distinct.add(spelling.core())) {
                spelling.core().stream()
                        .map(Letters::lookAlikesAsOne)
                        .distinct()
                        .forEach(word -> namesWithWord.merge(word, 1, Integer::sum));
            }
        }
        names = Math.max(LEAST_NAMES, distinct.size());
        namesWithWord.keySet().forEach(word -> listedWords.put(word, weighed(word)));
    }

    /** The word with its weight; the same object each time for a word of a listed name. */
    Word word(String folded) {
        Word listed = listedWords.get(folded);
        return listed == null ? weighed(folded) : listed;
    }

    /** Whether hardly any other listed name has the word. */
    boolean isRare(Word word) {
        return namesWithWord.getOrDefault(word.text(), 0) <= RARE;
    }

    private Word weighed(String folded) {
        int percent = percent(folded);
        return new Word(
                folded,
                Letters.occurring(folded),
                weight(folded),
                percent == 100,
                percent == ORDINARY_PERCENT || percent == LEGAL_FORM_PERCENT,
                ordinaryWords.contains(folded),
                isNumber(folded));
    }

    /** Digits, some of which are written like letters by now. */
    private static boolean isNumber(String folded) {
        boolean digit = false;
        for (int i = 0; i < folded.length(); i++) {
            char letter = folded.charAt(i);
            digit |= letter >= '0' && letter <= '9';
            if (!(letter >= '0' && letter <= '9') && "olsb".indexOf(letter) < 0) {
                return false;
            }
        }
        return digit;
    }

    private int weight(String foldedWord) {
        // StrictMath: the same digits on every machine
        long weight = Math.round(1000 * StrictMath.log(1 + (double) names / namesWithWord.getOrDefault(foldedWord, 1)));
        return (int) Math.max(1, weight * percent(foldedWord) / 100);
    }

    private int percent(String foldedWord) {
        if (legalForms.contains(foldedWord)) {
            return LEGAL_FORM_PERCENT;
        }
        if (foldedWord.length() == 1) {
            return ONE_LETTER_PERCENT;
        }
        if (ordinaryWords.contains(foldedWord)) {
            return ORDINARY_PERCENT;
        }
        return foldedWord.length() == 2 && !NameReader.hasChineseOrJapanese(foldedWord) ? TWO_LETTERS_PERCENT : 100;
    }

    /** Whether one of two words shortens the other, which must be an ordinary word. */
    boolean shortens(Word one, Word other) {
        return (one.hasShortForms() || other.hasShortForms()) && ordinaryWords.shortens(one.text(), other.text());
    }
}
