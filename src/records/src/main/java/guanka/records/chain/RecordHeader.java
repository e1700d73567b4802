package guanka.records.chain;

/**
 * The hashed header of a record: digests of all its contents, and the hash of the record before it.
 *
 * @param sequence       place in the chain, from 1
 * @param id             of the record
 * @param kind           of the record
 * @param at             instant with nine decimals, in UTC
 * @param actor          who caused it
 * @param idempotencyKey null: none
 * @param ruleset        digest of the ruleset, null: none
 * @param rulesetVersion null: none
 * @param factsDigest    null: the kind has none
 * @param answerDigest   of the answer, or of the event
 * @param termsDigest    null: the kind has none
 * @param previous       hash of the record before, 64 zeros for the first
 */
public record RecordHeader(
        long sequence,
        String id,
        String kind,
        String at,
        String actor,
        String idempotencyKey,
        String ruleset,
        String rulesetVersion,
        String factsDigest,
        String answerDigest,
        String termsDigest,
        String previous) {

    /** In place of a hash before the first record. */
    public static final String NOTHING = "0".repeat(64);

    /** The canonical line, without a line feed; its SHA-256 is the hash of the record. */
    public String line() {
        return new JsonText()
                .add("sequence", sequence)
                .add("id", id)
                .add("kind", kind)
                .add("at", at)
                .add("actor", actor)
                .add("idempotencyKey", idempotencyKey)
                .add("ruleset", ruleset)
                .add("rulesetVersion", rulesetVersion)
                .add("factsDigest", factsDigest)
                .add("answerDigest", answerDigest)
                .add("termsDigest", termsDigest)
                .add("previous", previous)
                .toString();
    }
}
