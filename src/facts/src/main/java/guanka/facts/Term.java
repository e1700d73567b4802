package guanka.facts;

/**
 * A term of a regulation, decided once for the rules that use it.
 *
 * @param line the line of which it is decided, or null for the whole shipment
 */
public record Term(String name, Line line, Condition condition, Source row) {

    public Term(String name, Condition condition) {
        this(name, null, condition, null);
    }

    /** Whether some reading may make it hold. */
    public boolean isPossible() {
        return !condition.ruledOut();
    }
}
