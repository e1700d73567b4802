package guanka.engine.screening;

import guanka.engine.screening.Spelling.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a given name with a listed one: the same, close for a stated reason, or nothing.
 *
 * <p>The limits below were set by trying them on real lists: common names must not match, misspelt listed names must.
 */
final class NameComparison {

    /** No two names with more slips of the pen than this are close. */
    static final int MOST_SLIPS = 3;

    /** Names as short as this are borne by unrelated companies in many countries. */
    private static final int SHORT_NAME = 3;
    /** From this length on, one word with a slip of the pen is still that word and not another one. */
    private static final int LONG_WORD = 7;

    private static final int LONG_NAME = 24;

    /** A name with its legal form that is as long as this is not another one by a slip outside the rest of it. */
    private static final int LONG_WITH_FORM = 12;

    /** Acronyms of fewer letters are those of too many. */
    private static final int SHORTEST_ACRONYM = 4;

    /** Longer words are hardly names of persons. */
    private static final int LONGEST_OF_A_PERSON = 12;

    private static final int SHORTEST_BRAND = 5;

    /** In a longer name, a word with a slip is only in names as long as this the listed one. */
    private static final int LONG_NAME_OF_ONE_WORD = 9;

    private static final double INSIDE_LISTED_LEAST = 0.45;
    private static final double INSIDE_LISTED_ONE_LATER_WORD = 0.75;
    // one telling word and one ordinary word each, all of them rare on the list, cover 0.769
    private static final double SHARED_LEAST = 0.76;
    private static final double SHARED_LEAST_WITH_TWO_WORDS = 0.62;
    private static final double EVERY_TELLING_WORD = 0.85;

    /** A name that tells by itself, but for the number behind it. */
    private static final int SHORTEST_OF_A_SERIES = 5;

    private final WordWeights weights;
    private final LegalForms legalForms;

    /** Places at the beginning of names, after which the brand stands. */
    private final Set<String> places;

    /** Words by which a group is told from its companies. */
    private final Set<String> groupWords;

    NameComparison(WordWeights weights, LegalForms legalForms, FileWords fileWords) {
        this.weights = weights;
        this.legalForms = legalForms;
        places = folded("places.txt", fileWords);
        groupWords = folded("group-words.txt", fileWords);
    }

