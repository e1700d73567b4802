package guanka.engine.decision;

import guanka.facts.Outcome;
import guanka.facts.ReviewPolicy;
import java.util.Objects;

/**
 * An outcome as an interval, with the review policy of each end.
 *
 * @param atLeast       what is required in any case
 * @param atMost        what cannot be ruled out
 * @param policyAtLeast the strictest policy that certainly applies, or null where no license is certainly required
 * @param policyAtMost  the strictest policy that cannot be ruled out, or null where no license can be required
 */
record Verdict(Outcome atLeast, Outcome atMost, ReviewPolicy policyAtLeast, ReviewPolicy policyAtMost) {

    static final Verdict FREE = new Verdict(Outcome.NO_LICENSE_REQUIRED, Outcome.NO_LICENSE_REQUIRED, null, null);

    /** Strictest wins, at both ends. */
    Verdict and(Verdict other) {
        if (this == FREE || other == FREE) {
            return this == FREE ? other : this;
        }
        return new Verdict(
                Outcome.stricter(atLeast, other.atLeast),
                Outcome.stricter(atMost, other.atMost),
                ReviewPolicy.stricter(policyAtLeast, other.policyAtLeast),
                ReviewPolicy.stricter(policyAtMost, other.policyAtMost));
    }

    /** The same where it is not certain that anything is required. */
    Verdict orNothing() {
        return new Verdict(Outcome.NO_LICENSE_REQUIRED, atMost, null, policyAtMost);
    }

    /** The same where another may stand in its place: the milder of what is required in any case. */
    Verdict orInstead(Verdict other) {
        Outcome least = Outcome.milder(atLeast, other.atLeast);
        ReviewPolicy policy = null;
        if (least == Outcome.LICENSE_REQUIRED) {
            policy = policyAtLeast == null || other.policyAtLeast == null
                    ? ReviewPolicy.stricter(policyAtLeast, other.policyAtLeast)
                    : policyAtLeast.compareTo(other.policyAtLeast) <= 0 ? policyAtLeast : other.policyAtLeast;
        }
        return new Verdict(least, atMost, policy, policyAtMost);
    }

    /** Whether what this contributes could make the verdict of its line stricter, or its review policy. */
    boolean mayMove(Verdict line) {
        return atMost.compareTo(line.atLeast) > 0 || mayMovePolicy(line);
    }

    boolean mayMovePolicy(Verdict line) {
        return policyAtMost != null
                && line.atLeast != Outcome.PROHIBITED
                && (line.policyAtLeast == null || policyAtMost.compareTo(line.policyAtLeast) > 0);
    }

    /** Whether what cannot be ruled out here is as strict as what another contributes. */
    boolean reachesAsFarAs(Verdict other) {
        return atMost.compareTo(other.atMost) >= 0
                && (other.policyAtMost == null
                        || policyAtMost != null && policyAtMost.compareTo(other.policyAtMost) >= 0);
    }

    Outcome outcome() {
        return atLeast.compareTo(Outcome.LICENSE_REQUIRED) >= 0 || atLeast == atMost ? atLeast : Outcome.UNDETERMINED;
    }

    /** The policy that certainly applies; a policy goes with a license alone. */
    ReviewPolicy reviewPolicy() {
        return outcome() == Outcome.LICENSE_REQUIRED ? policyAtLeast : null;
    }

    boolean tellsApart(Verdict other) {
        return outcome() != other.outcome() || !Objects.equals(reviewPolicy(), other.reviewPolicy());
    }
}
