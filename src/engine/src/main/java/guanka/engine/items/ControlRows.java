package guanka.engine.items;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.ExceptionTerms;
import guanka.facts.Known;
import guanka.facts.Source;
import guanka.facts.Territory;
import guanka.facts.Truth;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.EligibilityRow;
import guanka.facts.rows.ItemList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the reasons for control of an entry under which codes fall, at the same cost however many entries there are. */
public final class ControlRows {

    private static final String NAME = "reason for control";

    /**
     * A reason for control under which codes fall, or may.
     *
     * @param row null where it is not known under which entry they fall
     */
    public record Met(String list, String provision, ControlRow row, Condition item) {}

    /**
     * The reasons for control held against one destination.
     *
     * @param territories by their ids
     */
    public record Chart(ControlRows rows, Map<String, Territory> territories, Known<String> destination) {

        /** Whether codes fall under a reason that is marked for the destination. */
        Truth needsLicense(ItemLists.Classification codes, String jurisdiction, LocalDate day) {
            Truth truth = Truth.FALSE;
            for (Met met : rows.of(codes, jurisdiction, day)) {
                Truth marked = met.row() == null ? Truth.TRUE : marked(met.row());
                Truth applies = met.item().in(null).truth();
                if (met.row() != null
                        && (!met.row().settledByCode()
                                || !met.row().reading().questions().isEmpty())) {
                    applies = applies.and(Truth.UNKNOWN);
                }
                truth = truth.or(applies.and(marked));
            }
            return truth;
        }

        private Truth marked(ControlRow row) {
            Truth marked = row.places().isEmpty() ? Truth.TRUE : within(row.places());
            return marked.and(within(row.exceptPlaces()).not());
        }

        private Truth within(List<String> places) {
            Truth truth = Truth.FALSE;
            for (String place : places) {
                Territory territory = territories.get(place);
                if (territory != null) {
                    Condition there = territory.contains("destination", destination);
                    truth = truth.or(
                            there.questions().isEmpty() ? there.in(null).truth() : Truth.UNKNOWN);
                }
            }
            return truth;
        }
    }

    private final Map<String, ItemList> lists;
    /** The lists whose entries have reasons for control, with their rows by entry. */
    private final Map<String, Map<String, List<ControlRow>>> byList = new TreeMap<>();

    /** What entries say of exceptions, likewise. */
    private final Map<String, Map<String, List<EligibilityRow>>> eligibility = new TreeMap<>();

    public ControlRows(Ruleset ruleset) {
        for (EligibilityRow row : ruleset.rows(EligibilityRow.class)) {
            eligibility
                    .computeIfAbsent(row.list(), x -> new HashMap<>())
                    .computeIfAbsent(ControlCodes.normal(row.entry()), x -> new ArrayList<>())
                    .add(row);
        }
        lists = ruleset.rows(ItemList.class).stream().collect(Collectors.toMap(ItemList::key, l -> l, (a, b) -> a));
        for (ControlRow row : ruleset.rows(ControlRow.class)) {
            byList.computeIfAbsent(row.list(), x -> new HashMap<>())
                    .computeIfAbsent(ControlCodes.normal(row.entry()), x -> new ArrayList<>())
                    .add(row);
        }
    }

    /** The provisions that marks require. */
    public Set<String> provisions() {
        Set<String> provisions = new TreeSet<>();
        byList.values()
                .forEach(rows -> rows.values().forEach(of -> of.forEach(row -> provisions.add(row.provision()))));
        return provisions;
    }

    /** The reasons under which the codes fall; one without a row for each list to which they say nothing that settles an entry. */
    public List<Met> of(ItemLists.Classification codes, String jurisdiction, LocalDate day) {
        List<Met> met = new ArrayList<>();
        byList.forEach((key, rows) -> {
            ItemList list = lists.get(key);
            if (list != null && list.jurisdiction().equals(jurisdiction)) {
                of(codes, list, rows, day, met);
            }
        });
        return met;
    }

