package guanka.engine.items;

import guanka.facts.Bounds;
import java.math.BigDecimal;

/**
 * Where a quotient of exact decimals can lie. Ends are kept as quotients and compared by multiplying across: nothing is ever
 * rounded.
 *
 * @param least lower end
 * @param most  upper end, or null where there is none
 */
record Interval(End least, End most) {

    /** One end: a quotient, and whether it is itself left out. */
    record End(BigDecimal over, BigDecimal under, boolean open) {

        static End of(BigDecimal value) {
            return new End(value, BigDecimal.ONE, false);
        }

        int against(BigDecimal value) {
            return over.compareTo(value.multiply(under));
        }

        int against(End other) {
            return over.multiply(other.under).compareTo(other.over.multiply(under));
        }
    }

    /** A limit between two cells of an axis, and whether its value belongs to the cell above it. */
    record Cut(BigDecimal value, boolean above) implements Comparable<Cut> {

        @Override
        public int compareTo(Cut other) {
            int order = value.compareTo(other.value);
            return order != 0 ? order : Boolean.compare(other.above, above);
        }
    }

    static final Interval ANYWHERE = new Interval(End.of(BigDecimal.ZERO), null);
    static final Interval NOTHING = new Interval(End.of(BigDecimal.ZERO), End.of(BigDecimal.ZERO));

    static Interval of(Bounds bounds) {
        return bounds == null
                ? ANYWHERE
                : new Interval(End.of(bounds.least()), bounds.atMost() == null ? null : End.of(bounds.atMost()));
    }

    /** The quotient of two figures that are not negative. */
    static Interval quotient(Interval over, Bounds under) {
        BigDecimal least = under == null ? BigDecimal.ZERO : under.least();
        BigDecimal most = under == null ? null : under.atMost();
        End low = most == null || most.signum() == 0
                ? End.of(BigDecimal.ZERO)
                : new End(over.least.over, over.least.under.multiply(most), over.least.open);
        End high = over.most == null
                ? null
                : over.most.over.signum() == 0
                        ? End.of(BigDecimal.ZERO)
                        : least.signum() == 0
                                ? null
                                : new End(over.most.over, over.most.under.multiply(least), over.most.open);
        return new Interval(low, high);
    }

    /** What both leave open; null where that is nothing. */
    Interval and(Interval other) {
        End low = least.against(other.least) > 0 || least.against(other.least) == 0 && least.open ? least : other.least;
        End high = most == null || other.most == null
                ? most == null ? other.most : most
                : most.against(other.most) < 0 || most.against(other.most) == 0 && most.open ? most : other.most;
        int order = high == null ? -1 : low.against(high);
        return order < 0 || order == 0 && !low.open && !high.open ? new Interval(low, high) : null;
    }

    /** The smallest interval that holds both. */
    Interval hull(Interval other) {
        End low = least.against(other.least) <= 0 ? least : other.least;
        End high = most == null || other.most == null ? null : most.against(other.most) >= 0 ? most : other.most;
        return new Interval(low, high);
    }

    boolean isExact() {
        return most != null && least.against(most) == 0;
    }

    /** The part of it between two cuts, either of which may be null; null where that is nothing. */
    Interval between(Cut lower, Cut upper) {
        return and(new Interval(
                lower == null ? End.of(BigDecimal.ZERO) : new End(lower.value, BigDecimal.ONE, !lower.above),
                upper == null ? null : new End(upper.value, BigDecimal.ONE, upper.above)));
    }
}
