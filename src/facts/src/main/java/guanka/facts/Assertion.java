package guanka.facts;

/**
 * What the caller has found out about a provision that the ruleset knows and does not model.
 *
 * @param applies whether it applies to the line and the party, or to all where these are null
 * @param pointer JSON Pointer of the assertion
 */
public record Assertion(
        String provision, boolean applies, String line, String party, String by, String reason, String pointer) {

    boolean concerns(String key, String ofLine, String ofParty) {
        return provision.equals(key)
                && (line == null || ofLine == null || line.equals(ofLine))
                && (party == null || ofParty == null || party.equals(ofParty));
    }
}
