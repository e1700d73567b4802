package guanka.engine.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A name ready for comparison: its words with look-alike letters written alike, and what a comparison asks of the name. A given
 * name is held against hundreds of listed ones, so all of it is worked out once, and lengths, letters and hash values stand here so that
 * most comparisons end without reading a text.
 */
final class ComparedName {

    private final Spelling spelling;
    private final Spelling.Route route;
    private final Word[] words;
    private final List<String> allWords;
    private final long letters;
    private final int weight;
    private final String whole;
    private final int wholeHash;
    private final long wholeLetters;
    private final String core;
    private final int coreHash;
    private final int coreLength;
    private final int lettersOfLongWords;
    private final boolean chineseOrJapanese;
    private final boolean saysNothing;
    private final boolean writtenAsInitials;
    private final List<String> numbers;
    private final int compass;

    ComparedName(Spelling spelling, WordWeights wordWeights) {
        this.spelling = spelling;
        route = spelling.route();
        words = spelling.core().stream()
                .map(word -> wordWeights.word(Letters.lookAlikesAsOne(word)))
                .toArray(Word[]::new);
        allWords = spelling.words().stream().map(Letters::lookAlikesAsOne).toList();
        long occurring = 0;
        int sum = 0;
        StringBuilder joined = new StringBuilder();
        for (Word word : words) {
            occurring |= word.letters();
            sum += word.weight();
            joined.append(word.text());
        }
        letters = occurring;
        weight = sum;
        whole = String.join("", allWords);
        wholeHash = whole.hashCode();
        wholeLetters = Letters.occurring(whole);
        core = joined.toString();
        coreHash = core.hashCode();
        coreLength = core.length();
        lettersOfLongWords = Stream.of(words)
                .mapToInt(Word::length)
                .filter(length -> length > 2)
                .sum();
        chineseOrJapanese = NameReader.hasChineseOrJapanese(core);
        saysNothing = words.length == 1 && words[0].ordinary();
        writtenAsInitials = Initials.couldBe(spelling);
        numbers = spelling.core().stream().filter(Numbers::isNumber).sorted().toList();
        compass = Compass.of(spelling.core());
    }

    Spelling spelling() {
        return spelling;
    }

    Spelling.Route route() {
        return route;
    }

    int wordCount() {
        return words.length;
    }

    /** A word of those without legal form. */
    Word word(int word) {
        return words[word];
    }

    /** The words without legal form. */
    List<String> coreWords() {
        return Stream.of(words).map(Word::text).toList();
    }

    /** The words with legal form. */
    List<String> allWords() {
        return allWords;
    }

    /** Whether both names hold numbers, and neither all those of the other: they are names of two things. */
    boolean isNumberedOtherwiseThan(ComparedName other) {
        return !numbers.isEmpty()
                && !other.numbers.isEmpty()
                && !numbers.containsAll(other.numbers)
                && !other.numbers.containsAll(numbers);
    }

    /** Whether both names name points of the compass, and not the same. */
    boolean pointsElsewhereThan(ComparedName other) {
        return compass != 0 && other.compass != 0 && compass != other.compass;
    }

    /** The words without legal form that are neither numbers nor Roman numerals; the first stays, whatever it is. */
    List<Word> withoutNumbers() {
        List<Word> left = new ArrayList<>(words.length);
        for (int word = 0; word < words.length; word++) {
            String text = spelling.core().get(word);
            if (word == 0 && !Numbers.isNumber(text) || !Numbers.isNumber(text) && !Numbers.isRoman(text)) {
                left.add(words[word]);
            }
        }
        return left;
    }

    /** Of a name of several words those that stand in capitals while others do not, as initials do. */
    List<String> wordsInCapitals() {
        String text = spelling.text();
        if (words.length < 2 || text.equals(text.toUpperCase(Locale.ROOT))) {
            return List.of();
        }
        return coreWords().stream()
                .filter(word -> word.length() > 2 && Initials.standsInCapitals(word, text))
                .toList();
    }

    /** How many words tell companies apart. */
    int tellingWords() {
        int telling = 0;
        for (Word word : words) {
            telling += word.tellsApart() ? 1 : 0;
        }
        return telling;
    }

    /** Whether the name is one word that stands in the other with the very same letters. */
    boolean isWrittenIn(ComparedName other) {
        return words.length == 1
                && other.spelling.core().contains(spelling.core().get(0));
    }

    /** Whether the names hold the same numbers, or none. */
    boolean isNumberedAs(ComparedName other) {
        return numbers.equals(other.numbers);
    }

    /** The words that are neither ordinary nor legal forms, in one piece. */
    String tellingPart() {
        StringBuilder telling = new StringBuilder();
        for (Word word : words) {
            if (!word.ordinary()) {
                telling.append(word.text());
            }
        }
        return telling.toString();
    }

    boolean hasLegalForm() {
        return allWords.size() > words.length;
    }

    /** The letters that occur in the name without legal form, as {@link Letters#occurring} tells. */
    long letters() {
        return letters;
    }

    boolean isWrittenAsInitials() {
        return writtenAsInitials;
    }

    int weight() {
        return weight;
    }

    /** The name with legal form in one piece. */
    String whole() {
        return whole;
    }

    /** The name without legal form in one piece. */
    String core() {
        return core;
    }

    /** How many letters the words of the name have that are longer than those of "M/V". */
    int lettersOfLongWords() {
        return lettersOfLongWords;
    }

    int coreLength() {
        return coreLength;
    }

    boolean hasSameWholeAs(ComparedName other) {
        return wholeHash == other.wholeHash && whole.equals(other.whole);
    }

    boolean hasSameCoreAs(ComparedName other) {
        return coreHash == other.coreHash && core.equals(other.core);
    }

    /** Whether the other name without legal form stands somewhere in this one with legal form. */
    boolean holds(ComparedName other) {
        return (other.letters & ~wholeLetters) == 0 && whole.contains(other.core);
    }

    /** Whether the names with legal form differ by one slip of the pen at most. */
    boolean isOneSlipFrom(ComparedName other) {
        return Letters.lacking(wholeLetters, other.wholeLetters) <= 1 && Letters.slips(whole, other.whole, 1) <= 1;
    }

    boolean hasChineseOrJapanese() {
        return chineseOrJapanese;
    }

    /** Whether only one ordinary word is left without the legal form ("Group", "Limited"). */
    boolean saysNothing() {
        return saysNothing;
    }
}
