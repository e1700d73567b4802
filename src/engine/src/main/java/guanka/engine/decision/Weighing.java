package guanka.engine.decision;

import guanka.facts.Effect;
import guanka.facts.Finding;
import guanka.facts.Guard;
import guanka.facts.Outcome;
import guanka.facts.ReviewPolicy;
import guanka.facts.Truth;
import guanka.facts.Validity.State;
import guanka.facts.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Weighs the findings of one jurisdiction in one world: for each line the strictest of what certainly applies, less the
 * exemptions that may hold, up to the strictest of what may apply, less the exemptions that certainly hold.
 */
final class Weighing {

    /** A provision before which an exemption gives way, under a guard. */
    record Limit(String yieldsTo, Guard reading) {}

    private final World world;
    private final Map<String, List<Limit>> limits;
    private final Map<Finding, Truth> holds;
    private final Map<String, Boolean> beyondExceptions = new HashMap<>();
    private final Map<Finding, List<Finding>> upon;
    private final List<Finding> requirements = new ArrayList<>();

    Weighing(
            Collection<Finding> findings,
            Map<Finding, List<Finding>> upon,
            Map<String, List<Limit>> limits,
            World world) {
        this.world = world;
        this.limits = limits;
        this.upon = upon;
        holds = new IdentityHashMap<>(findings.size());
        for (Finding finding : findings) {
            if (finding.upon() == null && finding.isRequirement()) {
                requirements.add(finding);
            }
        }
    }