    private static Set<String> folded(String file, FileWords fileWords) {
        return WordFile.lines(file).stream()
                .map(word -> Letters.lookAlikesAsOne(String.join("", fileWords.of(word))))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether both countries are known, and the same. */
    enum Countries {
        SAME,
        DIFFERENT,
        NOT_KNOWN
    }

    /** What a comparison found: certainty, closeness from 0 to 1, reason. */
    record Finding(Certainty certainty, double score, MatchReason reason) {}

    /**
     * @param countries       what is known of both countries
     * @param kindsDiffer     whether the listed one is, or may be, another kind of thing than the party
     * @param craft           whether the listed one is a ship or an aircraft
     * @param standsAlone     whether nobody is called after the listed one, so that its name inside a longer name says nothing
     * @return the finding, or null where the names are not close
     */
    Finding compare(
            ComparedName given,
            ComparedName listed,
            Countries countries,
            boolean kindsDiffer,
            boolean craft,
            boolean standsAlone) {
        boolean countriesDiffer = countries == Countries.DIFFERENT;
        Finding same = same(given, listed, countriesDiffer, kindsDiffer);
        if (same != null) {
            return same;
        }
        if (given.route() == Route.WITHOUT_COUNTRY || listed.route() == Route.WITHOUT_COUNTRY) {
            // what it resembles with its country is looked at beside this
            return byRoute(oneSlipInTheWholeName(given, listed, countriesDiffer), given, listed);
        }
        if (kindsDiffer && standsAlone && given.hasLegalForm() && (listed.wordCount() == 1 || craft)) {
            // a company is called neither after a ship nor after a person known by one word
            return null;
        }
        if (given.pointsElsewhereThan(listed)) {
            // the airline of the south is not that of the north
            return null;
        }
        if (given.isNumberedOtherwiseThan(listed)) {
            // the 39th institute is not the 38th, however alike they are written
            return byRoute(ofASeries(given, listed, craft && !kindsDiffer), given, listed);
        }
        if (given.saysNothing()) {
            // "Mb Materials" reads as the legal form MB and "Materials", but may be a slip for "MP Materials"
            return byRoute(
                    better(
                            oneSlipInTheWholeName(given, listed, countriesDiffer),
                            ofASeries(given, listed, craft && !kindsDiffer)),
                    given,
                    listed);
        }
        if (listed.saysNothing()) {
            // "OOO Partner" is nothing but itself
            return byRoute(oneSlipInTheWholeName(given, listed, countriesDiffer), given, listed);
        }
        if (given.route() == Route.CONSONANTS) {
            return given.core().equals(Sounds.consonants(listed.core()))
                    ? possible(0.7, MatchReason.TRANSLITERATION)
                    : null;
        }
        if (listed.route() == Route.SHORT_NAME) {
            return given.core().startsWith(listed.core()) && listed.coreLength() >= SHORTEST_ACRONYM
                    ? wholeWordsInside(given, listed)
                    : null;
        }
        // people and ships are not known by their initials
        Finding best = standsAlone ? null : initials(given, listed, countries);
        best = better(best, standsAlone ? null : initialsBesideAPlace(given, listed));
        best = better(best, ofASeries(given, listed, craft && !kindsDiffer));
        best = better(best, gluedLegalForm(given, listed));
        boolean neverInside =
                standsAlone && listed.wordCount() == 1 && given.lettersOfLongWords() > listed.coreLength() + 2;
        if (given.hasChineseOrJapanese() && listed.hasChineseOrJapanese()) {
            best = better(best, chineseOrJapanese(given.core(), listed.core()));
        }
        WordPairing pairing = new WordPairing(given, listed, weights);
        boolean otherName = isWordOfAnotherName(given, listed, pairing, countriesDiffer);
        if (!neverInside && !otherName) {
            best = better(best, wholeWordsInside(given, listed));
        }
        if (given.isNumberedAs(listed)) {
            best = better(best, oneSlipInTheWholeName(given, listed, countriesDiffer));
            best = better(best, spelling(given, listed, pairing, countriesDiffer));
        }
        best = better(best, words(given, listed, pairing, neverInside || otherName, countriesDiffer));
        best = better(best, brand(given, listed, pairing, standsAlone));
        best = better(best, partOfAGroup(given, listed, standsAlone));
        return byRoute(best, given, listed);
    }

    /**
     * Whether a listed name of one word is only a word of the given one, which has other words that tell who is meant: "Solid
     * Biosciences" is not called after OOO Solid. A long and unusual word at the beginning may still be that of a parent.
     */
    private boolean isWordOfAnotherName(
            ComparedName given, ComparedName listed, WordPairing pairing, boolean countriesDiffer) {
        if (listed.wordCount() != 1 || given.wordCount() < 2 || given.hasChineseOrJapanese()) {
            return false;
        }
        boolean otherTelling = false;
        boolean ofACompany = given.hasLegalForm();
        for (int word = 0; word < given.wordCount(); word++) {
            otherTelling |= given.word(word).tellsApart()
                    && given.word(word).length() > SHORT_NAME + 1
                    && !pairing.pairsGiven(word)
                    && !legalForms.isNear(given.word(word).text());
            ofACompany |= given.word(word).ordinary() || given.word(word).length() > LONGEST_OF_A_PERSON;
        }
        boolean longAndUnusual = listed.coreLength() >= LONG_NAME_OF_ONE_WORD;
        boolean leads = listed.coreLength() >= LONG_WORD && pairing.pairsGiven(0);
        return otherTelling && (!ofACompany || !longAndUnusual && (countriesDiffer || pairing.hasSlips() || !leads));
    }

    /**
     * The brand of a name that begins with a place, with no more than ordinary words beside it: "Fengyulo Europe" for "Shenzhen
     * Fengyulo Digital Technology".
     */
    private Finding brand(ComparedName given, ComparedName listed, WordPairing pairing, boolean standsAlone) {
        if (standsAlone
                || listed.wordCount() < 3
                || !places.contains(listed.word(0).text())
                || pairing.hasSlips()) {
            return null;
        }
        int brand = 1;
        while (brand < listed.wordCount() && !listed.word(brand).tellsApart()) {
            brand++;
        }
        if (brand > 2 || brand == listed.wordCount() || !pairing.pairsListed(brand)) {
            return null;
        }
        Word word = listed.word(brand);
        if (word.length() < SHORTEST_BRAND || !weights.isRare(word)) {
            return null;
        }
        for (int other = 0; other < given.wordCount(); other++) {
            if (!pairing.pairsGiven(other) && given.word(other).tellsApart()) {
                return null;
            }
        }
        return possible(0.6 + 0.2 * pairing.listedCovered(), MatchReason.SHARED_WORDS);
    }

    /**
     * The same words but for those that make a group of a company: "Universal Logistics" may be "Universal Logistics Holdings", however
     * ordinary its words are.
     */
    private Finding partOfAGroup(ComparedName given, ComparedName listed, boolean standsAlone) {
        if (standsAlone) {
            return null;
        }
        List<Word> one = withoutGroupWords(given);
        List<Word> other = withoutGroupWords(listed);
        if (one.size() < 2 || one.size() != other.size()) {
            return null;
        }
        for (int word = 0; word < one.size(); word++) {
            if (!one.get(word).text().equals(other.get(word).text())
                    && !weights.shortens(one.get(word), other.get(word))) {
                return null;
            }
        }
        return possible(0.85, MatchReason.SHARED_WORDS);
    }

    /**
     * The same name but for its number: funds, ships and plants of a series are commonly one owner's. Not where nothing but ordinary words
     * is left: another institute is another one.
     *
     * @param ships whether both are ships or aircraft, which bear ordinary words as names
     */
    private Finding ofASeries(ComparedName given, ComparedName listed, boolean ships) {
        List<Word> one = given.withoutNumbers();
        List<Word> other = listed.withoutNumbers();
        if (one.isEmpty()
                || one.size() != other.size()
                || one.size() == given.wordCount() && other.size() == listed.wordCount()) {
            return null;
        }
        boolean telling = ships && one.get(0).length() >= SHORTEST_OF_A_SERIES;
        for (int word = 0; word < one.size(); word++) {
            if (!one.get(word).isSameAs(other.get(word))) {
                return null;
            }
            telling |= one.get(word).tellsApart()
                    && weights.isRare(one.get(word))
                    && (one.size() > 1 || one.get(word).length() >= SHORTEST_OF_A_SERIES);
        }
        return telling ? possible(0.5, MatchReason.SHARED_WORDS) : null;
    }

    private List<Word> withoutGroupWords(ComparedName name) {
        List<Word> words = new ArrayList<>();
        for (int word = 0; word < name.wordCount(); word++) {
            if (!groupWords.contains(name.word(word).text())) {
                words.add(name.word(word));
            }
        }
        return words;
    }

    /**
     * The same name. Sure where it is the same as written, or where only the legal form is left out on one side; another legal form, a
     * country that differs, or another kind of thing makes it a question.
     */
    private static Finding same(ComparedName given, ComparedName listed, boolean countriesDiffer, boolean kindsDiffer) {
        boolean asWritten = given.route() == Route.AS_WRITTEN && listed.route() == Route.AS_WRITTEN;
        if (asWritten
                && given.hasSameWholeAs(listed)
                && given.spelling().wholeInOnePiece().equals(listed.spelling().wholeInOnePiece())) {
            return kindsDiffer
                    ? possible(0.9, MatchReason.SAME_NAME)
                    : new Finding(Certainty.EXACT, 1, MatchReason.SAME_NAME);
        }
        if (given.saysNothing() || listed.saysNothing() || !given.hasSameCoreAs(listed)) {
            return null;
        }
        String core = given.spelling().coreInOnePiece();
        if (!core.equals(listed.spelling().coreInOnePiece())) {
            return possible(0.96, MatchReason.LOOK_ALIKE_LETTERS);
        }
        if (listed.route() == Route.SHORT_NAME) {
            return possible(0.8, MatchReason.ABBREVIATION);
        }
        if (listed.route() == Route.WITHOUT_COUNTRY) {
            return possible(0.95, MatchReason.INSIDE_LISTED_NAME);
        }
        if (given.route() == Route.WITHOUT_COUNTRY) {
            return possible(0.95, MatchReason.LISTED_NAME_INSIDE);
        }
        if (!asWritten) {
            boolean byLook = given.route() != Route.TRANSLITERATED && listed.route() != Route.TRANSLITERATED;
            return possible(0.97, byLook ? MatchReason.LOOK_ALIKE_LETTERS : MatchReason.TRANSLITERATION);
        }
        boolean otherForm = haveOtherForms(given, listed);
        boolean unsure = kindsDiffer || countriesDiffer && !given.hasChineseOrJapanese() || otherForm;
        return unsure
                ? possible(otherForm && countriesDiffer ? 0.9 : 0.95, MatchReason.SAME_NAME_WITHOUT_LEGAL_FORM)
                : new Finding(Certainty.EXACT, 0.98, MatchReason.SAME_NAME_WITHOUT_LEGAL_FORM);
    }

    private static Finding initials(ComparedName given, ComparedName listed, Countries countries) {
        boolean sameCountry = countries == Countries.SAME;
        if (!given.isWrittenAsInitials() || !Initials.of(listed.spelling()).contains(given.core())) {
            return null;
        }
        if (!sameCountry && given.hasLegalForm() && given.coreLength() <= SHORT_NAME + 1) {
            return null;
        }
        boolean three = given.coreLength() <= SHORT_NAME;
        // three letters are the initials of very many names
        return three && countries == Countries.DIFFERENT
                ? null
                : possible(three ? 0.55 : 0.7, MatchReason.ABBREVIATION);
    }

    /** Initials in capitals beside a place: "PLA China". */
    private Finding initialsBesideAPlace(ComparedName given, ComparedName listed) {
        String capitals = null;
        for (int word = 0; word < given.wordCount(); word++) {
            String text = given.word(word).text();
            if (!places.contains(text)) {
                if (capitals != null || text.length() < SHORT_NAME) {
                    return null;
                }
                capitals = text;
            }
        }
        return capitals != null
                        && given.wordsInCapitals().contains(capitals)
                        && Initials.of(listed.spelling()).contains(capitals)
                ? possible(0.5, MatchReason.ABBREVIATION)
                : null;
    }

    private Finding gluedLegalForm(ComparedName given, ComparedName listed) {
        if (given.coreLength() <= listed.coreLength()
                || !given.holds(listed)
                || !given.core().startsWith(listed.core())) {
            return null;
        }
        String unglued = legalForms.beforeGluedForm(given.spelling().coreInOnePiece());
        return unglued != null && Letters.lookAlikesAsOne(unglued).equals(listed.core())
                ? possible(0.95, MatchReason.SIMILAR_SPELLING)
                : null;
    }

    /** Without spaces between words, Chinese and Japanese names are compared by their characters, each of which says more than a letter. */
    private static Finding chineseOrJapanese(String given, String listed) {
        Finding best = null;
        if (given.contains(listed) && (listed.length() >= 4 || listed.length() >= 2 && given.startsWith(listed))) {
            best = possible(0.6 + 0.3 * listed.length() / given.length(), MatchReason.LISTED_NAME_INSIDE);
        }
        if (listed.startsWith(given)
                        && (given.length() >= 4 || given.length() >= 2 && given.length() * 2 >= listed.length())
                || listed.contains(given) && given.length() >= 4 && given.length() * 2 >= listed.length()) {
            best = better(best, possible(0.5 + 0.4 * given.length() / listed.length(), MatchReason.INSIDE_LISTED_NAME));
        }
        int alike = 0;
        while (alike < Math.min(given.length(), listed.length()) && given.charAt(alike) == listed.charAt(alike)) {
            alike++;
        }
        if (alike >= 4 && alike * 4 >= given.length() * 3) {
            best = better(best, possible(0.6, MatchReason.SHARED_WORDS));
        }
        int length = Math.max(given.length(), listed.length());
        int most = length >= 9 ? 2 : length >= 4 ? 1 : 0;
        int slips = Letters.slips(given, listed, most);
        if (slips <= most) {
            best = better(best, possible(1 - (double) slips / length, MatchReason.SIMILAR_SPELLING));
        }
        return best;
    }

    /** The whole listed name as neighbouring whole words of the given one, with spaces and hyphens wherever they may be. */
    private static Finding wholeWordsInside(ComparedName given, ComparedName listed) {
        if (listed.saysNothing() || listed.coreLength() < 2 || !given.holds(listed)) {
            return null;
        }
        String sought = listed.core();
        // with the legal form: "Leidos Inc Europe" holds "Leidos", "TDK Corpration" holds "TDK"
        var all = given.allWords();
        for (int from = 0; from < all.size(); from++) {
            if (sought.length() == 2 && from > 0) {
                break;
            }
            if (from > 0 && all.get(from).length() == 1 && all.get(from - 1).length() == 1) {
                // "M&T Bank" is not the "T-Bank" with something before it
                continue;
            }
            int at = 0;
            for (int to = from; to < all.size() && sought.startsWith(all.get(to), at); to++) {
                at += all.get(to).length();
                if (at == sought.length()) {
                    return possible(0.6 + 0.3 * at / given.whole().length(), MatchReason.LISTED_NAME_INSIDE);
                }
            }
        }
        return null;
    }

    /**
     * A slip that hurts a legal form or makes one, however short the rest of the name is, or one in a short Chinese or Japanese name whose legal
     * form is the same.
     */
    private static Finding oneSlipInTheWholeName(ComparedName given, ComparedName listed, boolean countriesDiffer) {
        boolean longEnough = listed.hasChineseOrJapanese()
                ? Math.min(given.coreLength(), listed.coreLength()) >= 3
                : listed.coreLength() >= 6;
        boolean sameScript = given.hasChineseOrJapanese() == listed.hasChineseOrJapanese();
        boolean legalFormOrMoreCharacters = listed.hasChineseOrJapanese() || given.hasLegalForm();
        // "Joint Stock Cmpany Elecond" is no longer seen to have a legal form
        boolean formAlone =
                given.whole().length() >= LONG_WITH_FORM && given.whole().contains(listed.core());
        return (longEnough && legalFormOrMoreCharacters || formAlone)
                        && sameScript
                        && given.isOneSlipFrom(listed)
                        && (!countriesDiffer || formAlone || isRestClose(given, listed, Rest.of(given, listed)))
                ? possible(0.85, MatchReason.SIMILAR_SPELLING)
                : null;
    }

    private static Finding spelling(
            ComparedName given, ComparedName listed, WordPairing pairing, boolean countriesDiffer) {
        String one = given.core();
        String other = listed.core();
        int length = Math.max(given.coreLength(), listed.coreLength());
        if (length < 6) {
            boolean near = length >= 4 && Letters.isSwapOfNeighbours(one, other)
                    || length >= 5 && Letters.isOneLetterDoubled(one, other);
            return near ? possible(0.8, MatchReason.SIMILAR_SPELLING) : null;
        }
        int most = length >= 16 ? MOST_SLIPS : length >= 9 ? 2 : 1;
        if (Math.abs(given.coreLength() - listed.coreLength()) > most
                || Letters.lacking(given.letters(), listed.letters()) > most) {
            return null;
        }
        int slips = Letters.slips(one, other, most);
        Rest rest = Rest.of(given, listed);
        if ((slips > 1 || countriesDiffer || rest.isShort()) && !isRestClose(given, listed, rest)) {
            return null;
        }
        if (slips > 1 && !isTellingPartClose(given, listed)) {
            return null;
        }
        if (slips > most || pairing.differsOnlyInSingleLetters() && !pairing.sharesTellingWord()) {
            return null;
        }
        // several slips within one short word are another word: "NEC Systems" is not "BAE Systems"
        boolean spread = pairing.everyListedWordPaired() && pairing.everyGivenWordPaired()
                || given.wordCount() == 1 && listed.wordCount() == 1
                || given.wordCount() != listed.wordCount() && (slips <= 2 || length >= LONG_NAME);
        return slips == 1 || spread ? possible(1 - (double) slips / length, MatchReason.SIMILAR_SPELLING) : null;
    }

    /** What is left of two names without the ordinary words that both end with; the same as before where they end with none. */
    private record Rest(String one, String other, boolean shared) {

        static Rest of(ComparedName given, ComparedName listed) {
            String one = given.core();
            String other = listed.core();
            boolean shared = false;
            for (ComparedName name : List.of(given, listed)) {
                for (int word = name.wordCount() - 1;
                        word > 0 && name.word(word).ordinary();
                        word--) {
                    String text = name.word(word).text();
                    if (!one.endsWith(text) || !other.endsWith(text)) {
                        break;
                    }
                    one = one.substring(0, one.length() - text.length());
                    other = other.substring(0, other.length() - text.length());
                    shared = true;
                }
            }
            return new Rest(one, other, shared);
        }

        int length() {
            return Math.max(one.length(), other.length());
        }

        /**
         * Whether no more than three letters beside ordinary words tell who is meant: a slip in so few is another name, as it is where
         * they stand alone.
         */
        boolean isShort() {
            return shared && length() <= SHORT_NAME;
        }
    }

    /**
     * Whether what is left of both names without the ordinary words that both end with is close by itself: "M&T Bank" is no slip for "MTS
     * Bank".
     */
    private static boolean isRestClose(ComparedName given, ComparedName listed, Rest rest) {
        if (given.hasChineseOrJapanese() || listed.hasChineseOrJapanese()) {
            return true;
        }
        String one = rest.one;
        String other = rest.other;
        int length = rest.length();
        if (!rest.shared || one.equals(other) || length > LONG_WORD) {
            return true;
        }
        return length == SHORT_NAME && one.length() == other.length() && one.regionMatches(0, other, 0, 2)
                || length >= 4 && Letters.isSwapOfNeighbours(one, other)
                || length >= 5
                        && (Letters.isOneLetterDoubled(one, other)
                                || one.regionMatches(0, other, 0, 1) && Letters.slips(one, other, 1) <= 1)
                || length >= 6 && Letters.slips(one, other, 1) <= 1;
    }

    /** Whether what is left of both names without ordinary words is the same, or close by itself: "Dena Airlines" is no slip for "Delta Air Lines". */
    private static boolean isTellingPartClose(ComparedName given, ComparedName listed) {
        String one = given.tellingPart();
        String other = listed.tellingPart();
        // a slip in an ordinary word makes it look like a telling one
        if (one.contains(other) || other.contains(one) || given.hasChineseOrJapanese()) {
            return true;
        }
        int length = Math.max(one.length(), other.length());
        if (length < LONG_WORD) {
            return length >= 4 && Letters.isSwapOfNeighbours(one, other)
                    || length >= 5 && Letters.isOneLetterDoubled(one, other)
                    || length >= 6 && Letters.slips(one, other, 1) <= 1
                    || length >= 5
                            && given.wordCount() > 1
                            && one.charAt(0) == other.charAt(0)
                            && Letters.slips(one, other, 1) <= 1;
        }
        int most = length >= 16 ? MOST_SLIPS : length >= 9 ? 2 : 1;
        return Letters.slips(one, other, most) <= most;
    }

    private static Finding words(
            ComparedName given,
            ComparedName listed,
            WordPairing pairing,
            boolean neverInside,
            boolean countriesDiffer) {
        double listedCovered = pairing.listedCovered();
        double givenCovered = pairing.givenCovered();
        boolean allListed = pairing.everyListedWordPaired();
        boolean allGiven = pairing.everyGivenWordPaired();
        boolean telling = pairing.sharesTellingWord();
        if (pairing.hasSlips()
                        && allListed
                        && allGiven
                        && !(isTellingPartClose(given, listed)
                                && (!countriesDiffer || isRestClose(given, listed, Rest.of(given, listed))))
                || pairing.hasSlips() && given.wordCount() == 1 && listed.wordCount() == 1) {
            return null;
        }
        if (allListed && allGiven && (telling || Math.min(listedCovered, givenCovered) >= EVERY_TELLING_WORD)) {
            MatchReason reason = pairing.hasShortenedWords()
                    ? MatchReason.ABBREVIATION
                    : pairing.hasSlips() ? MatchReason.SIMILAR_SPELLING : MatchReason.SAME_WORDS;
            return possible((listedCovered + givenCovered) / 2, reason);
        }
        if (!telling) {
            return null;
        }
        Finding best = null;
        if (allListed
                && !neverInside
                && (!pairing.hasSlips()
                        || listed.tellingWords() > 1
                        || listed.tellingPart().length() >= LONG_NAME_OF_ONE_WORD)) {
            best = possible((0.6 + 0.3 * givenCovered) * listedCovered, MatchReason.LISTED_NAME_INSIDE);
        }
        boolean manyWordsOrTheFirst = given.wordCount() > 1
                || (pairing.firstListedWordPaired() || !haveOtherForms(given, listed))
                        && (given.coreLength() > SHORT_NAME || given.isWrittenIn(listed))
                        && (pairing.firstListedWordPaired() || listedCovered >= INSIDE_LISTED_ONE_LATER_WORD)
                        && (!pairing.hasSlips() || given.coreLength() >= LONG_NAME_OF_ONE_WORD);
        if (allGiven && listedCovered >= INSIDE_LISTED_LEAST && manyWordsOrTheFirst) {
            best = better(
                    best,
                    possible(
                            (0.5 + 0.4 * listedCovered) * givenCovered,
                            pairing.hasShortenedWords() ? MatchReason.ABBREVIATION : MatchReason.INSIDE_LISTED_NAME));
        }
        double shared = Math.min(listedCovered, givenCovered);
        if (pairing.pairsTelling() == 1 && (pairing.hasSlips() || !pairing.leadsBoth(LONG_WORD))) {
            return best;
        }
        if (shared >= (pairing.pairs() >= 2 ? SHARED_LEAST_WITH_TWO_WORDS : SHARED_LEAST)) {
            best = better(best, possible(0.9 * shared, MatchReason.SHARED_WORDS));
        }
        return best;
    }

    /** Whether both names bear legal forms, and not the same: "Apple Inc." is no short name of "Oriental Apple Company Pte Ltd". */
    private static boolean haveOtherForms(ComparedName given, ComparedName listed) {
        String form = given.spelling().legalForm();
        String other = listed.spelling().legalForm();
        return !form.isEmpty() && !other.isEmpty() && !form.equals(other);
    }

    private static Finding byRoute(Finding finding, ComparedName given, ComparedName listed) {
        boolean bySound = given.route() == Route.TRANSLITERATED || listed.route() == Route.TRANSLITERATED;
        return bySound && finding != null ? possible(finding.score(), MatchReason.TRANSLITERATION) : finding;
    }

    private static Finding possible(double score, MatchReason reason) {
        return new Finding(Certainty.POSSIBLE, Math.min(score, 0.97), reason);
    }

    private static Finding better(Finding one, Finding other) {
        return one == null || other != null && other.score() > one.score() ? other : one;
    }
}
