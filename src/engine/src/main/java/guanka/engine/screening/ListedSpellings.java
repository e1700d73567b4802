package guanka.engine.screening;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All listed spellings, filed so that the few that could be meant by a given name are found without reading the rest: by
 * whole name and by stretches of whole words, by name with one slip of the pen, by words that are equal or one slip away, and
 * by groups of letters, the rare ones first.
 */
final class ListedSpellings {

    /** A name is searched for in stretches of at most this many words; listed names are shorter. */
    private static final int LONGEST_STRETCH = 14;

    private static final int SHORTEST_WORD_WITH_SLIP = 5;
    private static final int SHORTEST_NAME_WITH_SLIP = 4;
    /** How many filed places of letter groups are read for one name, rare groups first. */
    private static final int MOST_LETTER_GROUP_PLACES = 3_000;
    /** How many spellings found by letter groups alone are compared in full. */
    private static final int MOST_BY_LETTER_GROUPS = 40;
    /** How many spellings found by words are compared in full; more than this share only common words. */
    private static final int MOST_BY_WORDS = 400;
    /** Words of more listed names than this find nothing alone; their names are found by their other words or letters. */
    private static final int MOST_PLACES_OF_A_WORD = 3_000;
    /** Spellings that share less than this part of their words' weight, in percent, are not worth comparing word by word. */
    private static final int LEAST_SHARED_PERCENT = 30;

    private final ListedSpelling[] spellings;
    /** Of each spelling the weight of its words, and the letters of its name without legal form. */
    private final int[] nameWeights;

    private final int[] nameLengths;
    private final WordWeights weights;
    private final LegalForms legalForms;
    private final Map<String, int[]> byName;
    private final Map<String, int[]> byInitials;
    /** By the consonants of the name, for scripts that write no vowels. */
    private final Map<String, int[]> byConsonants;

    private final OneSlipIndex nameSlips;
    private final OneSlipIndex wholeNameSlips;
    private final List<String> words;
    private final Map<String, int[]> byWord;
    private final OneSlipIndex wordSlips;
    private final Map<String, int[]> byLetterGroup;

    /** Reads and files the entries on all processors: with the lists of whole countries this is most of the start. */
    ListedSpellings(Collection<ListedName> entries, NameReader reader, OrdinaryWords ordinaryWords) {
        legalForms = reader.legalForms();
        List<ReadName> read = entries.parallelStream()
                .flatMap(entry -> readings(entry, reader).stream().map(spelling -> new ReadName(entry, spelling)))
                .toList();
        weights = new WordWeights(read.stream().map(ReadName::spelling).toList(), ordinaryWords, legalForms);
        spellings = read.parallelStream()
                .map(name -> new ListedSpelling(name.entry(), new ComparedName(name.spelling(), weights)))
                .toArray(ListedSpelling[]::new);
        nameWeights = Stream.of(spellings).mapToInt(one -> one.name().weight()).toArray();
        nameLengths =
                Stream.of(spellings).mapToInt(one -> one.name().core().length()).toArray();
        List<Map<String, int[]>> filed = Stream.<Function<ComparedName, Collection<String>>>of(
                        name -> letterGroups(name.core()),
                        name -> wordsAlsoJoined(name.coreWords()),
                        name -> List.of(name.core(), name.whole()),
                        name -> Initials.of(name.spelling()),
                        ListedSpellings::consonants)
                .parallel()
                .map(this::filed)
                .toList();
        byLetterGroup = filed.get(0);
        byWord = filed.get(1);
        byName = filed.get(2);
        byInitials = filed.get(3);
        byConsonants = filed.get(4);
        words = List.copyOf(new TreeSet<>(byWord.keySet()));
        List<OneSlipIndex> slips = Stream.<Supplier<OneSlipIndex>>of(
                        () -> new OneSlipIndex(names(ComparedName::core), SHORTEST_NAME_WITH_SLIP),
                        () -> new OneSlipIndex(names(ComparedName::whole), SHORTEST_NAME_WITH_SLIP),
                        () -> new OneSlipIndex(words, SHORTEST_WORD_WITH_SLIP))
                .parallel()
                .map(Supplier::get)
                .toList();
        nameSlips = slips.get(0);
        wholeNameSlips = slips.get(1);
        wordSlips = slips.get(2);
    }

    private record ReadName(ListedName entry, Spelling spelling) {}

    private static Set<Spelling> readings(ListedName entry, NameReader reader) {
        return reader.readAllListed(entry.names().stream()
                .filter(name -> !name.strip().equals(ListedName.NOT_ESTABLISHED))
                .toList());
    }

    private static List<String> consonants(ComparedName name) {
        String sounded = Sounds.consonants(name.core());
        return sounded.length() >= NameReader.FEWEST_CONSONANTS ? List.of(sounded) : List.of();
    }

    private List<String> names(Function<ComparedName, String> of) {
        return Stream.of(spellings).map(one -> of.apply(one.name())).toList();
    }

