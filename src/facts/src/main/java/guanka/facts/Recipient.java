package guanka.facts;

/**
 * A party that receives the shipment, or may: a known one, or the one that the facts do not name.
 *
 * @param role    whether the party's role makes it a recipient
 * @param country its country
 */
public record Recipient(String party, Condition role, Known<String> country) {

    public Condition isOutside(Territory territory) {
        return territory.excludes("country of the recipient", country);
    }
}
