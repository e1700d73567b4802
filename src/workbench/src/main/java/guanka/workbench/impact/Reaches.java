package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.Authority;
import guanka.facts.rows.BaseCase;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.ControllingInterest;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.Dated;
import guanka.facts.rows.DirectProductRow;
import guanka.facts.rows.EligibilityRow;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ExemptionLimit;
import guanka.facts.rows.Extent;
import guanka.facts.rows.FindingText;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Pause;
import guanka.facts.rows.ProductWord;
import guanka.facts.rows.PromisedCase;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Question;
import guanka.facts.rows.RestrictionRow;
import guanka.facts.rows.RetiredCase;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TechnologyRow;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import guanka.facts.rows.WorkingDaysRow;
import guanka.workbench.impact.Selection.Pair;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How facts meet rows, for each type of rows that analysts change often. Rows of all other types reach every shipment. */
final class Reaches {

    /** Components that word or cite: answers differ in texts alone. */
    private static final Map<Class<?>, Set<String>> WORDING = Map.of(
            Provision.class, Set.of("article", "starts", "url"),
            CalendarRow.class, Set.of("instrument"),
            Pause.class, Set.of("instrument"),
            ListEntry.class, Set.of("notice"),
            ItemRow.class, Set.of("hsCodes", "elements", "forms", "threshold"),
            guanka.facts.rows.OpenQuestion.class, Set.of("provision"));

    private static final Set<Class<?>> NEVER = Set.of(
            Authority.class,
            FindingText.class,
            ProductWord.class,
            Question.class,
            BaseCase.class,
            PromisedCase.class,
            RetiredCase.class);

    private final Decisions draft;
    private final Decisions base;

    Reaches(Decisions draft, Decisions base) {
        this.draft = draft;
        this.base = base;
    }

    /** Whether a decision can depend on what differs between two states of a row. */
    static boolean decides(Object before, Object after, Decisions by) {
        if (before == after) {
            return false; // of a workbook that was read once for both
        }
        Class<?> type = before.getClass();
        Set<String> wording = WORDING.getOrDefault(type, Set.of());
        Set<String> differences = Rows.differences(before, after);
        return differences.stream().anyMatch(name -> !wording.contains(name) && !isText(type, name))
                || !differences.isEmpty() && isFoundByCustomsCode(after, by);
    }

    /** Whether a row stands on a list whose items are found by their customs codes, which then decide. */
    private boolean isFoundByCustomsCode(Pair pair) {
        return pair.sides().stream()
                .anyMatch(row -> isFoundByCustomsCode(row, draft) || isFoundByCustomsCode(row, base));
    }

    static boolean isFoundByCustomsCode(Object row, Decisions by) {
        return row instanceof ItemRow item
                && by.ruleset().rows(ItemList.class).stream()
                        .anyMatch(list -> list.byCustomsCode() && list.key().equals(item.list()));
    }

    static boolean neverDecides(Class<?> type) {
        return NEVER.contains(type);
    }

    private static boolean isText(Class<?> type, String name) {
        if (type == ListEntry.class) {
            return false;
        }
        for (var component : Rows.said(type)) {
            if (component.getName().equals(name)) {
                return component.getType() == guanka.facts.Text.class;
            }
        }
        return false;
    }

    /** The reaches of changed rows, or null where some row may reach any shipment. */
    List<Reach> of(List<Pair> pairs) {
        Map<Class<?>, List<Pair>> byType = pairs.stream()
                .collect(Collectors.groupingBy(pair -> pair.any().getClass(), LinkedHashMap::new, Collectors.toList()));
        List<Reach> reaches = new ArrayList<>();
        for (var type : byType.entrySet()) {
            Reach reach = of(type.getKey(), type.getValue(), byType);
            if (reach == null) {
                return null;
            }
            reaches.add(reach);
        }
        return reaches;
    }

    private Reach of(Class<?> type, List<Pair> pairs, Map<Class<?>, List<Pair>> all) {
        if (type == ListEntry.class || type == Pause.class) {
            return EntryReach.of(
                    all.getOrDefault(ListEntry.class, List.of()),
                    all.getOrDefault(Pause.class, List.of()),
                    draft,
                    base);
        }
        if (type == ItemRow.class) {
            return carriesOutTheSame() && pairs.stream().noneMatch(this::isFoundByCustomsCode)
                    ? new ItemReach(pairs, draft, base)
                    : null;
        }
        if (type == CalendarRow.class) {
            return new CalendarReach(pairs, draft, base);
        }
        if (type == ShareRow.class || type == ShareNumerator.class) {
            return ShareReach.of(pairs, draft, base);
        }
        if (type == TerritoryRow.class) {
            return sameGroups(TerritoryRow.class, Reaches::territory)
                    ? each(
                            pairs,
                            TerritoryRow.class,
                            (row, look) -> look.countries().contains(row.country())
                                    || look.days().stream().anyMatch(day -> comesOrGoes(row, day)))
                    : null;
        }
        if (type == EndUseRow.class) {
            return sameGroups(EndUseRow.class, EndUseRow::provision) ? endUses(pairs) : null;
        }
        if (type == TechnologyRow.class) {
            return each(
                    pairs,
                    TechnologyRow.class,
                    (row, look) ->
                            look.shipment().lines().stream().anyMatch(line -> line.mayBeMadeWith(row.activity())));
        }
        if (type == ScopeNote.class) {
            return each(
                    pairs,
                    ScopeNote.class,
                    (row, look) -> look.shipment().lines().stream()
                            .anyMatch(line -> line.form().is(row.form()::equals).possible()));
        }
        if (type == OwnershipRow.class) {
            return each(
                    pairs,
                    OwnershipRow.class,
                    (row, look) -> !look.shipment().ownership().isKnown()
                            || !look.shipment().ownership().value().isEmpty());
        }
        if (type == Measure.class
                || type == Extent.class
                || type == CountingList.class
                || type == ControllingInterest.class
                || type == DirectProductRow.class
                || type == ControlRow.class
                || type == EligibilityRow.class
                || type == ExceptionRow.class
                || type == MarkRow.class
                || type == RestrictionRow.class
                || type == TerritoryPart.class
                || type == Coverage.class) {
            return ofJurisdiction(pairs);
        }
        if (type == WorkingDaysRow.class) {
            return each(
                    pairs,
                    WorkingDaysRow.class,
                    (row, look) -> look.days().stream().anyMatch(day -> row.to() == null || !day.isAfter(row.to())));
        }
        if (type == ExemptionLimit.class) {
            return ofProvisions(pairs, ExemptionLimit.class, limit -> Stream.of(limit.provision()));
        }
        if (type == Obligation.class) {
            // a duty of one jurisdiction may follow from a provision of another
            return ofProvisions(
                    pairs,
                    Obligation.class,
                    duty -> Stream.concat(Stream.of(duty.provision()), duty.afterProvisions().stream()));
        }
        if (type == Provision.class) {
            return provisions(pairs);
        }
        return null;
    }

