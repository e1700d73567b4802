package guanka.engine.items;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Assertions;
import guanka.facts.Condition;
import guanka.facts.ControlCode;
import guanka.facts.Evaluation;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.rows.Extent;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Question;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the rows of the item lists under which control codes fall, at the same cost however many rows there are. A code given
 * as a heading covers what the lists hold under it; a row's code covers the codes below it where the row says so. What no row
 * holds is off a list only where the tables hold the list as a whole.
 */
public final class ItemLists {

    /**
     * Rows of one list that carry one provision, as far as codes fall under them.
     *
     * @param leftOpen whether a row holds the code and says itself that the code does not settle what it means
     */
    public record Hit(String list, String provision, Condition condition, Source row, boolean leftOpen) {

        public Hit(String list, String provision, Condition condition, Source row) {
            this(list, provision, condition, row, false);
        }
    }

    private record Group(String list, String provision) {}

    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::list).thenComparing(Group::provision);
    private static final Comparator<ItemRow> SETTLED_FIRST =
            Comparator.comparing((ItemRow row) -> row.listed() == Truth.UNKNOWN).thenComparing(ItemRow::key);
    private static final int CODES_KEPT = 20_000;
    private static final String NAME = "control code";
    private static final String WITHOUT_CODE = "?";

    /** The lists of one jurisdiction, with their rows by code. */
    private static final class Index {
        private final List<ItemList> lists = new ArrayList<>();
        private final Map<String, List<ItemRow>> byCode = new HashMap<>();
        private final Map<String, List<ItemRow>> byHeading = new HashMap<>();
        private final Map<Group, List<ItemRow>> groups = new TreeMap<>(ORDER);
        /** By code the rows that may hold it, on whatever day: the same codes come again. */
        private final Cache<String, List<ItemRow>> candidates =
                Caffeine.newBuilder().maximumSize(CODES_KEPT).build();

        void add(ItemRow row) {
            for (String code : row.codes()) {
                if (code.equals(WITHOUT_CODE)) {
                    continue;
                }
                String normal = ControlCodes.normal(code);
                byCode.computeIfAbsent(normal, x -> new ArrayList<>(2)).add(row);
                ControlCodes.headings(normal)
                        .forEach(h -> byHeading
                                .computeIfAbsent(h, x -> new ArrayList<>())
                                .add(row));
                groups.computeIfAbsent(new Group(row.list(), row.provision()), x -> new ArrayList<>())
                        .add(row);
            }
        }

        boolean isHeld(String code) {
            return byCode.containsKey(code) || byHeading.containsKey(code);
        }

        /** The rows that hold a code on a day, those first that settle it. */
        List<ItemRow> rowsOf(String code, LocalDate day) {
            List<ItemRow> rows = new ArrayList<>();
            for (ItemRow row : candidates.get(code, this::candidatesOf)) {
                if (row.holdsOn(day)) {
                    rows.add(row);
                }
            }
            return rows;
        }

        boolean holds(String code, LocalDate day) {
            for (ItemRow row : candidates.get(code, this::candidatesOf)) {
                if (row.holdsOn(day)) {
                    return true;
                }
            }
            return false;
        }

        private List<ItemRow> candidatesOf(String code) {
            List<ItemRow> rows = new ArrayList<>(byCode.getOrDefault(code, List.of()));
            // a row that leaves a heading alone open says that what stands below it does not settle the heading
            Set<String> left = rows.stream()
                    .filter(row -> !row.subCodesToo() && row.listed() == Truth.UNKNOWN)
                    .map(ItemRow::list)
                    .collect(Collectors.toSet());
            byHeading.getOrDefault(code, List.of()).stream()
                    .filter(row -> !left.contains(row.list()))
                    .forEach(rows::add);
            for (String heading : ControlCodes.headings(code)) {
                byCode.getOrDefault(heading, List.of()).stream()
                        .filter(ItemRow::subCodesToo)
                        .forEach(rows::add);
            }
            rows.sort(SETTLED_FIRST);
            return List.copyOf(rows);
        }
    }

    private static final Index NOTHING = new Index();
    private static final TreeMap<String, List<ItemRow>> NO_ROWS = new TreeMap<>();

    private final Map<String, Index> byJurisdiction = new TreeMap<>();
    private final Map<String, ItemList> lists;
    private final Map<String, Set<String>> baskets = new HashMap<>();
    /** The rows of lists that are found by customs codes. */
    private final Map<String, TreeMap<String, List<ItemRow>>> byCustomsCode = new TreeMap<>();

    private final ClosedWorld world;
    /** Provisions of which the tables ask by a question of their own what a code leaves open. */
    private final Set<String> askedAbout;

    public ItemLists(Ruleset ruleset, ClosedWorld world) {
        this.world = world;
        askedAbout = ruleset.rows(Question.class).stream()
                .map(Question::listedUnder)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        lists = ruleset.rows(ItemList.class).stream()
                .collect(Collectors.toMap(ItemList::key, l -> l, (a, b) -> a, TreeMap::new));
        for (String basket : ruleset.vocabulary("basketCodes")) {
            int colon = basket.indexOf(':');
            baskets.computeIfAbsent(basket.substring(colon + 1), x -> new HashSet<>())
                    .add(basket.substring(0, Math.max(0, colon)));
        }
        lists.values().stream()
                .filter(list -> !list.byCustomsCode())
                .forEach(list -> byJurisdiction
                        .computeIfAbsent(list.jurisdiction(), x -> new Index())
                        .lists
                        .add(list));
        var provisions = new ItemProvisions(ruleset);
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            ItemList list = lists.get(row.list());
            if (list != null && list.byCustomsCode()) {
                row.hsCodes()
                        .forEach(code -> byCustomsCode
                                .computeIfAbsent(list.key(), x -> new TreeMap<>())
                                .computeIfAbsent(code, x -> new ArrayList<>())
                                .add(row));
            } else if (list != null) {
                byJurisdiction.get(list.jurisdiction()).add(underItsOwnLaw(row, list, provisions));
            }
        }
    }

    private Index of(String jurisdiction) {
        return byJurisdiction.getOrDefault(jurisdiction, NOTHING);
    }

    /** A row whose provision cannot be meant may be listed or not, under the list's own provision. */
    private static ItemRow underItsOwnLaw(ItemRow row, ItemList list, ItemProvisions provisions) {
        return provisions.isOfItsLaw(row, list) && provisions.isOfItsItems(row, list)
                ? row
                : new ItemRow(
                        row.source(),
                        row.key(),
                        row.list(),
                        list.provision(),
                        row.codes(),
                        row.subCodesToo(),
                        Truth.UNKNOWN,
                        row.name(),
                        row.elements(),
                        row.forms(),
                        row.threshold(),
                        row.hsCodes(),
                        row.hsConfidence(),
                        row.from(),
                        row.to());
    }

    public Map<String, ItemList> lists() {
        return lists;
    }

    /** The jurisdictions for which a word says that nothing is listed; none where it is no such word. */
    public Set<String> basketOf(String code) {
        return baskets.getOrDefault(code, Set.of());
    }

    /** Whether a row of some list holds a code as it is written. */
    public boolean isHeld(String code) {
        return byJurisdiction.values().stream().anyMatch(index -> index.isHeld(code));
    }

    /** Every code that some row holds. */
    public Collection<String> codes() {
        return byJurisdiction.values().stream()
                .flatMap(index -> index.byCode.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * How codes speak to the lists of one jurisdiction on a day.
     *
     * @param asked jurisdictions asked for: a code without jurisdiction that the lists of several of them hold is ambiguous
     */
    public Classification classification(
            Known<List<ControlCode>> codes, String jurisdiction, Collection<String> asked, LocalDate day) {
        return new Classification(this, codes, jurisdiction, asked, day);
    }

    /**
     * The lists of a jurisdiction on which a line stands by its customs code, or may: a code of more digits stands under one of
     * fewer.
     *
     * @param said what the control codes of the line say
     */
    public List<Hit> byCustomsCode(Line line, Classification said, Assertions assertions) {
        Known<String> code = line.hsCode();
        List<Hit> hits = new ArrayList<>();
        for (ItemList list : lists.values()) {
            if (!list.byCustomsCode() || !list.jurisdiction().equals(said.jurisdiction)) {
                continue;
            }
            ItemRow row = code.isKnown()
                    ? standingFor(code.value(), byCustomsCode.getOrDefault(list.key(), NO_ROWS), said.day)
                    : null;
            Truth truth = row == null
                    ? absent(list, line, said)
                    : Truth.of(row.hsCodes().stream().anyMatch(code.value()::startsWith))
                            .or(Truth.UNKNOWN);
            if (truth.possible()) {
                Source source = row == null ? list.source() : row.source();
                hits.add(new Hit(
                        list.key(),
                        row == null ? list.provision() : row.provision(),
                        row == null && truth == Truth.UNKNOWN && !tells(code, list)
                                ? assertions.on(list.provision(), line.id(), null)
                                : Condition.settled("customs code", code, list.key(), truth)
                                        .at(source),
                        source));
            }
        }
        return hits;
    }

    /**
     * Whether a line stands on a list as a hit says; where its row leaves that open, as the caller asserts of the provision, if
     * the tables ask about it.
     */
    public Condition standing(Hit hit, Line line, Assertions assertions) {
        return hit.leftOpen() && askedAbout.contains(hit.provision())
                ? assertions.on(hit.provision(), line.id(), null).at(hit.row())
                : hit.condition();
    }

    /** Whether a customs code that nobody has given yet could place something on a list: where no row names one, none can. */
    private boolean tells(Known<String> code, ItemList list) {
        return !code.isKnown() && byCustomsCode.containsKey(list.key());
    }

    /** Whether a line that no customs code places on a list may stand there. */
    private Truth absent(ItemList list, Line line, Classification said) {
        boolean ofAnotherForm = !list.forms().isEmpty()
                && line.form().isKnown()
                && !list.forms().contains(line.form().value());
        if (ofAnotherForm || list.outsideWhereClassified() && !said.isSilent()) {
            return Truth.FALSE;
        }
        return line.hsCode().isKnown() ? closed(list.key(), said.day) : Truth.UNKNOWN;
    }

    /** The row of the longest code under which a code stands, else of the first that stands under it. */
    private static ItemRow standingFor(String code, TreeMap<String, List<ItemRow>> rows, LocalDate day) {
        for (int digits = code.length(); digits > 0; digits--) {
            for (ItemRow row : rows.getOrDefault(code.substring(0, digits), List.of())) {
                if (row.holdsOn(day)) {
                    return row;
                }
            }
        }
        return rows.subMap(code, code + Character.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .filter(row -> row.holdsOn(day))
                .findFirst()
                .orElse(null);
    }

    Truth closed(String list, LocalDate day) {
        return world.has(Extent.Kind.ITEM_LIST, list, day, false);
    }

    /** Whether a list of the jurisdiction holds the code on the day. */
    private boolean holds(String jurisdiction, String code, LocalDate day) {
        return of(jurisdiction).holds(code, day);
    }

    /** A code that speaks to a jurisdiction, with how certain that is and the rows that hold it on the day. */
    record Read(ControlCode code, String pointer, Truth speaks, List<ItemRow> rows) {}

    /** What control codes say to the lists of one jurisdiction on one day. */
    public static final class Classification {

        private final ItemLists items;
        private final Index index;
        private final Known<List<ControlCode>> codes;
        private final String jurisdiction;
        private final LocalDate day;
        private final List<Read> read = new ArrayList<>();
        /** Whether nothing is said to this jurisdiction. */
        private final boolean silent;

        private Classification(
                ItemLists items,
                Known<List<ControlCode>> codes,
                String jurisdiction,
                Collection<String> asked,
                LocalDate day) {
            this.items = items;
            index = items.of(jurisdiction);
            this.codes = codes;
            this.jurisdiction = jurisdiction;
            this.day = day;
            boolean classified = codes.isKnown() && codes.value().isEmpty();
            for (int i = 0; codes.isKnown() && i < codes.value().size(); i++) {
                ControlCode code = codes.value().get(i);
                if (code.basket()) {
                    classified |= speaksFor(code);
                    continue;
                }
                Truth speaks = speaks(code, asked);
                if (speaks.possible()) {
                    classified = true;
                    read.add(new Read(code, codes.pointer() + "/" + i, speaks, index.rowsOf(code.code(), day)));
                }
            }
            silent = !classified;
        }

        /** A code speaks to the jurisdiction that it names; without one to those whose lists hold it, and unsurely where several do or none does. */
        private Truth speaks(ControlCode code, Collection<String> asked) {
            if (code.jurisdiction() != null) {
                return Truth.of(code.jurisdiction().equals(jurisdiction));
            }
            int holding = 0;
            boolean own = false;
            for (String other : asked) {
                if (items.holds(other, code.code(), day)) {
                    holding++;
                    own |= other.equals(jurisdiction);
                }
            }
            return holding == 0 ? Truth.UNKNOWN : own ? holding == 1 ? Truth.TRUE : Truth.UNKNOWN : Truth.FALSE;
        }

        /** The codes that certainly speak to the jurisdiction, in their order; words that say that nothing is listed too. */
        public Set<String> stated() {
            Set<String> stated = new TreeSet<>();
            for (ControlCode code : codes.isKnown() ? codes.value() : List.<ControlCode>of()) {
                if (code.basket() && speaksFor(code)) {
                    stated.add(code.code());
                }
            }
            read.stream()
                    .filter(one -> one.speaks() == Truth.TRUE)
                    .forEach(one -> stated.add(one.code().code()));
            return stated;
        }

        /** The codes that fall under a provision as entries of a list, or may. */
        public Set<String> listedBy(String provision) {
            Set<String> listed = new TreeSet<>();
            for (Read one : read) {
                if (one.rows().stream()
                        .anyMatch(row -> row.provision().equals(provision)
                                && row.listed().possible())) {
                    listed.add(one.code().code());
                }
            }
            return listed;
        }

        private boolean speaksFor(ControlCode basket) {
            return basket.jurisdiction() == null
                    ? items.basketOf(basket.code()).contains(jurisdiction)
                    : basket.jurisdiction().equals(jurisdiction);
        }

        /** Whether a code may speak to the jurisdiction and does not certainly do so. */
        public boolean isAmbiguous() {
            return read.stream().anyMatch(one -> one.speaks() == Truth.UNKNOWN);
        }

        private Condition unclassified(String list) {
            return Condition.settled(
                    NAME, codes.pointer(), list, new Evaluation(Truth.UNKNOWN, null, List.of(codes.pointer())));
        }

        /**
         * One hit for each list and provision whose rows the codes fall under, or may.
         *
         * @param wanted lists of which anybody asks
         */
        public List<Hit> hits(Predicate<String> wanted) {
            List<Hit> hits = new ArrayList<>();
            if (silent) {
                index.groups.forEach((group, rows) -> {
                    ItemRow row = wanted.test(group.list()) ? first(rows) : null;
                    if (row != null) {
                        hits.add(new Hit(
                                group.list(),
                                group.provision(),
                                unclassified(null).at(row.source()),
                                row.source()));
                    }
                });
                for (ItemList list : index.lists) {
                    if (wanted.test(list.key()) && items.closed(list.key(), day).possible()) {
                        hits.add(new Hit(list.key(), list.provision(), unclassified(list.key()), list.source()));
                    }
                }
                return hits;
            }
            Map<Group, Hit> best = new TreeMap<>(ORDER);
            for (Read one : read) {
                Set<String> found = new HashSet<>();
                for (ItemRow row : one.rows()) {
                    if (!wanted.test(row.list())) {
                        continue;
                    }
                    found.add(row.list());
                    keep(
                            best,
                            new Group(row.list(), row.provision()),
                            one,
                            row.listed().and(one.speaks()),
                            String.join("; ", row.codes()),
                            row.source(),
                            row.listed() == Truth.UNKNOWN && one.speaks() == Truth.TRUE);
                }
                // a code that no list surely holds says nothing of any of them: it may be mistyped
                boolean known = isKnown(one.rows());
                for (ItemList list : index.lists) {
                    if (wanted.test(list.key())
                            && !found.contains(list.key())
                            && (!known || items.closed(list.key(), day).possible())) {
                        keep(
                                best,
                                new Group(list.key(), list.provision()),
                                one,
                                Truth.UNKNOWN,
                                list.key(),
                                list.source(),
                                false);
                    }
                }
            }
            hits.addAll(best.values());
            return hits;
        }

        private ItemRow first(List<ItemRow> rows) {
            for (ItemRow row : rows) {
                if (row.holdsOn(day)) {
                    return row;
                }
            }
            return null;
        }

        private static boolean isKnown(List<ItemRow> rows) {
            for (ItemRow row : rows) {
                if (row.listed() == Truth.TRUE) {
                    return true;
                }
            }
            return false;
        }

        private static void keep(
                Map<Group, Hit> best, Group group, Read one, Truth truth, String wanted, Source row, boolean leftOpen) {
            Hit known = best.get(group);
            int certainty = known == null
                    ? 1
                    : truth.compareTo(known.condition().in(null).truth());
            // of several codes the row decides which is named, not the order in which the caller gave them
            if (certainty > 0 || certainty == 0 && comesFirst(row, one.code().given(), known)) {
                best.put(
                        group,
                        new Hit(
                                group.list(),
                                group.provision(),
                                Condition.settled(
                                                NAME,
                                                one.pointer(),
                                                wanted,
                                                new Evaluation(
                                                        truth,
                                                        one.code().given(),
                                                        truth == Truth.UNKNOWN ? List.of(one.pointer()) : List.of()))
                                        .at(row),
                                row,
                                leftOpen));
            }
        }

        private static boolean comesFirst(Source row, String given, Hit known) {
            int order = row.key().compareTo(known.row().key());
            String named = String.valueOf(known.condition().in(null).actual());
            return order < 0 || order == 0 && given.compareTo(named) < 0;
        }

        /** Whether the codes fall under a list, whatever the provision. */
        public Truth under(String list) {
            if (list.equals(ListedItem.EVERY_ITEM)) {
                return Truth.TRUE;
            }
            if (silent) {
                return Truth.UNKNOWN;
            }
            Truth truth = Truth.FALSE;
            for (Read one : read) {
                Truth own = Truth.FALSE;
                for (ItemRow row : one.rows()) {
                    if (row.list().equals(list)) {
                        own = own.or(row.listed());
                    }
                }
                truth = truth.or(
                        own.possible()
                                ? own.and(one.speaks())
                                : isKnown(one.rows()) ? items.closed(list, day) : Truth.UNKNOWN);
            }
            return truth;
        }

        /** Whether nothing is said to this jurisdiction. */
        public boolean isSilent() {
            return silent;
        }

        /** Whether it is said that nothing is listed in this jurisdiction. */
        public boolean isOfNothing() {
            return !silent && read.isEmpty();
        }

        String pointer() {
            return codes.pointer();
        }

        List<Read> read() {
            return read;
        }

        /** Whether a row of a list holds a code. */
        boolean holds(String list, String code) {
            return index.rowsOf(code, day).stream().anyMatch(row -> row.list().equals(list));
        }

        /** Whether some list of the jurisdiction holds a code. */
        boolean isHeld(String code) {
            return !index.rowsOf(code, day).isEmpty();
        }

        /** Where a person can settle which codes are meant. */
        public Set<String> missing() {
            Set<String> missing = new LinkedHashSet<>();
            read.forEach(one -> missing.add(one.pointer()));
            return missing.isEmpty() ? Set.of(codes.pointer()) : missing;
        }
    }
}
