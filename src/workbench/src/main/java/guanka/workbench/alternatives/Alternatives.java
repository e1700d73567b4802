package guanka.workbench.alternatives;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Pointers;
import guanka.engine.decision.Reasons;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Determination.FoundAt;
import guanka.facts.Outcome;
import guanka.facts.ReviewPolicy;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.workbench.timeline.Change;
import guanka.workbench.timeline.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;

/**
 * What would change an answer: the smallest changes of single facts, found from the rows that decide and each decided before
 * it is told. Readings of the law are no facts and are not changed. Safe for any number of threads.
 */
public final class Alternatives {

    /** Decisions for one answer: enough for what the rows of a common shipment ask, and a bound for the others. */
    static final int DECISIONS_MAX = 200;

    private static final int DAYS_MAX = 40;

    private static final Comparator<Alternative> ORDER = Comparator.comparingInt(
                    (Alternative a) -> outcome(a.outcome()).ordinal())
            .thenComparingInt(a -> policy(a.reviewPolicy()))
            .thenComparing(Alternative::fact, Pointers.ORDER)
            .thenComparing(a -> String.valueOf(a.to()));

    private final Decisions decisions;
    private final ShipmentReader reader;
    private final Timeline timeline;
    private final Wanted wanted;
    private final Phrases phrases;

    public Alternatives(Decisions decisions) {
        this.decisions = decisions;
        reader = new ShipmentReader(decisions.ruleset());
        timeline = new Timeline(decisions);
        wanted = new Wanted(decisions.ruleset());
        phrases = new Phrases(decisions, wanted);
    }

    /** What would change the answer for one shipment. */
    public Answer of(Shipment shipment) {
        var search = new Search(shipment, decisions.reasons(shipment));
        search.days();
        for (Candidate candidate : Candidates.of(decisions, wanted, shipment, search.reasons)) {
            search.tried(candidate);
        }
        Determination now = search.reasons.determination();
        List<Alternative> found = new ArrayList<>(search.found.values());
        found.sort(ORDER);
        boolean couldBeMilder = !now.outcome().equals(Outcome.NO_LICENSE_REQUIRED.name());
        return new Answer(now.outcome(), now.reviewPolicy(), found, couldBeMilder && !search.helps, search.left >= 0);
    }

    private static Outcome outcome(String name) {
        return Outcome.valueOf(name);
    }

    /** The place of a policy, no policy before all. */
    private static int policy(String name) {
        return name == null ? -1 : ReviewPolicy.valueOf(name).ordinal();
    }

    private static int policyAtMost(Determination of) {
        return of.reviewPolicyRange() == null
                ? -1
                : policy(of.reviewPolicyRange().atMost());
    }

    /** The search for one shipment, with the decisions that are left to it. */
    private final class Search {

        private final Shipment shipment;
        private final Reasons reasons;
        private final Map<String, Alternative> found = new LinkedHashMap<>();
        private int left = DECISIONS_MAX;
        private boolean helps;

        Search(Shipment shipment, Reasons reasons) {
            this.shipment = shipment;
            this.reasons = reasons;
        }

        /** The next and the previous day of another answer, and the next of a milder one: nobody exports again in the past. */
        void days() {
            NavigableSet<LocalDate> boundaries = timeline.boundaries(shipment);
            LocalDate first = Collections.min(reasons.days());
            LocalDate last = Collections.max(reasons.days());
            search(boundaries.tailSet(last, false).stream().limit(DAYS_MAX).toList(), true);
            search(
                    boundaries.headSet(first, true).descendingSet().stream()
                            .limit(DAYS_MAX)
                            .map(day -> day.minusDays(1))
                            .toList(),
                    false);
        }

        private void search(List<LocalDate> days, boolean later) {
            boolean changed = false;
            for (LocalDate day : days) {
                var candidate = new Candidate(
                        "/exportDate",
                        shipment.exportDate().given(),
                        day.toString(),
                        false,
                        0,
                        Collections.emptySortedMap());
                Determination then = decided(candidate);
                if (then == null) {
                    continue;
                }
                boolean milder = isMilder(then);
                helps |= later && milder;
                if (milder || !changed) {
                    tell(candidate, then);
                    changed = true;
                }
                if (milder || !later) {
                    return;
                }
            }
        }

