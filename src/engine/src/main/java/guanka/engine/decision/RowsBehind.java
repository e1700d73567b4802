package guanka.engine.decision;

import guanka.engine.items.Composition;
import guanka.engine.items.ItemLists;
import guanka.engine.items.ValueShares;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Condition;
import guanka.facts.Determination;
import guanka.facts.Finding;
import guanka.facts.HeldByListed;
import guanka.facts.Line;
import guanka.facts.Participant;
import guanka.facts.Parties;
import guanka.facts.Party;
import guanka.facts.Recipient;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.TieToListed;
import guanka.facts.World;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.ExemptionLimit;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.RoleRow;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TerritoryRow;
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

    private final Ruleset ruleset;
    private final ValueShares shares;
    private final ItemLists items;
    private final Shipment shipment;
    private final World world;
    private final Set<Source> rows = new TreeSet<>(BY_PLACE);

    RowsBehind(Ruleset ruleset, ValueShares shares, ItemLists items, Shipment shipment, World world) {
        this.ruleset = ruleset;
        this.shares = shares;
        this.items = items;
        this.shipment = shipment;
        this.world = world;
    }

    Set<Source> of(Determination determination, Collection<Finding> findings, Collection<SessionPool.Firing> firings) {
        Map<Object, SessionPool.Firing> madeBy = new IdentityHashMap<>();
        firings.forEach(firing -> firing.inserted().forEach(fact -> madeBy.put(fact, firing)));
        List<Finding> holding =
                findings.stream().filter(f -> f.truth(world).possible()).toList();
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
        ruleset.rows(type).stream().filter(wanted).map(Rows::source).forEach(rows::add);
    }

    private void conditions(Condition whole, Finding finding) {
        add(whole.row());
        for (Condition condition : whole.deciding(world)) {
            add(condition.row());
            if (condition.row() != null && condition.in(world).truth().possible()) {
                Object country = condition.in(world).actual();
                addAll(
                        TerritoryRow.class,
                        row -> row.territory().equals(condition.wanted())
                                && row.country().equals(country)
                                && row.reading().holdsIn(world));
                ruleset.rows(ShareRow.class).stream()
                        .filter(row -> row.source().equals(condition.row()))
                        .forEach(row -> numerators(row.provision(), finding));
            }
        }
    }

    private void numerators(String provision, Finding finding) {
        for (Line line : shipment.lines()) {
            if (line.id().equals(finding.getLine())) {
                shares.numeratorsMet(line, new Composition(line, items), provision, world).stream()
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
                }
            }
        }
    }

    private void fact(Object fact) {
        if (fact.getClass().getPackage().equals(RoleRow.class.getPackage())) {
            add(Rows.source(fact));
        } else if (fact instanceof HeldByListed held) {
            counting(held.provision(), held.list());
        } else if (fact instanceof TieToListed tie) {
            counting(tie.provision(), tie.list());
        } else if (fact instanceof Recipient recipient) {
            roles(Standings.RECIPIENT, recipient.party());
        } else if (fact instanceof Participant participant) {
            roles(Standings.PARTICIPANT, participant.party());
        } else if (fact instanceof Parties) {
            for (Party party : shipment.parties()) {
                roles(Standings.RECIPIENT, party.id());
                roles(Standings.EXPORTER, party.id());
            }
        }
    }

    private void counting(String provision, String list) {
        addAll(
                CountingList.class,
                row -> row.provision().equals(provision) && row.list().equals(list));
    }

    private void roles(String group, String id) {
        if (id.equals(Standings.NOT_NAMED)) {
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
            if (Weighing.isExemption(exemption)) {
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
