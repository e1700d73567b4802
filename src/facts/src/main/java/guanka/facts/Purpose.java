package guanka.facts;

/**
 * An end use that triggers a provision, as far as the shipment serves it or may.
 *
 * @param of          the provision whose rows of End uses name it, or {@code NONE} for rules that ask for no end use
 * @param exclusively whether the shipment serves such end uses and none that may not stand beside them
 */
public record Purpose(String of, boolean exclusively, Condition condition, Source row) {

    /** What a measure names that asks for no end use. */
    public static final String NO_PURPOSE = "NONE";

    public static final Purpose ANY = new Purpose(NO_PURPOSE, false, null, null);
    public static final Purpose ANY_ALONE = new Purpose(NO_PURPOSE, true, null, null);

    /** Whether no end use is asked for. */
    public boolean isAnything() {
        return condition == null;
    }
}
