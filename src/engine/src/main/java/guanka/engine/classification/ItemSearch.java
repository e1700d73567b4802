package guanka.engine.classification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.items.ControlCodes;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ProductWord;
import guanka.facts.rows.VocabularyEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leads from a product to the control codes that its description, customs code and form suggest, by the rows of one ruleset. It
 * never decides: a candidate says why it is one, and the wording of its entry settles whether the product falls under it. Safe for
 * any number of threads.
 */
public final class ItemSearch {

    private static final String UNKNOWN_CODE = "?";
    private static final Pattern CODE = Pattern.compile(
            "(?<![0-9A-Za-z.])[0-9][A-Ea-e][0-9]{3}(?:\\.?[a-z](?:\\.?(?:[0-9]{1,2}|[a-z]))*)?(?![0-9A-Za-z])");

    /** Searches last made, for the whole process: most versions of a ruleset have the same items. They go when memory is short. */
    private static final int SEARCHES_KEPT = 4;

    private static final Cache<Object, ItemSearch> MADE =
            Caffeine.newBuilder().softValues().maximumSize(SEARCHES_KEPT).build();

    /** The same is asked again while somebody types, and for each day and each change of one shipment. */
    private static final int ANSWERS_KEPT = 2_000;

    private record Question(Sought sought, String jurisdiction, LocalDate day, int most) {}

    private final Cache<Question, List<Candidate>> answers =
            Caffeine.newBuilder().maximumSize(ANSWERS_KEPT).build();
    private final Map<String, List<ControlledItem>> items = new TreeMap<>();
    private final Map<String, ItemIndex> indexes = new TreeMap<>();
    private final Map<String, String> forms;

    /** The search over the rows of a ruleset, made only where no ruleset with the same rows was searched before. */
    public static ItemSearch of(Ruleset ruleset) {
        List<Object> origin = Stream.of(ItemList.class, ItemRow.class, ProductWord.class, VocabularyEntry.class)
                .map(ruleset.tables()::origin)
                .toList();
        return MADE.get(origin, x -> new ItemSearch(ruleset));
    }

    ItemSearch(Ruleset ruleset) {
        this(
                ruleset.rows(ItemList.class),
                ruleset.rows(ItemRow.class),
                ruleset.rows(ProductWord.class),
                ruleset.rows(VocabularyEntry.class));
    }

    ItemSearch(List<ItemList> lists, List<ItemRow> rows, List<ProductWord> words, List<VocabularyEntry> vocabularies) {
        Map<String, ItemList> byKey = lists.stream().collect(Collectors.toMap(ItemList::key, l -> l, (a, b) -> a));
        Map<String, Map<String, List<ItemRow>>> byCode = new TreeMap<>();
        for (ItemRow row : rows) {
            ItemList list = byKey.get(row.list());
            if (list != null && !list.byCustomsCode()) {
                for (String code : row.codes()) {
                    if (!code.equals(UNKNOWN_CODE)) {
                        byCode.computeIfAbsent(list.jurisdiction(), x -> new TreeMap<>(CODES))
                                .computeIfAbsent(ControlCodes.normal(code), x -> new ArrayList<>(2))
                                .add(row);
                    }
                }
            }
        }
        var groups = new WordGroups(words);
        byCode.forEach((jurisdiction, of) -> {
            List<ControlledItem> all = new ArrayList<>();
            of.forEach((code, ofCode) -> all.add(new ControlledItem(jurisdiction, code, namingFirst(ofCode))));
            items.put(jurisdiction, List.copyOf(all));
            indexes.put(jurisdiction, new ItemIndex(all, groups));
        });
        forms = vocabularies.stream()
                .filter(entry -> entry.vocabulary().equals("forms"))
                .collect(Collectors.toMap(
                        VocabularyEntry::code,
                        entry -> entry.text().en() + "; " + entry.text().zh(),
                        (a, b) -> a));
    }

    /** Codes as people list them: 1C351.a.2 before 1C351.a.10. */
    private static final Comparator<String> CODES = (a, b) -> {
        String[] left = a.split("\\.");
        String[] right = b.split("\\.");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("[0-9]{1,9}") && right[i].matches("[0-9]{1,9}");
            int order = numbers
                    ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.length, right.length);
        return order == 0 ? a.compareTo(b) : order;
    };

    /** Rows of the first list before the others, so that a code is named as the list names it that is searched for codes. */
    private static List<ItemRow> namingFirst(List<ItemRow> rows) {
        String first = rows.get(0).list();
        List<ItemRow> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparing(row -> !row.list().equals(first)));
        return ordered;
    }

    /** The jurisdictions whose lists hold codes. */
    public Set<String> jurisdictions() {
        return items.keySet();
    }

    /** Every code of a jurisdiction in the order of the codes. */
    public List<ControlledItem> items(String jurisdiction) {
        return items.getOrDefault(jurisdiction, List.of());
    }

    /**
     * The codes of a jurisdiction that a product may fall under, the likeliest first.
     *
     * @param day on which the entries must hold, or null
     */
    public List<Candidate> candidates(Sought sought, String jurisdiction, LocalDate day, int most) {
        return indexes.containsKey(jurisdiction)
                ? answers.get(new Question(sought, jurisdiction, day, most), this::answer)
                : List.of();
    }

    private List<Candidate> answer(Question asked) {
        Sought sought = asked.sought();
        return indexes.get(asked.jurisdiction())
                .candidates(
                        sought,
                        sought.form() == null ? null : forms.get(sought.form()),
                        codesIn(sought.words()),
                        row -> asked.day() == null || row.holdsOn(asked.day()),
                        asked.most());
    }

    /** Control codes that stand in a text. */
    static SortedSet<String> codesIn(String words) {
        SortedSet<String> codes = new TreeSet<>();
        Matcher code = CODE.matcher(words == null ? "" : words);
        while (code.find()) {
            String spelled = ControlCodes.spelled(code.group());
            if (spelled != null) {
                codes.add(ControlCodes.normal(spelled));
            }
        }
        return codes;
    }
}
