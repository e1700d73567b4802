package guanka.engine.decision;

import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Condition;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.Determination;
import guanka.facts.Finding;
import guanka.facts.Law;
import guanka.facts.Line;
import guanka.facts.Parties;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.Term;
import guanka.facts.World;
import guanka.facts.rows.ControllingInterest;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.Dated;
import guanka.facts.rows.ExemptionLimit;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.RoleRow;
import guanka.facts.rows.Sentence;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which rows stand behind the findings of one decision that hold or cannot be ruled out. */
final class RowsBehind {

    private static final Comparator<Source> BY_PLACE =
            Comparator.comparing(Source::workbook).thenComparing(Source::sheet).thenComparing(Source::row);

    private static final String EXPORTER = "EXPORTER";

    private final Decisions decisions;
    private final Ruleset ruleset;
    private final Shipment shipment;
    private final World world;
    private final Collection<LocalDate> days;
    private final Set<Source> rows = new TreeSet<>(BY_PLACE);

    RowsBehind(Decisions decisions, Shipment shipment) {
        this.decisions = decisions;
        this.ruleset = decisions.ruleset();
        this.shipment = shipment;
        this.world = decisions.world(shipment);
        this.days = Set.copyOf(decisions.legalDays(shipment).values());
    }

    Set<Source> of(Determination determination, Collection<Found> findings, Collection<SessionPool.Firing> firings) {
        Map<Object, SessionPool.Firing> madeBy = new IdentityHashMap<>();
        firings.forEach(firing -> firing.inserted().forEach(fact -> madeBy.put(fact, firing)));
        List<Finding> holding = findings.stream()
                .map(Found::finding)
                .filter(f -> f.truth(world).possible())
                .toList();
        for (Finding finding : holding) {
            add(finding.row());
            add(finding.standing(world).row());
            finding.allConditions().stream()
                    .filter(c -> c.in(world).truth().possible())
                    .forEach(condition -> conditions(condition, finding));
            joined(finding, madeBy);
        }
        limits(holding);
        for (Determination.Duty duty : determination.obligations()) {
            addAll(
                    Obligation.class,
                    row -> row.provision().equals(duty.provision())
                            && row.duty().equals(duty.duty())
                            && row.text().equals(duty.text()));
        }
        return rows;
    }

    private void add(Source row) {
        if (row != null) {
            rows.add(row);
        }
    }

    private <R> void addAll(Class<R> type, Predicate<R> wanted) {
        addAll(ruleset.rows(type), wanted);
    }

    private <R> void addAll(List<R> of, Predicate<R> wanted) {
        for (R row : of) {
            if (wanted.test(row) && holds(row)) {
                rows.add(Rows.source(row));
            }
        }
    }

    private boolean holds(Object row) {
        if (!(row instanceof Dated dated)) {
            return true;
        }
        for (LocalDate day : days) {
            if (dated.holdsOn(day)) {
                return true;
            }
        }
        return false;
    }

    private void conditions(Condition whole, Finding finding) {
        add(whole.row());
        for (Condition condition : whole.deciding(world)) {
            add(condition.row());
            if (condition.row() != null && condition.in(world).truth().possible()) {
                Object country = condition.in(world).actual();
                addAll(
                        decisions.rowsOfCountries().territories(country),
                        row -> row.territory().equals(condition.wanted())
                                && row.reading().holdsIn(world));
                addAll(
                        decisions.rowsOfCountries().marks(country),
                        row -> row.readsAs() != null || row.marks().contains(condition.wanted()));
                ruleset.rows(ShareRow.class).stream()
                        .filter(row -> row.source().equals(condition.row()))
                        .forEach(row -> numerators(row, finding));
            }
        }
    }

    private void numerators(ShareRow share, Finding finding) {
        for (Line line : shipment.lines()) {
            if (line.id().equals(finding.getLine())) {
                decisions.numeratorsMet(shipment, line, share, world).stream()
                        .map(ShareNumerator::source)
                        .forEach(rows::add);
            }
        }
    }

    /** What the rule joined, and what was joined to make its terms. */
    private void joined(Object finding, Map<Object, SessionPool.Firing> madeBy) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(finding));
        while (!open.isEmpty()) {
            SessionPool.Firing firing = madeBy.get(open.poll());
            for (Object fact : firing == null ? List.of() : firing.joined()) {
                if (seen.add(fact)) {
                    fact(fact);
                    open.add(fact);
                    if (fact instanceof Term term) {
                        open.addAll(term.ways());
                    }
                }
            }
        }
    }

    private void fact(Object fact) {
        if (fact.getClass().getPackage().equals(RoleRow.class.getPackage())) {
            add(Rows.source(fact));
        } else if (fact instanceof Law law) {
            add(law.provision().source());
        } else if (fact instanceof Counterparty to) {
            add(to.row());
            if (!to.list().equals(Counterparty.NONE)) {
                counting(to.by(), to.list());
            }
            if (to.kind() == CounterpartyKind.HELD_OR_CONTROLLED) {
                addAll(ControllingInterest.class, row -> row.provision().equals(to.by()));
            }
            roles(to.role(), to.party());
        } else if (fact instanceof Parties) {
            for (Party party : shipment.parties()) {
                roles(Roles.RECIPIENT, party.id());
                roles(EXPORTER, party.id());
            }
        }
    }

    private void counting(String provision, String list) {
        addAll(
                CountingList.class,
                row -> row.provision().equals(provision) && (row.list().equals(list) || list.equals(Sentence.ANY)));
    }

    private void roles(String group, String id) {
        if (Roles.NOT_NAMED.equals(id)) {
            addAll(RoleRow.class, row -> row.group().equals(group) && row.mustBeNamed());
        }
        for (Party party : shipment.parties()) {
            if (party.id().equals(id)) {
                addAll(
                        RoleRow.class,
                        row -> row.group().equals(group)
                                && party.roles()
                                        .is(roles -> roles.contains(row.role()))
                                        .possible());
            }
        }
    }

    private void limits(List<Finding> holding) {
        for (Finding exemption : holding) {
            if (exemption.isExemption()) {
                addAll(
                        ExemptionLimit.class,
                        limit -> limit.provision().equals(exemption.getProvision())
                                && limit.reading().holdsIn(world)
                                && holding.stream()
                                        .anyMatch(other -> other.upon() == exemption.upon()
                                                && other.getProvision().equals(limit.yieldsTo())));
            }
        }
    }
}
