package guanka.records;

import java.util.List;
import java.util.UUID;

/**
 * How far the watches were looked at under the ruleset that decides now.
 *
 * @param ruleset digest of the ruleset
 * @param bases   digests of the rulesets by which the answers hold of those not looked at yet; none where all were
 * @param reached id of the last that was looked at, null: none, or all
 */
public record WatchPass(String ruleset, List<String> bases, UUID reached) {

    /** Whether every watch was looked at. */
    public boolean isDone() {
        return bases.isEmpty();
    }
}
