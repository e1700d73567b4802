package guanka.cli.records;

/**
 * A record as it is in a file, not verified yet.
 *
 * @param hash    of the record, according to the file
 * @param terms   JSON, null: none
 * @param parties JSON, null: none or erased
 * @param facts   null: none or erased
 */
record ClaimedRecord(
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
        String previous,
        String hash,
        String terms,
        String parties,
        byte[] facts,
        byte[] answer) {

    boolean isDetermination() {
        return "DETERMINATION".equals(kind);
    }

    /** The line that is hashed. */
    String header() {
        var line = new StringBuilder(600);
        line.append("{\"sequence\":").append(sequence);
        property(line, "id", id);
        property(line, "kind", kind);
        property(line, "at", at);
        property(line, "actor", actor);
        property(line, "idempotencyKey", idempotencyKey);
        property(line, "ruleset", ruleset);
        property(line, "rulesetVersion", rulesetVersion);
        property(line, "factsDigest", factsDigest);
        property(line, "answerDigest", answerDigest);
        property(line, "termsDigest", termsDigest);
        property(line, "previous", previous);
        return line.append('}').toString();
    }

    private static void property(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":").append(CanonicalText.quoted(value));
    }
}
