package guanka.engine.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
    private final Map<String, int[]> byName = new HashMap<>();
    private final Map<String, int[]> byInitials = new HashMap<>();
    /** By the consonants of the name, for scripts that write no vowels. */
    private final Map<String, int[]> byConsonants = new HashMap<>();

    private final OneSlipIndex nameSlips;
    private final OneSlipIndex wholeNameSlips;
    private final List<String> words;
    private final Map<String, int[]> byWord = new HashMap<>();
    private final OneSlipIndex wordSlips;
    private final Map<String, int[]> byLetterGroup = new HashMap<>();

    ListedSpellings(Collection<ListedName> entries, NameReader reader, OrdinaryWords ordinaryWords) {
        legalForms = reader.legalForms();
        List<ListedName> filed = new ArrayList<>();
        List<Spelling> read = new ArrayList<>();
        for (ListedName entry : entries) {
            List<String> established = entry.names().stream()
                    .filter(name -> !name.strip().equals(ListedName.NOT_ESTABLISHED))
                    .toList();
            for (Spelling spelling : reader.readAllListed(established)) {
                filed.add(entry);
                read.add(spelling);
            }
        }
        weights = new WordWeights(read, ordinaryWords, legalForms);
        spellings = new ListedSpelling[read.size()];
        nameWeights = new int[read.size()];
        nameLengths = new int[read.size()];
        Map<String, Places> names = new HashMap<>();
        Map<String, Places> initials = new HashMap<>();
        Map<String, Places> consonants = new HashMap<>();
        Map<String, Places> wordPlaces = new HashMap<>();
        Map<String, Places> groups = new HashMap<>();
        List<String> cores = new ArrayList<>();
        List<String> wholes = new ArrayList<>();
        for (int id = 0; id < read.size(); id++) {
            ListedSpelling spelling = new ListedSpelling(filed.get(id), new ComparedName(read.get(id), weights));
            spellings[id] = spelling;
            ComparedName name = spelling.name();
            nameWeights[id] = name.weight();
            nameLengths[id] = name.core().length();
            cores.add(name.core());
            wholes.add(name.whole());
            place(names, name.core(), id);
            place(names, name.whole(), id);
            String sounded = Sounds.consonants(name.core());
            if (sounded.length() >= NameReader.FEWEST_CONSONANTS) {
                place(consonants, sounded, id);
            }
            for (String letters : Initials.of(name.spelling())) {
                place(initials, letters, id);
            }
            for (String word : wordsAlsoJoined(name.coreWords())) {
                place(wordPlaces, word, id);
            }
            for (String group : letterGroups(name.core())) {
                place(groups, group, id);
            }
        }
        freeze(names, byName);
        freeze(initials, byInitials);
        freeze(consonants, byConsonants);
        freeze(wordPlaces, byWord);
        freeze(groups, byLetterGroup);
        nameSlips = new OneSlipIndex(cores, SHORTEST_NAME_WITH_SLIP);
        wholeNameSlips = new OneSlipIndex(wholes, SHORTEST_NAME_WITH_SLIP);
        words = List.copyOf(new TreeSet<>(byWord.keySet()));
        wordSlips = new OneSlipIndex(words, SHORTEST_WORD_WITH_SLIP);
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

    private static void place(Map<String, Places> places, String term, int id) {
        places.computeIfAbsent(term, key -> new Places()).add(id);
    }

    private static void freeze(Map<String, Places> places, Map<String, int[]> frozen) {
        places.forEach((term, ids) -> frozen.put(term, ids.inOrder()));
    }

    /** A listed spelling with the entry that it belongs to. */
    record ListedSpelling(ListedName entry, ComparedName name) {}
}