    /** Verdict of each line; lines without a finding are free. */
    Map<String, Verdict> lines(List<String> lineIds) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        lineIds.forEach(id -> verdicts.put(id, Verdict.FREE));
        for (Finding requirement : requirements) {
            Verdict one = of(requirement);
            if (one != Verdict.FREE) {
                if (requirement.getLine() == null) {
                    verdicts.replaceAll((id, verdict) -> verdict.and(one));
                } else {
                    verdicts.computeIfPresent(requirement.getLine(), (id, verdict) -> verdict.and(one));
                }
            }
        }
        return verdicts;
    }

    /** Whether a line certainly needs what no exception can lift: then none is worth claiming for the rest. */
    boolean isBeyondExceptions(String line) {
        return beyondExceptions.computeIfAbsent(line, this::needsWhatNoneLifts);
    }

    private boolean needsWhatNoneLifts(String line) {
        for (Finding requirement : requirements) {
            if ((requirement.getLine() == null || requirement.getLine().equals(line))
                    && inForce(requirement) == Truth.TRUE
                    && upon(requirement).stream().noneMatch(this::mayLift)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayLift(Finding finding) {
        return finding.getEffect() == Effect.EXCEPTION_AVAILABLE
                || finding.isExemption() && exempts(finding).possible();
    }

    /** Findings that stand upon a requirement. */
    List<Finding> upon(Finding requirement) {
        return upon.getOrDefault(requirement, List.of());
    }

    List<Finding> requirements() {
        return requirements;
    }

    /** What one requirement contributes, with the exemptions from it and the review policies upon it. */
    Verdict of(Finding requirement) {
        Truth truth = inForce(requirement);
        if (truth == Truth.FALSE) {
            return Verdict.FREE;
        }
        Verdict verdict = ifItApplies(requirement, lifted(requirement));
        if (truth == Truth.UNKNOWN) {
            return verdict.orNothing();
        }
        for (Finding other : mayGiveWayTo(requirement)) {
            verdict = verdict.orInstead(ifItApplies(other, Truth.FALSE));
        }
        return verdict;
    }

    /** What a requirement contributes if it applies, whether or not that is certain, and is lifted or not. */
    private Verdict ifItApplies(Finding requirement, Truth lifted) {
        Outcome effect = Outcome.valueOf(requirement.getEffect().name());
        ReviewPolicy sure = requirement.reviewPolicy();
        ReviewPolicy open = sure;
        for (Finding finding : upon.getOrDefault(requirement, List.of())) {
            if (!finding.isExemption() && finding.reviewPolicy() != null) {
                Truth applies = inForce(finding, finding.ownTruth(world));
                if (applies.possible()) {
                    open = ReviewPolicy.stricter(open, finding.reviewPolicy());
                }
                if (applies == Truth.TRUE) {
                    sure = ReviewPolicy.stricter(sure, finding.reviewPolicy());
                }
            }
        }
        Outcome atLeast = lifted.possible() ? Outcome.EXEMPT : effect;
        Outcome atMost = lifted == Truth.TRUE ? Outcome.EXEMPT : effect;
        return new Verdict(
                atLeast,
                atMost,
                atLeast == Outcome.LICENSE_REQUIRED ? sure : null,
                atMost == Outcome.LICENSE_REQUIRED ? open : null);
    }

    /** The requirements of listed items before which one that is meant for unlisted items gives way if they apply, which is not known. */
    List<Finding> mayGiveWayTo(Finding requirement) {
        return requirement.isOnlyUnlisted()
                ? requirements.stream()
                        .filter(other -> isOfListedItem(other, requirement.getLine()) && asks(other) == Truth.UNKNOWN)
                        .toList()
                : List.of();
    }

    /** Truth of a finding that is in force; false where it is not. */
    Truth inForce(Finding finding) {
        Truth known = holds.get(finding);
        if (known == null) {
            known = inForce(finding, finding.truth(world));
            if (known.possible() && finding.isOnlyUnlisted() && isListed(finding.getLine())) {
                known = Truth.FALSE;
            }
            holds.put(finding, known);
        }
        return known;
    }

    private Truth inForce(Finding finding, Truth truth) {
        return truth.possible() && finding.standing(world).state() == State.IN_FORCE ? truth : Truth.FALSE;
    }

    /** Whether a line certainly needs a license as an item of a list: what is meant for unlisted items gives way. */
    private boolean isListed(String line) {
        return requirements.stream().anyMatch(other -> isOfListedItem(other, line) && asks(other) == Truth.TRUE);
    }

    /** Whether a requirement is in force and nothing lifts it. */
    private Truth asks(Finding requirement) {
        return inForce(requirement).and(lifted(requirement).not());
    }

    /** Whether some exemption lifts a requirement if that applies. */
    private Truth lifted(Finding requirement) {
        Truth lifted = Truth.FALSE;
        for (Finding finding : upon(requirement)) {
            if (finding.isExemption()) {
                lifted = lifted.or(lifts(finding));
            }
        }
        return lifted;
    }

    private static boolean isOfListedItem(Finding requirement, String line) {
        return requirement.item() != null
                && !requirement.isOnlyUnlisted()
                && Objects.equals(requirement.getLine(), line);
    }

    /** Whether an exemption holds, against the provisions before which it gives way. */
    Truth exempts(Finding exemption) {
        return inForce(exemption).and(lifts(exemption));
    }

    /** Whether an exemption lifts what it stands upon if that applies: an open requirement leaves a sure exemption sure. */
    private Truth lifts(Finding exemption) {
        Truth truth = inForce(exemption, exemption.ownTruth(world));
        for (Finding stronger : strongerThan(exemption)) {
            truth = truth.and(inForce(stronger, stronger.ownTruth(world)).not());
        }
        return truth;
    }

    /** The findings of the provisions before which an exemption gives way in this world. */
    List<Finding> strongerThan(Finding exemption) {
        List<Finding> stronger = new ArrayList<>();
        for (Limit limit : limits.getOrDefault(exemption.getProvision(), List.of())) {
            if (limit.reading().holdsIn(world)) {
                for (Finding other : upon.getOrDefault(exemption.upon(), List.of())) {
                    if (other.getProvision().equals(limit.yieldsTo()) && other.reviewPolicy() != null) {
                        stronger.add(other);
                    }
                }
            }
        }
        return stronger;
    }
}
