package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.CountryRule;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ExemptionLimit;
import guanka.facts.rows.FindingText;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Question;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TechnologyRow;
import guanka.facts.rows.TerritoryRow;
import guanka.facts.rows.WorkingDaysRow;
import guanka.workbench.impact.Selection.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            ItemRow.class, Set.of("hsCodes"),
            guanka.facts.rows.OpenQuestion.class, Set.of("provision"));

    private static final Set<Class<?>> NEVER = Set.of(FindingText.class, Question.class, Coverage.class);

    /** A join of rules with provisions; one without a key could meet a provision that no row refers to. */
    private static final Pattern PROVISION = Pattern.compile("\\bProvision\\s*\\(([^)]*)\\)");

    private final Decisions draft;
    private final Decisions base;

    Reaches(Decisions draft, Decisions base) {
        this.draft = draft;
        this.base = base;
    }

    /** Whether a decision can depend on a row of the type in one of the components. */
    static boolean decides(Class<?> type, Set<String> components) {
        Set<String> wording = WORDING.getOrDefault(type, Set.of());
        return components.stream().anyMatch(name -> !wording.contains(name) && !isText(type, name));
    }

    static boolean neverDecides(Class<?> type) {
        return NEVER.contains(type);
    }

    private static boolean isText(Class<?> type, String name) {
        if (type == ListEntry.class) {
            return false;
        }
        for (var component : type.getRecordComponents()) {
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
            return new ItemReach(pairs, draft, base);
        }
        if (type == CalendarRow.class) {
            return new CalendarReach(pairs, draft, base);
        }
        if (type == ShareRow.class || type == ShareNumerator.class) {
            return ShareReach.of(pairs, draft, base);
        }
        if (type == TerritoryRow.class) {
            return sameGroups(TerritoryRow.class, TerritoryRow::territory)
                    ? byValue(pairs, TerritoryRow.class, TerritoryRow::country, Look::countries)
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
        if (type == CountryRule.class) {
            return ofProvisions(pairs, CountryRule.class, rule -> Stream.of(rule.provision()));
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
                if (pair.sides().stream().anyMatch(side -> meets.meets(type.cast(side), look))) {
                    touched.add(pair.change());
                }
            }
        };
    }

    private static <R> Reach byValue(
            List<Pair> pairs, Class<R> type, Function<R, String> value, Function<Look, Set<String>> named) {
        return each(pairs, type, (row, look) -> named.apply(look).contains(value.apply(row)));
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
        List<String> rules = draft.ruleset().ruleTexts().values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
        boolean joinedByKey = rules.stream().allMatch(Reaches::joinsProvisionsByKey);
        List<Pair> own = pairs.stream()
                .filter(pair -> !(pair.change().change().equals(ChangedRow.ADDED)
                        && joinedByKey
                        && rules.stream()
                                .noneMatch(text -> text.contains("\"" + ((Provision) pair.any()).key() + "\""))))
                .toList();
        // a new provision that no rule names takes effect through the rows that name it, and those are changes too
        return ofProvisions(own, Provision.class, provision -> Stream.of(provision.key()));
    }

    private static boolean joinsProvisionsByKey(String text) {
        Matcher joins = PROVISION.matcher(text);
        while (joins.find()) {
            if (!joins.group(1).contains("key ==")) {
                return false;
            }
        }
        return true;
    }
}
