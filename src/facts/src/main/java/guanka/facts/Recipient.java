package guanka.facts;

import java.util.List;

/**
 * A party that receives the shipment, or may: a known one, or the one that the facts do not name.
 *
 * @param party    party id, or null for the one not named
 * @param role     whether the party's role makes it a recipient
 * @param country  its country
 * @param military whether it is a military user
 */
public record Recipient(String party, Condition role, Known<String> country, Known<Boolean> military) {

    public boolean isPossiblyMilitary() {
        return military.is(m -> m).possible();
    }

    public Condition isMilitaryUser() {
        return Condition.settled("military user", military, true, military.is(m -> m));
    }

    public Condition isIn(Territory territory) {
        return territory.contains("country of the recipient", country);
    }

    public Condition isOutside(Territory territory) {
        return territory.excludes("country of the recipient", country);
    }

    /**
     * A recipient that nobody has named: everything about it is unknown until somebody does, or until a party whose roles
     * are not known turns out to be the one.
     *
     * @param party    id that stands for it
     * @param parties  pointer of the parties
     * @param settling pointers of the facts that could name it
     */
    public static Recipient notNamed(String party, String parties, List<String> settling) {
        return new Recipient(
                party,
                Condition.settled("recipient", parties, null, new Evaluation(Truth.UNKNOWN, null, settling)),
                Known.unknown(parties),
                Known.unknown(parties));
    }
}
