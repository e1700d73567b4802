package guanka.service.items;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.classification.Candidate;
import guanka.engine.classification.ControlledItem;
import guanka.engine.classification.Ground;
import guanka.engine.classification.ItemSearch;
import guanka.engine.classification.Sought;
import guanka.engine.items.ControlCodes;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import guanka.facts.Validity;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.ItemRow;
import guanka.service.rulesets.Edition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The control codes of one ruleset as people and programs look them up. */
public final class Items {

    /**
     * One page.
     *
     * @param next cursor of the following page, absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ItemPage(RulesetId ruleset, List<Item> items, String next) {}

    /**
     * A control code.
     *
     * @param code           with its jurisdiction, as facts state it
     * @param list           that names it
     * @param controlReasons for which its entry is controlled; absent where the ruleset holds none for the list
     * @param entries        of the lists that hold the code
     * @param grounds        why a search for words found it; absent where none was made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String code,
            String jurisdiction,
            String list,
            Text name,
            Set<String> controlReasons,
            List<Entry> entries,
            List<FoundBy> grounds) {}

    /**
     * An entry of an item list.
     *
     * @param listed    {@code UNKNOWN} where the sources do not settle that the entry belongs to the list
     * @param threshold technical limits in words; they help to classify and are decided from no fact
     * @param days      on which the entry holds
     * @param calendar  states of its provision by day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String list,
            String provision,
            Text name,
            Truth listed,
            List<String> elements,
            List<String> forms,
            String threshold,
            List<HsCode> hsCodes,
            Days days,
            List<State> calendar,
            FoundAt source) {}

    /** A customs code that the source prints beside an entry: the description decides, not the code. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HsCode(String code, String confidence) {}

    /** The first and the last day; an end that is missing is open. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Days(LocalDate from, LocalDate to) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(Validity.State state, LocalDate from, LocalDate to, Map<String, String> reading) {}

    public record FoundAt(String file, String sheet, int row, String key) {}

    /** Why a search found a code: what was given, what fits it, how sure that is of a customs code, and the row that says so. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FoundBy(
            Ground.Kind kind, String given, String matched, Text text, String confidence, FoundAt source) {

        public static FoundBy of(Ground ground) {
            return new FoundBy(
                    ground.kind(), ground.given(), ground.matched(), null, ground.confidence(), foundAt(ground.row()));
        }
    }

    /** What is searched for; null asks for nothing. */
    public record Filter(String jurisdiction, String code, String hs, String text) {}

    private static final int FOUND_MOST = 100;

    private final Ruleset ruleset;
    private final Edition edition;
    private final ItemSearch search;
    private final Map<String, List<ControlRow>> reasons;

    public Items(Edition edition) {
        this.edition = edition;
        ruleset = edition.ruleset();
        search = ItemSearch.of(ruleset);
        reasons = ruleset.rows(ControlRow.class).stream()
                .collect(Collectors.groupingBy(row -> row.list() + " " + ControlCodes.normal(row.entry())));
    }

    public ItemSearch search() {
        return search;
    }

    /** Those that a filter lets through: in the order of their codes, or the likeliest first where words are searched for. */
    List<Item> found(Filter filter) {
        List<Item> found = new ArrayList<>();
        if (filter.text() == null) {
            for (String jurisdiction : asked(filter)) {
                search.items(jurisdiction).stream()
                        .filter(item -> passes(item, filter))
                        .forEach(item -> found.add(item(item, null)));
            }
            return found;
        }
        List<List<Candidate>> each = asked(filter).stream()
                .map(jurisdiction ->
                        search
                                .candidates(
                                        new Sought(null, filter.text(), null, null, true),
                                        jurisdiction,
                                        null,
                                        FOUND_MOST)
                                .stream()
                                .filter(candidate -> passes(candidate.item(), filter))
                                .toList())
                .toList();
        for (int rank = 0; rank < FOUND_MOST; rank++) {
            for (List<Candidate> candidates : each) {
                if (rank < candidates.size()) {
                    Candidate candidate = candidates.get(rank);
                    found.add(item(
                            candidate.item(),
                            candidate.grounds().stream().map(FoundBy::of).toList()));
                }
            }
        }
        return found;
    }

    private Set<String> asked(Filter filter) {
        return filter.jurisdiction() == null ? search.jurisdictions() : Set.of(filter.jurisdiction());
    }

    private static boolean passes(ControlledItem item, Filter filter) {
        String family = filter.code();
        boolean inFamily = family == null
                || item.code().equals(family)
                || item.code().startsWith(family + ".")
                || family.length() < LENGTH_OF_A_HEADING && item.code().startsWith(family);
        return inFamily
                && (filter.hs() == null
                        || item.rows().stream()
                                .flatMap(row -> row.hsCodes().stream())
                                .anyMatch(code -> code.startsWith(filter.hs())
                                        || filter.hs().startsWith(code)));
    }

    /** Of a control code up to its first dot. */
    private static final int LENGTH_OF_A_HEADING = 5;

    private Item item(ControlledItem item, List<FoundBy> grounds) {
        return new Item(
                item.stated(),
                item.jurisdiction(),
                item.list(),
                item.name(),
                reasons(item),
                item.rows().stream().map(this::entry).toList(),
                grounds);
    }

    private Set<String> reasons(ControlledItem item) {
        Set<String> found = new TreeSet<>();
        for (String code = item.code(); code != null; code = heading(code)) {
            reasons.getOrDefault(item.list() + " " + code, List.of()).forEach(row -> found.add(row.reason()));
        }
        return found.isEmpty() ? null : found;
    }

    private static String heading(String code) {
        int dot = code.lastIndexOf('.');
        return dot < 0 ? null : code.substring(0, dot);
    }

    private Entry entry(ItemRow row) {
        return new Entry(
                row.list(),
                row.provision(),
                ControlledItem.name(row),
                row.listed(),
                row.elements(),
                row.forms(),
                row.threshold(),
                row.hsCodes().stream()
                        .map(code -> new HsCode(code, row.hsConfidence()))
                        .toList(),
                new Days(row.from(), row.to()),
                edition.decisions().calendar().rowsOf(row.provision()).stream()
                        .map(Items::state)
                        .toList(),
                foundAt(row.source()));
    }

    private static State state(CalendarRow row) {
        return new State(
                row.state(), row.from(), row.to(), new TreeMap<>(row.reading().wanted()));
    }

    public static FoundAt foundAt(Source source) {
        return new FoundAt(source.workbook(), source.sheet(), source.row(), source.key());
    }
}
