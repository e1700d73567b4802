package guanka.facts;

import java.util.function.Predicate;

/**
 * A fact of the shipment that is known or unknown, with its place in the shipment. Unknown is a value of its own: no
 * method turns it into no, zero or none.
 *
 * @param value   the value, or null where the fact is unknown
 * @param pointer JSON Pointer of the fact in the shipment, for example {@code /lines/0/origin}
 * @param <T>     type of the value
 */
public record Known<T>(T value, String pointer) {

    public static <T> Known<T> unknown(String pointer) {
        return new Known<>(null, pointer);
    }

    public boolean isKnown() {
        return value != null;
    }

    /** Whether the value passes the test; unknown where the fact is. */
    public Truth is(Predicate<? super T> test) {
        return value == null ? Truth.UNKNOWN : Truth.of(test.test(value));
    }
}