        void tried(Candidate candidate) {
            Determination then = decided(candidate);
            if (then != null) {
                helps |= isMilder(then);
                tell(candidate, then);
            }
        }

        /** The answer after a change, or null where it is the same or no decision is left. */
        private Determination decided(Candidate candidate) {
            if (left <= 0) {
                left = -1;
                return null;
            }
            left--;
            Determination then;
            try {
                then = decisions.decide(reader.changed(shipment, candidate.fact(), candidate.to()));
            } catch (RefusedShipment impossible) {
                return null;
            }
            Determination now = reasons.determination();
            boolean moves =
                    !then.outcome().equals(now.outcome()) || !Objects.equals(then.reviewPolicy(), now.reviewPolicy());
            // to know at last is worth it even where it only narrows what is possible
            boolean narrows = candidate.from() == null
                    && !(then.range().equals(now.range())
                            && Objects.equals(then.reviewPolicyRange(), now.reviewPolicyRange()));
            return moves || narrows ? then : null;
        }

        /** By outcome, then by review policy, then by the strictest that is left open of either. */
        private boolean isMilder(Determination then) {
            Determination now = reasons.determination();
            int order = outcome(then.outcome()).compareTo(outcome(now.outcome()));
            if (order == 0) {
                order = Integer.compare(policy(then.reviewPolicy()), policy(now.reviewPolicy()));
            }
            if (order == 0) {
                order = outcome(then.range().atMost())
                        .compareTo(outcome(now.range().atMost()));
            }
            if (order == 0) {
                order = Integer.compare(policyAtMost(then), policyAtMost(now));
            }
            return order < 0;
        }

        private void tell(Candidate candidate, Determination then) {
            String key = candidate.fact() + " " + then.outcome() + " " + then.reviewPolicy() + " " + then.range()
                    + then.reviewPolicyRange()
                    + (candidate.fact().equals("/exportDate") ? candidate.to() : candidate.to() == null);
            Alternative known = found.get(key);
            if (known == null) {
                found.put(key, alternative(candidate, then));
            } else if (candidate.choice()) {
                List<Object> alike = new ArrayList<>(known.alike() == null ? List.of() : known.alike());
                alike.add(candidate.to());
                found.put(key, known.with(alike));
            }
        }

        private Alternative alternative(Candidate candidate, Determination then) {
            List<Change> changes = Change.between(reasons.determination(), then);
            List<String> provisions =
                    changes.stream().map(Change::provision).distinct().toList();
            Source asking = candidate.row(provisions);
            return new Alternative(
                    candidate.fact(),
                    candidate.from(),
                    candidate.to(),
                    null,
                    then.outcome(),
                    then.reviewPolicy(),
                    then.range(),
                    then.reviewPolicyRange(),
                    isMilder(then),
                    provisions,
                    asking == null ? row(candidate, changes, then) : asking,
                    phrases.of(candidate, then, shipment));
        }

        /** The row by which the first provision that moves is found to apply, or no longer to. */
        private Source row(Candidate candidate, List<Change> changes, Determination then) {
            if (candidate.fact().equals("/exportDate")) {
                Source dated = changes.stream()
                        .map(c -> wanted.dated(c.row()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
                if (dated != null) {
                    return dated;
                }
            }
            for (Change change : changes) {
                for (Determination one : List.of(then, reasons.determination())) {
                    FoundAt at = one.findings().stream()
                            .filter(f ->
                                    f.provision().equals(change.provision()) && Objects.equals(f.line(), change.line()))
                            .map(Determination.FindingAnswer::source)
                            .findFirst()
                            .orElse(null);
                    if (at != null) {
                        return new Source(at.file(), at.sheet(), at.row(), at.key());
                    }
                }
            }
            return null;
        }
    }
}
