package guanka.engine.decision;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the work of a thread may cost: time, and facts that rules make of one shipment or, where it is large, hold joined. Nobody else can
 * stop a decision that is under way, so it asks here as it goes, and ends with {@link OverBudget}.
 */
public final class Budget {

    /** Rarely enough to cost nothing, often enough to end within milliseconds. */
    private static final int STEPS = 64;

    private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

    private final Limits limits;
    private final BooleanSupplier gone;
    private final long end;
    private int steps;
    private int facts;
    private int pairs;
    private int matches;

    private Budget(Limits limits, BooleanSupplier gone) {
        this.limits = limits;
        this.gone = gone;
        end = System.nanoTime() + limits.time().toNanos();
    }

    /**
     * The limits of some work.
     *
     * @param time  how long it may take
     * @param facts how many facts rules may make of one shipment under the law of one jurisdiction; where it gives many, what they join
     *              and have not told yet counts too
     */
    public record Limits(Duration time, int facts) {

        /** For programs that set none: more than any shipment within the limits of the contract needs. */
        public static final Limits DEFAULT = new Limits(Duration.ofMinutes(1), 2_000_000);
    }

    /**
     * Does some work within limits; decisions in it share them.
     *
     * @param gone whether whoever asked for the work has gone, so that it need not be ended
     * @throws OverBudget where it costs more
     */
    public static <T> T within(Limits limits, BooleanSupplier gone, Supplier<T> work) {
        Budget before = CURRENT.get();
        CURRENT.set(new Budget(limits, gone));
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** The budget under which this thread works; the default one where nobody set one. */
    static <T> T ofThisThread(Supplier<T> work) {
        return CURRENT.get() != null ? work.get() : within(Limits.DEFAULT, () -> false, work);
    }

    static Budget current() {
        return CURRENT.get();
    }

    /** Goes on unless the budget of this thread is spent. */
    static void step() {
        Budget budget = CURRENT.get();
        if (budget != null && ++budget.steps % STEPS == 0) {
            budget.check();
        }
    }

    /** Goes on unless the budget of this thread is spent; looks every time, for steps that are few and may be long. */
    static void look() {
        Budget budget = CURRENT.get();
        if (budget != null) {
            budget.check();
        }
    }

    /** The facts of another shipment begin. */
    void begin() {
        facts = 0;
        pairs = 0;
        matches = 0;
    }

    /** One more fact is made. */
    void oneMore() {
        facts++;
        counted();
    }

    /** One more pair of a measure and a finding is joined. */
    void paired() {
        pairs++;
        counted();
    }

    /** A rule will tell what follows from some facts; what was joined for it is all there by now. */
    void matched() {
        pairs = 0;
        matches++;
        counted();
    }

    /** A rule tells what follows, or nothing does any more. */
    void told() {
        matches--;
    }

    private void counted() {
        if (isOverFacts() || ++steps % STEPS == 0) {
            check();
        }
    }

    private boolean isOverFacts() {
        return facts + Math.max(pairs, matches) > limits.facts();
    }

    /** @throws OverBudget where the budget is spent */
    void check() {
        if (isOverFacts()) {
            throw new OverBudget(
                    OverBudget.What.FACTS, "the rules make or join more than " + limits.facts() + " facts of it");
        }
        if (System.nanoTime() >= end) {
            throw new OverBudget(
                    OverBudget.What.TIME,
                    "it takes longer than " + limits.time().toMillis() + " ms");
        }
        if (gone.getAsBoolean()) {
            throw new OverBudget(OverBudget.What.CALLER_GONE, "the caller has gone");
        }
    }
}
