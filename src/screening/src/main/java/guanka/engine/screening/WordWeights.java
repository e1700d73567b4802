package guanka.engine.screening;

import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<String, Listed> listedWords;
    /** The words of the readings, look-alike letters written alike, by their places there. */
    private final Listed[] words;

    /** A word of listed names, and of how many; {@code last} is the last core in which it was counted. */
    private static final class Listed {

        private final String folded;
        private int names;
        private int last = -1;
        private Word word;

        private Listed(String folded) {
            this.folded = folded;
        }
    }

    /** The core of a reading, equal to that of another with the same words. */
    private record Core(Readings readings, int reading) {

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Core core) || readings.coreCount(reading) != core.readings.coreCount(core.reading)) {
                return false;
            }
            for (int i = 0; i < readings.coreCount(reading); i++) {
                if (readings.core(reading, i) != core.readings.core(core.reading, i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            int hash = 0;
            for (int i = 0; i < readings.coreCount(reading); i++) {
                hash = 31 * hash + readings.core(reading, i);
            }
            return hash;
        }
    }

    WordWeights(Readings listed, OrdinaryWords ordinaryWords, LegalForms legalForms) {
        this.ordinaryWords = ordinaryWords;
        this.legalForms = legalForms;
        listedWords = new HashMap<>(listed.words().length * 2);
        words = new Listed[listed.words().length];
        for (int i = 0; i < words.length; i++) {
            words[i] = listedWords.computeIfAbsent(Letters.lookAlikesAsOne(listed.words()[i]), Listed::new);
        }
        // a name that stands on two lists is one name
        Set<Core> distinct = new HashSet<>(listed.count() * 2);
        for (int reading = 0; reading < listed.count(); reading++) {
            if (distinct.add(new Core(listed, reading))) {
                for (int i = 0; i < listed.coreCount(reading); i++) {
                    Listed word = words[listed.core(reading, i)];
                    if (word.last != reading) {
                        word.last = reading;
                        word.names++;
                    }
                }
            }
        }
        names = Math.max(LEAST_NAMES, distinct.size());
        // words of legal forms alone count for no listed word, and weigh as any other
        listedWords.values().forEach(word -> word.word = weighed(word.folded, Math.max(1, word.names)));
    }

    /** The word with its weight; the same object each time for a word of a listed name. */
    Word word(String folded) {
        Listed listed = listedWords.get(folded);
        return listed == null ? weighed(folded, 1) : listed.word;
    }

    /** The word that stands at a place of the readings, look-alike letters written alike. */
    Word word(int place) {
        return words[place].word;
    }

    /** Whether hardly any other listed name has the word. */
    boolean isRare(Word word) {
        Listed listed = listedWords.get(word.text());
        return listed == null || listed.names <= RARE;
    }

    private Word weighed(String folded, int namesWithWord) {
        int percent = percent(folded);
        return new Word(
                folded,
                Letters.occurring(folded),
                weight(namesWithWord, percent),
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

    private int weight(int namesWithWord, int percent) {
        // StrictMath: the same digits on every machine
        long weight = Math.round(1000 * StrictMath.log(1 + (double) names / namesWithWord));
        return (int) Math.max(1, weight * percent / 100);
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
