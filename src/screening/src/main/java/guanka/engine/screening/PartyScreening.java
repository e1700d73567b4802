package guanka.engine.screening;

import guanka.engine.screening.ListedSpellings.ListedSpelling;
import guanka.engine.screening.NameComparison.Countries;
import guanka.engine.screening.NameComparison.Finding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;

/**
 * Screens a party's names and identifiers against listed entries.
 *
 * <h2>How a name is read</h2>
 * Capitals, full-width letters, accents, punctuation, spaces, hyphens, "&amp;" or "and", dots in initials, traditional or
 * simplified (and Japanese) characters make no difference. Legal forms (Inc., GmbH, s.r.o., 株式会社, 有限公司, ...) at the end of a
 * name, and at its beginning where that is the custom, are set aside. "GENERAL DYNAMICS CORP." and "General Dynamics" are one name.
 *
 * <h2>What is sure</h2>
 * A match is {@link Certainty#EXACT} in three cases only: the same identifier of the same kind; the same name or alias as written; the
 * same without a legal form that only one of them bears, or that both do. In the last case something must be left that names
 * somebody: "Group Ltd" is never the same as anything but itself; and it is a question, not sure, where the legal forms or the known
 * countries differ. Another kind of thing is never sure: no company is a ship, whatever it is called.
 *
 * <h2>What is possible</h2>
 * Close names are {@link Certainty#POSSIBLE}, each with its {@link MatchReason}:
 * <ul>
 * <li>a few letters too many, missing, wrong or swapped: one in names of six to eight letters, two from nine, three from
 *     sixteen, and several only where they do not fall into one short word; in names of five letters one, the first letter
 *     apart; in four letters only two neighbours swapped; in Chinese and Japanese, one character from four, two from nine, and
 *     one in three if the legal form is the same;</li>
 * <li>letters that look the same (Cyrillic Т for T, 0 for O, 1 for l);</li>
 * <li>the same words in another order, or ordinary words shortened (Tech, Ind., Intl);</li>
 * <li>the listed name as whole words inside a longer name, as subsidiaries are called; not where it is one word and that of a
 *     person, a ship or an aircraft: half the world bears the first names that are aliases of somebody;</li>
 * <li>the given name inside a longer listed name, if it has enough of the weight of its words;</li>
 * <li>the words that tell companies apart agree and only ordinary ones differ ("Anduril Holdings", "Anduril Industries");</li>
 * <li>the brand of a name that begins with a place ("Fengyulo Europe" for "Shenzhen Fengyulo Digital Technology");</li>
 * <li>the acronym or brand that stands in brackets behind a listed name;</li>
 * <li>the initials of a longer listed name, in capitals;</li>
 * <li>the sound of a name in another alphabet, spelt in Latin letters by the usual schemes; of a Chinese name given, its sound with
 *     the words of trade in English.</li>
 * </ul>
 * Numbers are compared as numbers: "38th", "No. 38", "Thirty-Eighth" and 第三十八 are one, and the 39th institute is not the 38th.
 * A name that tells by itself is possible with another number behind it: "Snow Storm 2" may be of the same owner as "Snow Storm 1". Points of
 * the compass that contradict each other make two names.
 *
 * What a word weighs depends on how rare it is among the listed names; ordinary business words, places, single letters and
 * legal forms count little. So "Falcon Holdings" does not match "Red Cat Holdings", and "Leidos Holdings" does match "Leidos".
 *
 * <h2>What it does not do</h2>
 * It never clears anybody: another country or another identifier than the listed one takes no name match away, with two
 * exceptions: three letters are not taken for the initials of a name of another country, nor a few letters beside ordinary words for a
 * misspelt name of another country ("M&amp;T Bank", "MTS Bank"). It does not
 * translate: a name that was translated by its meaning is found only where the list or the caller has it as an alias. A typing
 * error in a name of up to three letters, or in a word of one letter, gives another name. Of very many entries that share a
 * word with the given name, the four hundred that share most are compared; names that are equal, one slip away, or inside the
 * given name are always compared.
 *
 * <p>Immutable and safe for use by many threads. The same entries and the same question give the same answer, whatever the
 * order of entries, names or identifiers, on every machine.
 */
