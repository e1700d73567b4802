package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Rows;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.ShareRow;
import guanka.workbench.impact.Answer;
import guanka.workbench.impact.Selection;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks, for each changed threshold and day, what the base and the draft answer just under, at and just over it: in the case that
 * the row, or one like it, decides, with one fact moved. Of several such cases the first is told in which an answer turns.
 */
final class Boundaries {

    private static final int LIMITS_ASKED = 60;
    private static final int CASES_TRIED = 60;

    /** Beyond so many probes the first case of a limit must do. */
    private static final int PROBES = 2_000;

    private static final int TURNS = 2;

    private final Decisions draft;
    private final Decisions base;
    private final Selection selection;
    private final Map<Case, Verdict> cases;
    private final ShipmentReader reader;
    private final Map<Case, Shipment> shipments = new HashMap<>();
    private int probes;

    Boundaries(Decisions draft, Decisions base, Selection selection, CaseChecks cases) {
        this.draft = draft;
        this.base = base;
        this.selection = selection;
        this.cases = cases.verdicts();
        reader = new ShipmentReader(draft.ruleset());
    }

    List<Boundary> all() {
        return selection.pairs().stream()
                .sorted(Comparator.comparing(Selection.Pair::change))
                .flatMap(pair -> Limit.of(pair.change(), pair.base(), pair.draft()).stream())
                .limit(LIMITS_ASKED)
                .flatMap(limit -> asked(limit).stream())
                .toList();
    }

    private List<Boundary> asked(Limit limit) {
        List<Boundary> best = List.of();
        int interest = -1;
        for (Case one : near(limit)) {
            for (Probe probe : Probe.of(shipments.get(one), limit, draft, reader)) {
                List<Boundary> answers = answers(limit, one, probe);
                int more = interest(answers);
                if (more > interest) {
                    best = answers;
                    interest = more;
                }
                probes++;
                if (interest == TURNS || probes > PROBES) {
                    return best;
                }
            }
        }
        return best;
    }

    private List<Boundary> answers(Limit limit, Case one, Probe probe) {
        List<Boundary> answers = new ArrayList<>(3);
        limit.around().forEach((position, value) -> {
            if (Probe.isPossible(limit, value)) {
                Shipment moved;
                try {
                    moved = probe.move().apply(value);
                } catch (RefusedShipment impossible) {
                    return;
                }
                Answer before = Answer.of(moved, base);
                Answer after = Answer.of(moved, draft);
                answers.add(new Boundary(
                        Place.of(Rows.source(limit.row()), limit.header(), draft.ruleset()),
                        limit.header(),
                        limit.text(),
                        position,
                        probe.fact(),
                        value instanceof BigDecimal number ? number.toPlainString() : value.toString(),
                        one.id(),
                        before.side(),
                        after.side(),
                        !before.side().equals(after.side())));
            }
        });
        return answers;
    }

    /** Most where an answer turns at the limit, less where the two rulesets differ all along it. */
    private static int interest(List<Boundary> answers) {
        boolean turns = answers.stream()
                .anyMatch(a -> !a.base().equals(answers.get(0).base())
                        || !a.draft().equals(answers.get(0).draft()));
        return turns ? TURNS : answers.stream().anyMatch(Boundary::differs) ? 1 : 0;
    }

    /** Cases that the row decides, then those that rows like it decide, nearest first. */
    private List<Case> near(Limit limit) {
        Source source = Rows.source(limit.row());
        Set<Source> alike = alike(limit.row());
        Set<String> provisions = provisions(limit.row());
        List<Case> exact = new ArrayList<>();
        List<Case> near = new ArrayList<>();
        cases.forEach((one, verdict) -> {
            if (verdict.trace() == null) {
                return;
            }
            Set<Source> rows = verdict.trace().rows();
            if (rows.contains(source)) {
                exact.add(one);
            } else if (rows.stream().anyMatch(alike::contains)
                    || verdict.trace().determination().findings().stream()
                            .anyMatch(finding -> provisions.contains(finding.provision()))) {
                near.add(one);
            }
        });
        exact.addAll(near);
        List<Case> tried = exact.stream().limit(CASES_TRIED).toList();
        tried.forEach(one -> shipments.computeIfAbsent(one, this::read));
        return tried.stream().filter(one -> shipments.get(one) != null).toList();
    }

    private Shipment read(Case one) {
        try {
            return reader.read(one.shipment());
        } catch (RefusedShipment refused) {
            return null;
        }
    }

    /** Rows of the draft through which a shipment comes near the row: entries of the same list, entries of the same pause. */
    private Set<Source> alike(Object row) {
        Set<Source> alike = new HashSet<>();
        for (ListEntry entry : draft.ruleset().rows(ListEntry.class)) {
            if (row instanceof ListEntry one && one.list().equals(entry.list())
                    || row instanceof Pause pause && pause.pause().equals(entry.pause())) {
                alike.add(entry.source());
            }
        }
        return alike;
    }

    private Set<String> provisions(Object row) {
        Set<String> provisions = new HashSet<>();
        if (row instanceof ShareRow share) {
            provisions.add(share.provision());
        } else if (row instanceof OwnershipRow owned) {
            provisions.add(owned.provision());
        } else if (row instanceof EndUseRow use) {
            provisions.add(use.provision());
        } else if (row instanceof ComputingLimit figures) {
            provisions.add(figures.provision());
        } else if (row instanceof CalendarRow days) {
            for (Provision provision : draft.ruleset().rows(Provision.class)) {
                if (days.provisions().contains(provision.key())
                        || draft.calendar().rowsOf(provision.key()).stream()
                                .anyMatch(other -> other.provisions().stream().anyMatch(days.provisions()::contains))) {
                    provisions.add(provision.key());
                }
            }
        }
        return provisions;
    }
}
