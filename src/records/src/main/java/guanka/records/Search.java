package guanka.records;

import java.time.Instant;

/**
 * What records are looked for; null: anything.
 *
 * @param reference of the caller, exact
 * @param outcome   code, exact
 * @param provision that gave a finding, exact
 * @param party     name; case, width and spaces do not matter
 * @param from      decided at or after
 * @param to        decided before
 * @param ruleset   version of the ruleset that decided
 */
public record Search(
        String reference, String outcome, String provision, String party, Instant from, Instant to, String ruleset) {

    public static final Search ALL = new Search(null, null, null, null, null, null, null);
}
