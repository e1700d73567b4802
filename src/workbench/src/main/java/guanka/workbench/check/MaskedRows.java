package guanka.workbench.check;

import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Comparison;
import guanka.facts.Effect;
import guanka.facts.EndUsePart;
import guanka.facts.ReviewPolicy;
import guanka.facts.Side;
import guanka.facts.Truth;
import guanka.facts.Validity.State;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.Dated;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.Provision;
import guanka.facts.rows.ShareRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for rows that another row of the same kind says again, says otherwise, or always outdoes. */
final class MaskedRows {

    /** Different people, ships and aircraft bear one name; of anything else one is enough. */
    private static final Set<String> NAMESAKES = Set.of("PERSON", "VESSEL", "AIRCRAFT");

    private final Ruleset ruleset;
    private final LegalCalendar calendar;
    private final Map<String, Provision> provisions;
    private final List<CheckFinding> findings = new ArrayList<>();

    MaskedRows(Ruleset ruleset, LegalCalendar calendar) {
        this.ruleset = ruleset;
        this.calendar = calendar;
        provisions =
                ruleset.rows(Provision.class).stream().collect(Collectors.toMap(Provision::key, Function.identity()));
    }

    List<CheckFinding> findings() {
        items();
        entries();
        endUses();
        shares();
        measures();
        obligations();
        return findings;
    }