    /** The places of all spellings by what they are filed under. */
    private Map<String, int[]> filed(Function<ComparedName, Collection<String>> under) {
        Map<String, Places> places = new HashMap<>();
        for (int id = 0; id < spellings.length; id++) {
            for (String term : under.apply(spellings[id].name())) {
                places.computeIfAbsent(term, key -> new Places()).add(id);
            }
        }
        Map<String, int[]> filed = new HashMap<>(places.size() * 2);
        places.forEach((term, ids) -> filed.put(term, ids.inOrder()));
        return filed;
    }

    WordWeights weights() {
        return weights;
    }

    /** The listed spellings worth comparing in full, in the order of their entries. */
    List<ListedSpelling> near(ComparedName given) {
        Places found = new Places();
        if (given.route() == Spelling.Route.CONSONANTS) {
            found.addAll(byConsonants.get(given.core()));
            return inOrder(found);
        }
        byWholeWords(given, found);
        found.addAll(byInitials.get(given.core()));
        given.wordsInCapitals().forEach(word -> found.addAll(byInitials.get(word)));
        found.addAll(nameSlips.find(given.core()));
        found.addAll(wholeNameSlips.find(given.whole()));
        byWords(given, found);
        byLetterGroups(given, found);
        return inOrder(found);
    }

    private List<ListedSpelling> inOrder(Places found) {
        return Arrays.stream(found.inOrder())
                .mapToObj(place -> spellings[place])
                .toList();
    }

    private void byWholeWords(ComparedName given, Places found) {
        found.addAll(byName.get(given.core()));
        List<String> all = given.allWords();
        for (int from = 0; from < all.size(); from++) {
            StringBuilder stretch = new StringBuilder();
            for (int to = from; to < Math.min(all.size(), from + LONGEST_STRETCH); to++) {
                stretch.append(all.get(to));
                found.addAll(byName.get(stretch.toString()));
            }
        }
        String unglued = legalForms.beforeGluedForm(given.spelling().coreInOnePiece());
        if (unglued != null) {
            found.addAll(byName.get(Letters.lookAlikesAsOne(unglued)));
        }
    }

    private void byWords(ComparedName given, Places found) {
        WeighedPlaces shared = new WeighedPlaces();
        for (String word : wordsAlsoJoined(given.allWords())) {
            boolean itself = false;
            for (int id : wordSlips.find(word)) {
                itself |= words.get(id).equals(word);
                addWord(words.get(id), shared);
            }
            if (!itself) {
                addWord(word, shared);
            }
        }
        RankedPlaces ranked = new RankedPlaces();
        shared.sumUp((place, weight) -> {
            if (weight * 100L >= (long) LEAST_SHARED_PERCENT * nameWeights[place]) {
                ranked.of(place, weight);
            }
        });
        ranked.addHeaviest(MOST_BY_WORDS, found);
    }

    private void addWord(String listed, WeighedPlaces shared) {
        int[] places = byWord.get(listed);
        if (places != null && places.length <= MOST_PLACES_OF_A_WORD) {
            shared.add(places, weights.word(listed).weight());
        }
    }

    private void byLetterGroups(ComparedName given, Places found) {
        List<int[]> rareFirst = letterGroups(given.core()).stream()
                .map(byLetterGroup::get)
                .filter(places -> places != null)
                .sorted((one, other) -> one.length != other.length
                        ? Integer.compare(one.length, other.length)
                        : Arrays.compare(one, other))
                .toList();
        WeighedPlaces shared = new WeighedPlaces();
        int size = 0;
        for (int[] places : rareFirst) {
            size += places.length;
            if (size > MOST_LETTER_GROUP_PLACES) {
                break;
            }
            shared.add(places, 1);
        }
        boolean eastAsian = given.hasChineseOrJapanese();
        int length = given.core().length();
        RankedPlaces ranked = new RankedPlaces();
        shared.sumUp((place, groups) -> {
            if (eastAsian || groups >= 2 && Math.abs(nameLengths[place] - length) <= NameComparison.MOST_SLIPS) {
                ranked.of(place, groups);
            }
        });
        ranked.addHeaviest(MOST_BY_LETTER_GROUPS, found);
    }

    /** The words, and each two neighbours written together: "L3 Harris" is found under "L3Harris". */
    private static Set<String> wordsAlsoJoined(List<String> words) {
        Set<String> joined = new LinkedHashSet<>(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            joined.add(words.get(i) + words.get(i + 1));
        }
        return joined;
    }

    /** Three neighbouring letters with the ends of the name marked; two neighbouring characters in Chinese and Japanese. */
    private static Set<String> letterGroups(String core) {
        boolean eastAsian = NameReader.hasChineseOrJapanese(core);
        int length = eastAsian ? 2 : 3;
        String marked = eastAsian ? core : '^' + core + '$';
        Set<String> groups = new LinkedHashSet<>();
        for (int i = 0; i + length <= marked.length(); i++) {
            groups.add(marked.substring(i, i + length));
        }
        return groups;
    }

    /** A listed spelling with the entry that it belongs to. */
    record ListedSpelling(ListedName entry, ComparedName name) {}
}
