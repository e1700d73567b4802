package guanka.workbench.imports;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A shareholding in percent, as exactly as a source states it: a number or a range.
 *
 * @param least     lower bound, null where the source states none
 * @param openBelow whether the lower bound is exclusive
 * @param most      upper bound, null where the source states none
 * @param openAbove whether the upper bound is exclusive
 */
record Share(BigDecimal least, boolean openBelow, BigDecimal most, boolean openAbove) {

    static final Share UNKNOWN = new Share(null, false, null, false);

    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final int DIGITS = 40;

    static Share exactly(BigDecimal percent) {
        return new Share(percent, false, percent, false);
    }

    boolean isExact() {
        return least != null && most != null && least.compareTo(most) == 0 && !openBelow && !openAbove;
    }

    /** Whether both bounds lie from 0 to 100, in order, and the range is not empty. */
    boolean isSound() {
        if (!sound(least) || !sound(most)) {
            return false;
        }
        int order = least == null || most == null ? -1 : least.compareTo(most);
        return order < 0 || order == 0 && !openBelow && !openAbove;
    }

    private static boolean sound(BigDecimal end) {
        return end == null
                || end.precision() <= DIGITS
                        && Math.abs((long) end.scale()) <= DIGITS
                        && end.signum() >= 0
                        && end.compareTo(ALL) <= 0;
    }

    /** Whether an exact share lies within this one. */
    boolean allows(Share exact) {
        int above = least == null ? 1 : exact.least.compareTo(least);
        int below = most == null ? -1 : exact.least.compareTo(most);
        return (above > 0 || above == 0 && !openBelow) && (below < 0 || below == 0 && !openAbove);
    }

    boolean sameAs(Share other) {
        return same(least, other.least)
                && same(most, other.most)
                && openBelow == other.openBelow
                && openAbove == other.openAbove;
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return Objects.equals(one, other) || one != null && other != null && one.compareTo(other) == 0;
    }
}
