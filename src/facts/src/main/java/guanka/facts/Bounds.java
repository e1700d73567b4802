package guanka.facts;

import java.math.BigDecimal;

/**
 * A figure that a caller gives: exact, or known to lie between two ends, both included.
 *
 * @param atLeast lower end; null where nothing is said of it, which for a figure that cannot be negative is zero
 * @param atMost  upper end; null where there is none
 */
public record Bounds(BigDecimal atLeast, BigDecimal atMost) {

    /** A figure of which nothing is known. */
    public static final Bounds UNKNOWN = new Bounds(null, null);

    public static Bounds exactly(BigDecimal figure) {
        return new Bounds(figure, figure);
    }

    public boolean isExact() {
        return atLeast != null && atMost != null && atLeast.compareTo(atMost) == 0;
    }

    /** The lower end; zero where none is given. */
    public BigDecimal least() {
        return atLeast == null ? BigDecimal.ZERO : atLeast;
    }
}
