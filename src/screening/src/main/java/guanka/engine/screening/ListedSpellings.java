package guanka.engine.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    private final Readings readings;
    /** Made when they are first compared: of the names of whole countries few ever are. */
    private final ListedSpelling[] spellings;
    /** Of each spelling the weight of its words, and the letters of its name without legal form. */
    private final int[] nameWeights;

    private final int[] nameLengths;
    private final WordWeights weights;
    private final LegalForms legalForms;
    private final FiledPlaces byName;
    private final FiledPlaces byInitials;
    /** By the consonants of the name, for scripts that write no vowels. */
    private final FiledPlaces byConsonants;

    private final OneSlipIndex nameSlips;
    private final OneSlipIndex wholeNameSlips;
    /** The words of names, and neighbours written together, by their ids in {@link #byWord}. */
    private final List<String> words = new ArrayList<>();

    private final FiledPlaces byWord;
    private final OneSlipIndex wordSlips;
    private final FiledPlaces byLetterGroup;

    /** Files the readings on all processors. */
    ListedSpellings(Readings readings, LegalForms legalForms, OrdinaryWords ordinaryWords) {
        this.readings = readings;
        this.legalForms = legalForms;
        weights = new WordWeights(readings, ordinaryWords, legalForms);
        spellings = new ListedSpelling[readings.count()];
        nameWeights = new int[spellings.length];
        nameLengths = new int[spellings.length];
        for (int place = 0; place < spellings.length; place++) {
            for (int i = 0; i < readings.coreCount(place); i++) {
                Word word = weights.word(readings.core(place, i));
                nameWeights[place] += word.weight();
                nameLengths[place] += word.length();
            }
        }
        List<Object> made = Stream.<Supplier<Object>>of(
                        () -> filed(this::fileLetterGroups),
                        () -> new OneSlipIndex(spellings.length, this::whole, SHORTEST_NAME_WITH_SLIP),
                        () -> new OneSlipIndex(spellings.length, this::core, SHORTEST_NAME_WITH_SLIP),
                        () -> filed(this::fileWords),
                        this::filedInitials,
                        () -> filed(this::fileNames),
                        () -> filed(this::fileConsonants))
                .parallel()
                .map(Supplier::get)
                .toList();
        byLetterGroup = (FiledPlaces) made.get(0);
        wholeNameSlips = (OneSlipIndex) made.get(1);
        nameSlips = (OneSlipIndex) made.get(2);
        byWord = (FiledPlaces) made.get(3);
        byInitials = (FiledPlaces) made.get(4);
        byName = (FiledPlaces) made.get(5);
        byConsonants = (FiledPlaces) made.get(6);
        wordSlips = new OneSlipIndex(words.size(), words::get, SHORTEST_WORD_WITH_SLIP);
    }

    /** The name without legal form in one piece, look-alike letters written alike. */
    private String core(int place) {
        if (readings.coreCount(place) == 1) {
            return weights.word(readings.core(place, 0)).text();
        }
        StringBuilder core = new StringBuilder(nameLengths[place]);
        for (int i = 0; i < readings.coreCount(place); i++) {
            core.append(weights.word(readings.core(place, i)).text());
        }
        return core.toString();
    }

    /** The name with legal form in one piece, look-alike letters written alike. */
    private String whole(int place) {
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < readings.wordCount(place); i++) {
            whole.append(weights.word(readings.word(place, i)).text());
        }
        return whole.toString();
    }

    /** Files a spelling. */
    private interface Under {
        void file(int place, FiledPlaces.Filing filing);
    }

    private FiledPlaces filed(Under under) {
        var filing = new FiledPlaces.Filing();
        for (int place = 0; place < spellings.length; place++) {
            under.file(place, filing);
        }
        return filing.filed();
    }

    private void fileNames(int place, FiledPlaces.Filing filing) {
        long core = FiledPlaces.hash();
        for (int i = 0; i < readings.coreCount(place); i++) {
            core = FiledPlaces.hash(core, weights.word(readings.core(place, i)).text());
        }
        filing.add(core, place);
        long whole = FiledPlaces.hash();
        for (int i = 0; i < readings.wordCount(place); i++) {
            whole = FiledPlaces.hash(
                    whole, weights.word(readings.word(place, i)).text());
        }
        filing.add(whole, place);
    }

    /** What {@link Initials#of} tells of each name, without making a text of it. */
    private FiledPlaces filedInitials() {
        String[] all = readings.words();
        char[] firsts = new char[all.length];
        BitSet small = new BitSet();
        BitSet eastAsian = new BitSet();
        for (int word = 0; word < all.length; word++) {
            firsts[word] = Letters.lookAlikesAsOne(all[word].substring(0, 1)).charAt(0);
            small.set(word, Initials.isSmall(all[word]));
            eastAsian.set(word, NameReader.hasChineseOrJapanese(all[word]));
        }
        return filed((place, filing) -> {
            for (boolean core : new boolean[] {true, false}) {
                int count = core ? readings.coreCount(place) : readings.wordCount(place);
                int shortest = core ? Initials.SHORTEST : Initials.SHORTEST_WITH_LEGAL_FORM;
                long initials = FiledPlaces.hash();
                long large = FiledPlaces.hash();
                int largeCount = 0;
                boolean hasInitials = count >= shortest;
                for (int i = 0; hasInitials && i < count; i++) {
                    int word = core ? readings.core(place, i) : readings.word(place, i);
                    hasInitials = !eastAsian.get(word);
                    initials = FiledPlaces.hash(initials, firsts[word]);
                    if (!small.get(word)) {
                        large = FiledPlaces.hash(large, firsts[word]);
                        largeCount++;
                    }
                }
                if (hasInitials && count <= Initials.LONGEST) {
                    filing.add(initials, place);
                }
                if (hasInitials && largeCount >= shortest && largeCount <= Initials.LONGEST) {
                    filing.add(large, place);
                }
            }
        });
    }

    private void fileConsonants(int place, FiledPlaces.Filing filing) {
        String sounded = Sounds.consonants(core(place));
        if (sounded.length() >= NameReader.FEWEST_CONSONANTS) {
            filing.add(FiledPlaces.hash(sounded), place);
        }
    }

    /** The words without legal form, and each two neighbours written together. */
    private void fileWords(int place, FiledPlaces.Filing filing) {
        String before = null;
        for (int i = 0; i < readings.coreCount(place); i++) {
            String word = weights.word(readings.core(place, i)).text();
            if (filing.add(FiledPlaces.hash(word), place) == words.size()) {
                words.add(word);
            }
            if (before != null && filing.add(FiledPlaces.hash(FiledPlaces.hash(before), word), place) == words.size()) {
                words.add(before + word);
            }
            before = word;
        }
    }

    private void fileLetterGroups(int place, FiledPlaces.Filing filing) {
        for (long group : letterGroups(core(place))) {
            filing.add(group, place);
        }
    }

    WordWeights weights() {
        return weights;
    }

    /** The listed spellings worth comparing in full, in the order of their entries. */
    List<ListedSpelling> near(ComparedName given) {
        Places found = new Places();
        if (given.route() == Spelling.Route.CONSONANTS) {
            byConsonants.addTo(found, FiledPlaces.hash(given.core()));
            return inOrder(found);
        }
        byWholeWords(given, found);
        byInitials.addTo(found, FiledPlaces.hash(given.core()));
        given.wordsInCapitals().forEach(word -> byInitials.addTo(found, FiledPlaces.hash(word)));
        found.addAll(nameSlips.find(given.core()));
        found.addAll(wholeNameSlips.find(given.whole()));
        byWords(given, found);
        byLetterGroups(given, found);
        return inOrder(found);
    }

    private List<ListedSpelling> inOrder(Places found) {
        return Arrays.stream(found.inOrder()).mapToObj(this::spelling).toList();
    }

    /** Two threads may make the same one: it is immutable, and either will do. */
    private ListedSpelling spelling(int place) {
        ListedSpelling spelling = spellings[place];
        if (spelling == null) {
            spelling = new ListedSpelling(readings.entry(place), new ComparedName(readings.spelling(place), weights));
            spellings[place] = spelling;
        }
        return spelling;
    }

    private void byWholeWords(ComparedName given, Places found) {
        byName.addTo(found, FiledPlaces.hash(given.core()));
        List<String> all = given.allWords();
        for (int from = 0; from < all.size(); from++) {
            long stretch = FiledPlaces.hash();
            for (int to = from; to < Math.min(all.size(), from + LONGEST_STRETCH); to++) {
                stretch = FiledPlaces.hash(stretch, all.get(to));
                byName.addTo(found, stretch);
            }
        }
        String unglued = legalForms.beforeGluedForm(given.spelling().coreInOnePiece());
        if (unglued != null) {
            byName.addTo(found, FiledPlaces.hash(Letters.lookAlikesAsOne(unglued)));
        }
    }

    private void byWords(ComparedName given, Places found) {
        WeighedPlaces shared = new WeighedPlaces();
        for (String word : wordsAlsoJoined(given.allWords())) {
            int itself = byWord.id(FiledPlaces.hash(word));
            boolean added = itself < 0;
            for (int id : wordSlips.find(word)) {
                added |= id == itself;
                addWord(id, shared);
            }
            if (!added) {
                addWord(itself, shared);
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

    private void addWord(int id, WeighedPlaces shared) {
        if (byWord.to(id) - byWord.from(id) <= MOST_PLACES_OF_A_WORD) {
            shared.add(
                    byWord.places(),
                    byWord.from(id),
                    byWord.to(id),
                    weights.word(words.get(id)).weight());
        }
    }

    private void byLetterGroups(ComparedName given, Places found) {
        int[] all = byLetterGroup.places();
        int[] rareFirst = Arrays.stream(letterGroups(given.core()))
                .distinct()
                .mapToInt(byLetterGroup::id)
                .filter(id -> id >= 0)
                .boxed()
                .sorted((one, other) -> byRarity(all, one, other))
                .mapToInt(Integer::intValue)
                .toArray();
        WeighedPlaces shared = new WeighedPlaces();
        int size = 0;
        for (int id : rareFirst) {
            size += byLetterGroup.to(id) - byLetterGroup.from(id);
            if (size > MOST_LETTER_GROUP_PLACES) {
                break;
            }
            shared.add(all, byLetterGroup.from(id), byLetterGroup.to(id), 1);
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

    private int byRarity(int[] places, int one, int other) {
        int ofOne = byLetterGroup.to(one) - byLetterGroup.from(one);
        int ofOther = byLetterGroup.to(other) - byLetterGroup.from(other);
        return ofOne != ofOther
                ? Integer.compare(ofOne, ofOther)
                : Arrays.compare(
                        places,
                        byLetterGroup.from(one),
                        byLetterGroup.to(one),
                        places,
                        byLetterGroup.from(other),
                        byLetterGroup.to(other));
    }

    /** The words, and each two neighbours written together: "L3 Harris" is found under "L3Harris". */
    private static Set<String> wordsAlsoJoined(List<String> words) {
        Set<String> joined = new LinkedHashSet<>(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            joined.add(words.get(i) + words.get(i + 1));
        }
        return joined;
    }

    /**
     * Three neighbouring letters with the ends of the name marked; two neighbouring characters in Chinese and Japanese. Each group as
     * the number that its letters are.
     */
    private static long[] letterGroups(String core) {
        boolean eastAsian = NameReader.hasChineseOrJapanese(core);
        int length = eastAsian ? 2 : 3;
        String marked = eastAsian ? core : '^' + core + '$';
        long[] groups = new long[Math.max(0, marked.length() - length + 1)];
        for (int i = 0; i < groups.length; i++) {
            for (int letter = 0; letter < length; letter++) {
                groups[i] = groups[i] << Character.SIZE | marked.charAt(i + letter);
            }
        }
        return groups;
    }

    /** A listed spelling with the entry that it belongs to. */
    record ListedSpelling(ListedName entry, ComparedName name) {}
}