    private static void of(
            ItemLists.Classification codes,
            ItemList list,
            Map<String, List<ControlRow>> rows,
            LocalDate day,
            List<Met> met) {
        if (codes.isSilent()) {
            met.add(unknown(list, codes.pointer(), null, list.source()));
            return;
        }
        Map<String, Met> best = new LinkedHashMap<>();
        for (ItemLists.Read one : codes.read()) {
            String code = one.code().code();
            if (!codes.holds(list.key(), code)) {
                // not an entry of this list; a code that no list holds may be mistyped
                if (!codes.isHeld(code)) {
                    best.put("", unknown(list, one.pointer(), one.code().given(), list.source()));
                }
                continue;
            }
            for (ControlRow row : rows.getOrDefault(entryOf(code), List.of())) {
                Truth truth = row.holdsOn(day)
                        ? covers(row.paragraphs(), row.exceptParagraphs(), code).and(one.speaks())
                        : Truth.FALSE;
                Met known = best.get(row.key());
                if (truth.possible() && (known == null || isMoreCertain(truth, one, known))) {
                    best.put(row.key(), met(row, truth, one));
                }
            }
        }
        met.addAll(best.values());
    }

    /** The more certain code is told; of two as certain the order of the codes decides, not that in which they were given. */
    private static boolean isMoreCertain(Truth truth, ItemLists.Read one, Met known) {
        Evaluation before = known.item().in(null);
        int more = truth.compareTo(before.truth());
        return more > 0 || more == 0 && one.code().given().compareTo(String.valueOf(before.actual())) < 0;
    }

    private static Met met(ControlRow row, Truth truth, ItemLists.Read one) {
        return new Met(
                row.list(),
                row.provision(),
                row,
                condition(row.reason(), one.pointer(), one.code().given(), truth, row.source()));
    }

    private static Met unknown(ItemList list, String pointer, String given, Source source) {
        return new Met(list.key(), list.provision(), null, condition(null, pointer, given, Truth.UNKNOWN, source));
    }

    private static Condition condition(String reason, String pointer, String given, Truth truth, Source source) {
        return Condition.settled(
                        NAME,
                        pointer,
                        reason,
                        new Evaluation(truth, given, truth == Truth.UNKNOWN ? List.of(pointer) : List.of()))
                .at(source);
    }

    /** What the entries under which the codes fall, or may, say of exceptions. */
    public List<ExceptionTerms.Eligible> eligible(ItemLists.Classification codes, String jurisdiction, LocalDate day) {
        List<ExceptionTerms.Eligible> met = new ArrayList<>();
        eligibility.forEach((key, rows) -> {
            ItemList list = lists.get(key);
            for (ItemLists.Read one : list == null || !list.jurisdiction().equals(jurisdiction)
                    ? List.<ItemLists.Read>of()
                    : codes.read()) {
                String code = one.code().code();
                for (EligibilityRow row : rows.getOrDefault(entryOf(code), List.of())) {
                    Truth truth = row.holdsOn(day)
                            ? covers(row.paragraphs(), row.exceptParagraphs(), code)
                                    .and(one.speaks())
                            : Truth.FALSE;
                    if (truth.possible()) {
                        met.add(new ExceptionTerms.Eligible(
                                row,
                                Condition.settled(
                                                "entry",
                                                one.pointer(),
                                                row.exception(),
                                                new Evaluation(
                                                        truth,
                                                        one.code().given(),
                                                        truth == Truth.UNKNOWN ? List.of(one.pointer()) : List.of()))
                                        .at(row.source())));
                    }
                }
            }
        });
        return met;
    }

    /** The entries under which codes fall. */
    public static Set<String> entries(ItemLists.Classification codes) {
        Set<String> entries = new TreeSet<>();
        codes.read().forEach(one -> entries.add(entryOf(one.code().code())));
        return entries;
    }

    private static String entryOf(String code) {
        int dot = code.indexOf('.');
        return dot < 0 ? code : code.substring(0, dot);
    }

    /** Whether a row reaches a code: it does where the code stands at or under one of its paragraphs and under none that it leaves out. */
    static Truth covers(List<String> paragraphs, List<String> except, String code) {
        Truth in = paragraphs.isEmpty() ? Truth.TRUE : amongst(paragraphs, code);
        return in.and(amongst(except, code).not());
    }

    /** Whether a code stands at or under one of the paragraphs; unknown where one of them stands under the code. */
    static Truth amongst(List<String> paragraphs, String code) {
        Truth truth = Truth.FALSE;
        for (String paragraph : paragraphs) {
            String normal = ControlCodes.normal(paragraph);
            if (isAtOrUnder(code, normal)) {
                return Truth.TRUE;
            }
            if (isAtOrUnder(normal, code)) {
                truth = Truth.UNKNOWN;
            }
        }
        return truth;
    }

    private static boolean isAtOrUnder(String code, String heading) {
        return code.startsWith(heading) && (code.length() == heading.length() || code.charAt(heading.length()) == '.');
    }
}
