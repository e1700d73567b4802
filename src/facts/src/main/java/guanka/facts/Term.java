package guanka.facts;

/**
 * A term of a regulation, decided once for the rules and measures that use it.
 *
 * @param code code of the term, of vocabulary {@code terms}
 * @param line the line of which it is decided, or null for the whole shipment
 */
public record Term(String code, Line line, Condition condition, Source row) {

    /** The term of a measure that asks for none. */
    public static final String ANYTHING = "ANY";

    /** Met by whatever it is asked of. */
    public static final Term ANY = new Term(ANYTHING, null, null, null);

    public Term(String code, Condition condition) {
        this(code, null, condition, null);
    }

    /** Whether some reading may make it hold. */
    public boolean isPossible() {
        return condition == null || !condition.ruledOut();
    }

    boolean isAnything() {
        return condition == null;
    }

    /** Whether it is decided of a line: of this line, or of the shipment as a whole. */
    public boolean concerns(Line of) {
        return line == null || of == null || line == of;
    }
}
