package guanka.records;

/** What remains of an answer once the facts that it quotes are erased. */
public interface Redaction {

    /** Leaves answers as they are. */
    Redaction NONE = (facts, answer) -> answer;

    /**
     * The answer without what it quotes.
     *
     * @param facts  the shipment that is erased
     * @param answer as it was given
     * @return the same array where nothing is quoted
     */
    byte[] without(byte[] facts, byte[] answer);
}