public final class PartyScreening {

    private final NameReader reader;
    private final FileWords fileWords;
    private final Readings readings;
    private final ListedSpellings listed;
    private final NameComparison comparison;
    private volatile Map<Identifier, List<ListedName>> byIdentifier;
    private volatile ListedScripts scripts;

    /**
     * Prepares the entries for screening, which takes milliseconds for hundreds and seconds for a hundred thousand.
     *
     * @throws IllegalArgumentException if two entries have the same key
     */
    public PartyScreening(Collection<ListedName> entries) {
        this(inOrder(entries), new FileWords());
    }

    private PartyScreening(List<ListedName> sorted, FileWords fileWords) {
        this(new NameReader(fileWords), fileWords, reader -> Readings.of(sorted, reader));
    }

    private PartyScreening(NameReader reader, FileWords fileWords, Function<NameReader, Readings> read) {
        this.reader = reader;
        this.fileWords = fileWords;
        readings = read.apply(reader);
        listed = new ListedSpellings(
                readings, reader.legalForms(), new OrdinaryWords(WordFile.lines("ordinary-words.txt"), fileWords));
        comparison = new NameComparison(listed.weights(), reader.legalForms(), fileWords);
    }

    /** Writes what was read of the names of the entries; the same entries give the same bytes. */
    public void write(DataOutput image) throws IOException {
        fileWords.write(image);
        readings.write(image);
    }

    /** Prepares entries for screening of whose names {@link #write} wrote what was read: a tenth of the time. */
    public static PartyScreening read(Collection<ListedName> entries, DataInput image) throws IOException {
        FileWords fileWords = FileWords.read(image);
        Readings readings = Readings.read(inOrder(entries), image);
        return new PartyScreening(new NameReader(fileWords), fileWords, reader -> readings);
    }