    private static <R> Collection<List<R>> groups(List<R> rows, Function<R, Object> subject) {
        Map<Object, List<R>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(subject.apply(row), x -> new ArrayList<>())
                .add(row));
        return groups.values();
    }

    private void tell(Flaw flaw, Place row, Place other, Object... more) {
        Object[] values =
                Stream.concat(Stream.of("other", other.key()), Stream.of(more)).toArray();
        findings.add(flaw.with(row, other, null, values));
    }

    /** One code of one list under one provision may stand in several rows: by itself, or under a heading that covers it. */
    private void items() {
        Map<List<String>, List<ItemRow>> byCode = new HashMap<>();
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            for (String code : row.codes()) {
                byCode.computeIfAbsent(
                                List.of(row.list(), row.provision(), code.toUpperCase(Locale.ROOT)),
                                x -> new ArrayList<>())
                        .add(row);
            }
        }
        Set<List<String>> told = new HashSet<>();
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            for (String code : row.codes()) {
                String at = code.toUpperCase(Locale.ROOT);
                for (ItemRow other : byCode.get(List.of(row.list(), row.provision(), at))) {
                    if (row.key().compareTo(other.key()) > 0
                            && together(row, other)
                            && told.add(List.of(row.key(), other.key()))) {
                        sameCode(row, other, code);
                    }
                }
                for (int dot = at.lastIndexOf('.'); dot > 0; dot = at.lastIndexOf('.', dot - 1)) {
                    for (ItemRow heading : byCode.getOrDefault(
                            List.of(row.list(), row.provision(), at.substring(0, dot)), List.of())) {
                        boolean covers = heading.subCodesToo()
                                && !heading.key().equals(row.key())
                                && holdsThroughout(heading, row)
                                && row.codes().size() == 1
                                && (heading.listed() == row.listed() || heading.listed() == Truth.TRUE);
                        if (covers && told.add(List.of(row.key(), heading.key()))) {
                            tell(
                                    Flaw.MASKED,
                                    Place.of(row.source(), "control codes", ruleset),
                                    Place.of(heading.source()));
                        }
                    }
                }
            }
        }
    }

    private void sameCode(ItemRow row, ItemRow other, String code) {
        if (row.listed() != other.listed()) {
            tell(
                    Flaw.DUPLICATE_OTHERWISE,
                    Place.of(row.source(), "listed", ruleset),
                    Place.of(other.source()),
                    "what",
                    code + ": " + said(row.listed()) + " / " + said(other.listed()));
        } else if (row.codes().equals(other.codes())
                && row.subCodesToo() == other.subCodesToo()
                && row.name().equals(other.name())) {
            tell(Flaw.DUPLICATE, Place.of(row.source(), "control codes", ruleset), Place.of(other.source()));
        }
    }

    /** A name stands on a list twice for the same days. */
    private void entries() {
        for (List<ListEntry> same : groups(
                ruleset.rows(ListEntry.class).stream()
                        .filter(e -> !NAMESAKES.contains(e.kind()))
                        .toList(),
                e -> List.of(
                        e.list(),
                        e.kind(),
                        e.country(),
                        e.name().en().strip().toUpperCase(Locale.ROOT),
                        e.name().zh().strip(),
                        e.aliases()))) {
            for (int i = 0; i < same.size(); i++) {
                for (int j = 0; j < i; j++) {
                    ListEntry row = same.get(i);
                    ListEntry other = same.get(j);
                    boolean together = (row.until() == null || other.hasBegunBy(row.until()))
                            && (other.until() == null || row.hasBegunBy(other.until()));
                    if (!together
                            || row.name().en().equals("?") && row.name().zh().equals("?")) {
                        continue;
                    }
                    boolean sameSays = row.bindsForeignPersons() == other.bindsForeignPersons()
                            && Objects.equals(row.pause(), other.pause());
                    tell(
                            sameSays ? Flaw.DUPLICATE : Flaw.DUPLICATE_OTHERWISE,
                            Place.of(row.source(), "name en", ruleset),
                            Place.of(other.source()),
                            "what",
                            said(row) + " / " + said(other));
                }
            }
        }
    }

    private static String said(ListEntry entry) {
        return said(entry.bindsForeignPersons()) + (entry.pause() == null ? "" : " " + entry.pause());
    }

    /** As the cell says it. */
    private static String said(Truth truth) {
        return switch (truth) {
            case TRUE -> "YES";
            case FALSE -> "NO";
            case UNKNOWN -> "?";
        };
    }

    /** One purpose under two provisions of a measure, of which one always outdoes the other. */
    private void endUses() {
        for (List<EndUseRow> same : groups(
                ruleset.rows(EndUseRow.class).stream()
                        .filter(row -> row.part() == EndUsePart.NAMED)
                        .toList(),
                row -> List.of(measure(row.provision()), row.purpose()))) {
            for (EndUseRow row : same) {
                same.stream()
                        .filter(other -> other != row && outdoes(other, row))
                        .findFirst()
                        .ifPresent(other -> tell(Flaw.MASKED, Place.of(row.source()), Place.of(other.source())));
            }
        }
    }

    private String measure(String provision) {
        Provision law = provisions.get(provision);
        return law == null ? provision : law.measure();
    }

    private boolean outdoes(EndUseRow other, EndUseRow row) {
        ReviewPolicy mild = policy(provisions.get(row.provision()));
        ReviewPolicy strict = policy(provisions.get(other.provision()));
        boolean anyNode = other.nodeAtMostNm() == null && other.layersAtLeast() == null;
        return mild != null
                && strict != null
                && strict.compareTo(mild) > 0
                && anyNode
                && holdsThroughout(other, row)
                && inForce(row.provision()).equals(inForce(other.provision()));
    }

    private static ReviewPolicy policy(Provision law) {
        return law == null ? null : law.effect().policy();
    }

    private Set<CalendarRow> inForce(String provision) {
        return calendar.rowsOf(provision).stream()
                .filter(row -> row.state() == State.IN_FORCE)
                .collect(Collectors.toSet());
    }

    /** A share for any destination that is reached wherever the one for some destination is. */
    private void shares() {
        for (List<ShareRow> same :
                groups(ruleset.rows(ShareRow.class), row -> List.of(row.provision(), row.originTerritory()))) {
            for (ShareRow row : same) {
                same.stream()
                        .filter(other -> other != row
                                && other.destinationSide() == Side.ANY
                                && row.destinationSide() != Side.ANY
                                && holdsThroughout(other, row)
                                && isReachedEarlier(other, row))
                        .findFirst()
                        .ifPresent(other -> tell(
                                Flaw.MASKED,
                                Place.of(row.source(), "threshold percent", ruleset),
                                Place.of(other.source(), "threshold percent", ruleset)));
            }
        }
    }

    private static boolean isReachedEarlier(ShareRow other, ShareRow row) {
        int order = other.percent().compareTo(row.percent());
        return order < 0
                || order == 0
                        && (other.comparison().equals(row.comparison()) || other.comparison() == Comparison.AT_LEAST);
    }

    /** Two measures that reach the same and say the same, or say otherwise. */
    private void measures() {
        for (List<Measure> same : groups(ruleset.rows(Measure.class), MaskedRows::reach)) {
            pairs(same, (row, other) -> {
                boolean sameSays = row.effect() == other.effect() && row.reviewPolicy() == other.reviewPolicy();
                tell(
                        sameSays ? Flaw.DUPLICATE : Flaw.DUPLICATE_OTHERWISE,
                        Place.of(row.source(), "effect", ruleset),
                        Place.of(other.source(), "effect", ruleset),
                        "what",
                        said(row.effect()) + " / " + said(other.effect()));
            });
        }
    }

    private static Object reach(Measure row) {
        return List.of(
                row.provision(),
                Set.copyOf(row.treats()),
                Set.copyOf(row.regimes()),
                row.items(),
                Set.copyOf(row.itemProvisions()),
                row.term(),
                row.origin(),
                row.destination(),
                row.usersIn(),
                List.of(
                        row.usersOutside(),
                        row.who(),
                        row.role(),
                        row.by(),
                        row.list(),
                        row.endUses(),
                        row.whileInForce(),
                        row.reading(),
                        row.mustBindForeignPersons(),
                        row.onlyUnlisted()));
    }

    private static String said(Effect effect) {
        return effect == null ? "PROVISION" : effect.name();
    }

    /** Looks at each two rows that hold together on some day. */
    private static <R extends Dated> void pairs(List<R> rows, BiConsumer<R, R> look) {
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (together(rows.get(i), rows.get(j))) {
                    look.accept(rows.get(i), rows.get(j));
                }
            }
        }
    }

    /** Whether a row holds on every day of another. */
    private static boolean holdsThroughout(Dated row, Dated other) {
        return (row.from() == null || other.from() != null && !other.from().isBefore(row.from()))
                && (row.to() == null || other.to() != null && !other.to().isAfter(row.to()));
    }

    private static boolean together(Dated row, Dated other) {
        return (row.to() == null || other.from() == null || !row.to().isBefore(other.from()))
                && (other.to() == null || row.from() == null || !other.to().isBefore(row.from()));
    }

    /** One duty after the same effects with another time for it. */
    private void obligations() {
        for (List<Obligation> same : groups(
                ruleset.rows(Obligation.class),
                row -> List.of(
                        row.provision(),
                        row.duty(),
                        row.afterProvisions(),
                        row.afterEffects(),
                        row.boundParty().en()))) {
            pairs(same, (row, other) -> {
                boolean sameTime = Objects.equals(row.due(), other.due())
                        && Objects.equals(row.countedIn(), other.countedIn())
                        && row.alsoWhenExempt() == other.alsoWhenExempt();
                boolean sameText = row.text().equals(other.text());
                if (!sameTime) {
                    tell(
                            Flaw.DUPLICATE_OTHERWISE,
                            Place.of(row.source(), "due", ruleset),
                            Place.of(other.source(), "due", ruleset),
                            "what",
                            row.due() + " / " + other.due());
                } else if (sameText) {
                    tell(Flaw.DUPLICATE, Place.of(row.source()), Place.of(other.source()));
                }
            });
        }
    }
}