    private interface Meets<R> {
        boolean meets(R row, Look look);
    }

    private static <R> Reach each(List<Pair> pairs, Class<R> type, Meets<R> meets) {
        return (look, touched) -> {
            for (Pair pair : pairs) {
                if (pair.sides().stream()
                        .anyMatch(side -> holdsOnADayOf(side, look) && meets.meets(type.cast(side), look))) {
                    touched.add(pair.change());
                }
            }
        };
    }

    /** A row reaches the days on which it holds, and no others. */
    private static boolean holdsOnADayOf(Object row, Look look) {
        return !(row instanceof Dated dated) || look.days().stream().anyMatch(dated::holdsOn);
    }

    /** Rows that reach every shipment under their jurisdiction, on the days on which they hold. */
    private Reach ofJurisdiction(List<Pair> pairs) {
        return each(pairs, Object.class, (row, look) -> {
            String jurisdiction = jurisdictionOf(row);
            return jurisdiction == null || look.jurisdictions().contains(jurisdiction);
        });
    }

    private String jurisdictionOf(Object row) {
        String before = base.jurisdictions().of(row);
        String after = draft.jurisdictions().of(row);
        return Objects.equals(before, after) ? after : null;
    }

    private static String territory(TerritoryRow row) {
        return row.jurisdiction() + " " + row.territory();
    }

    /** Whether a day has a territory on one side alone. */
    private boolean comesOrGoes(TerritoryRow one, LocalDate day) {
        return isThere(one, day, base) != isThere(one, day, draft);
    }

    private static boolean isThere(TerritoryRow one, LocalDate day, Decisions in) {
        return in.ruleset().rows(TerritoryRow.class).stream()
                .anyMatch(row -> territory(row).equals(territory(one)) && row.holdsOn(day));
    }

    /** Whether items carry out the same provisions of those that both sides have: what nothing carries out reaches everything. */
    private boolean carriesOutTheSame() {
        Set<String> both = groups(base.ruleset(), Provision.class, Provision::key);
        both.retainAll(groups(draft.ruleset(), Provision.class, Provision::key));
        Set<String> before = groups(base.ruleset(), ItemRow.class, ItemRow::provision);
        Set<String> after = groups(draft.ruleset(), ItemRow.class, ItemRow::provision);
        before.retainAll(both);
        after.retainAll(both);
        return before.equals(after);
    }

    private static Reach endUses(List<Pair> pairs) {
        return each(
                pairs, EndUseRow.class, (row, look) -> look.shipment().endUse().mayServe(row.purpose()));
    }

    /** Whether both sides have rows for the same groups: a group that comes or goes is a fact of its own. */
    private <R> boolean sameGroups(Class<R> type, Function<R, String> group) {
        return groups(draft.ruleset(), type, group).equals(groups(base.ruleset(), type, group));
    }

    private static <R> Set<String> groups(Ruleset ruleset, Class<R> type, Function<R, String> group) {
        return ruleset.rows(type).stream().map(group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Rows that reach every shipment under the jurisdiction of one of their provisions. */
    private <R> Reach ofProvisions(List<Pair> pairs, Class<R> type, Function<R, Stream<String>> provisions) {
        Map<String, Set<String>> jurisdictions = new LinkedHashMap<>();
        for (Ruleset ruleset : List.of(base.ruleset(), draft.ruleset())) {
            ruleset.rows(Provision.class)
                    .forEach(p -> jurisdictions
                            .computeIfAbsent(p.key(), x -> new TreeSet<>())
                            .add(p.jurisdiction()));
        }
        return each(
                pairs,
                type,
                (row, look) -> provisions
                        .apply(row)
                        .flatMap(provision -> jurisdictions.getOrDefault(provision, Set.of()).stream())
                        .anyMatch(look.jurisdictions()::contains));
    }

    private Reach provisions(List<Pair> pairs) {
        Set<String> carried = draft.references()
                .carriedOut(draft.ruleset().tables().rows(), draft.ruleset().rows(ItemRow.class));
        List<Pair> own = pairs.stream()
                .filter(pair -> !pair.change().change().equals(ChangedRow.ADDED)
                        || draft.references().names(((Provision) pair.any()).key())
                        || !carried.contains(((Provision) pair.any()).key()))
                .toList();
        // a new provision that rows carry out and no rule names takes effect through these rows, and those are changes
        // too
        return ofProvisions(own, Provision.class, provision -> Stream.of(provision.key()));
    }
}