    private static List<ListedName> inOrder(Collection<ListedName> entries) {
        List<ListedName> sorted =
                entries.stream().sorted(Comparator.comparing(ListedName::key)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).key().equals(sorted.get(i - 1).key())) {
                throw new IllegalArgumentException(
                        "two listed entries have the key " + sorted.get(i).key());
            }
        }
        return sorted;
    }

    /** In which scripts the entries have names, looked at when first asked for. */
    public ListedScripts scripts() {
        ListedScripts found = scripts;
        if (found == null) {
            found = new ListedScripts(readings.entries());
            scripts = found;
        }
        return found;
    }

    /** The entries by identifier, filed when the first one is asked for. */
    private Map<Identifier, List<ListedName>> byIdentifier() {
        Map<Identifier, List<ListedName>> filed = byIdentifier;
        if (filed == null) {
            filed = new HashMap<>();
            for (ListedName entry : readings.entries()) {
                for (var identifier : entry.identifiers().entrySet()) {
                    Identifier plain = Identifier.of(identifier.getKey(), identifier.getValue());
                    if (plain != null) {
                        filed.computeIfAbsent(plain, key -> new ArrayList<>()).add(entry);
                    }
                }
            }
            byIdentifier = filed;
        }
        return filed;
    }

    /**
     * The entries that a party may be, one match for each (its best), sure ones first, then by score, then by key.
     *
     * @param names       the party's name and aliases; blank ones and ones without letters or digits match nothing
     * @param country     ISO 3166-1 alpha-2 code, or null if it is not known
     * @param identifiers kind of identifier to value; spaces, hyphens and case make no difference
     * @return an unmodifiable list, empty if nothing is close
     */
    public List<Match> match(List<String> names, String country, Map<String, String> identifiers) {
        return match(names, country, null, identifiers);
    }

    /**
     * The same, where it is known what the party is.
     *
     * @param kind {@code ORGANISATION}, {@code PERSON}, {@code VESSEL}, {@code AIRCRAFT}, or null where that is not known: a party is then
     *             taken for no ship or aircraft, and one with a legal form for no person
     */
    public List<Match> match(List<String> names, String country, String kind, Map<String, String> identifiers) {
        Map<String, Match> best = new TreeMap<>();
        identifiers.forEach((scheme, value) -> {
            Identifier identifier = Identifier.of(scheme, value);
            for (ListedName entry :
                    identifier == null ? List.<ListedName>of() : byIdentifier().getOrDefault(identifier, List.of())) {
                keepBest(
                        best,
                        new Match(
                                entry,
                                Certainty.EXACT,
                                BigDecimal.ONE,
                                identifier.listedValue(entry),
                                value,
                                MatchReason.IDENTIFIER.name()));
            }
        });
        for (Spelling spelling : reader.readAll(names)) {
            ComparedName given = new ComparedName(spelling, listed.weights());
            for (ListedSpelling near : listed.near(given)) {
                Finding finding = comparison.compare(
                        given,
                        near.name(),
                        countries(country, near.entry().country()),
                        isOfAnotherKind(kind, given, near.entry().kind()),
                        near.entry().isCraft(),
                        near.entry().standsAlone());
                if (finding != null) {
                    keepBest(
                            best,
                            new Match(
                                    near.entry(),
                                    finding.certainty(),
                                    BigDecimal.valueOf(finding.score()),
                                    near.name().spelling().text(),
                                    spelling.text(),
                                    finding.reason().name()));
                }
            }
        }
        return best.values().stream().sorted(Match.BEST_FIRST).toList();
    }

    /** Whether a name holds something that could be compared: not blank, nor only punctuation, a legal form or one ordinary word. */
    public boolean isComparable(String name) {
        for (Spelling spelling : reader.readAll(List.of(name))) {
            ComparedName given = new ComparedName(spelling, listed.weights());
            if (given.wordCount() > 0
                    && !given.saysNothing()
                    && !given.coreWords().stream().allMatch(reader.legalForms()::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name is written in Chinese or Japanese characters, which no list in Latin letters holds. */
    public static boolean isChineseOrJapanese(String name) {
        return NameReader.hasChineseOrJapanese(name);
    }

    /** Whether two names are one as written: capitals, width, accents, punctuation and character forms aside. */
    public static boolean isSameAsWritten(String one, String other) {
        List<String> words = NameReader.words(one);
        return !words.isEmpty() && words.equals(NameReader.words(other));
    }

    /** A name with capitals, width, accents, punctuation and character forms set aside: two that are the same as written give the same. */
    public static String asWritten(String name) {
        return String.join(" ", NameReader.words(name));
    }

    private static void keepBest(Map<String, Match> best, Match match) {
        best.merge(match.entry().key(), match, (one, other) -> Match.BEST_FIRST.compare(one, other) <= 0 ? one : other);
    }

    private static boolean isOfAnotherKind(String kind, ComparedName given, String listed) {
        if (listed == null) {
            return false;
        }
        return kind != null
                ? !kind.equals(listed)
                : listed.equals("VESSEL")
                        || listed.equals("AIRCRAFT")
                        || listed.equals("PERSON") && given.hasLegalForm();
    }

    private static Countries countries(String one, String other) {
        return one == null || other == null
                ? Countries.NOT_KNOWN
                : one.equalsIgnoreCase(other) ? Countries.SAME : Countries.DIFFERENT;
    }

    /** Kind and value of an identifier without spaces, hyphens and case. */
    private record Identifier(String kind, String value) {

        /** Null where nothing is left of the value. */
        static Identifier of(String kind, String value) {
            String plain = plain(value);
            return plain.isEmpty() ? null : new Identifier(plain(kind), plain);
        }

        String listedValue(ListedName entry) {
            return entry.identifiers().entrySet().stream()
                    .filter(identifier -> equals(of(identifier.getKey(), identifier.getValue())))
                    .map(Map.Entry::getValue)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        private static String plain(String text) {
            return text == null
                    ? ""
                    : String.join("", NameReader.split(ICUFoldingFilter.NORMALIZER.normalize(text)))
                            .toUpperCase(Locale.ROOT);
        }
    }
}
