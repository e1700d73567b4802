package guanka.facts;

import java.util.List;

/**
 * A term of a regulation, decided once for the rules and measures that use it.
 *
 * @param code code of the term, of vocabulary {@code terms}
 * @param line the line of which it is decided, or null for the whole shipment
 * @param ways the terms of this code and line that it stands for, any of which meets it; empty where one rule decided it
 */
public record Term(String code, Line line, Condition condition, Source row, List<Term> ways) {

    /** The term of a measure that asks for none. */
    public static final String ANYTHING = "ANY";

    /** Met by whatever it is asked of. */
    public static final Term ANY = new Term(ANYTHING, null, null, null);

    public Term(String code, Line line, Condition condition, Source row) {
        this(code, line, condition, row, List.of());
    }

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
