package guanka.tables;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the cells of a workbook were checked against.
 *
 * @param values   by address the values to which cells may refer; null where they are not known
 * @param readings all readings of the questions, in each of which calendars must be whole
 */
record References(Map<String, Set<String>> values, Set<String> readings) {

    /** Whether cells that fit these references fit others too: nothing is gone to which one may refer, and calendars are read alike. */
    boolean holdIn(References others) {
        return Objects.equals(readings, others.readings)
                && values.entrySet().stream().allMatch(one -> isKept(one.getValue(), others.values.get(one.getKey())));
    }

    private static boolean isKept(Set<String> values, Set<String> there) {
        return values != null && there != null && there.containsAll(values);
    }
}
