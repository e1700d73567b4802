package guanka.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a party, or somebody among the parties, is to a rule: a recipient, a military user, listed, held by listed parties.
 *
 * @param kind       in what respect
 * @param role       group of roles that counts: {@code RECIPIENT}, {@code PARTICIPANT}, {@code EXPORTER}, or {@code NONE} where no party is meant
 * @param by         the list or the provision of the ownership rule by which it is so, or {@code NONE}
 * @param list       where it is held by or tied to listed parties: the list on which they stand, or {@code NONE}
 * @param party      id, or null where no party is meant
 * @param country    its country; unknown where no party is meant
 * @param conditions what makes it so, its role first
 * @param validity   days of the list entry, or null
 * @param row        list entry or ownership rule, or null
 */
public record Counterparty(
        CounterpartyKind kind,
        String role,
        String by,
        String list,
        String party,
        Known<String> country,
        List<Condition> conditions,
        Condition bindsForeignPersons,
        Validity validity,
        Source row) {

    public static final String NONE = "NONE";

    /** The group of roles that receive. */
    public static final String RECIPIENT = "RECIPIENT";

    /** Group of roles of whoever sends the goods. */
    public static final String EXPORTER = "EXPORTER";

    /** The group of roles that take part. */
    public static final String PARTICIPANT = "PARTICIPANT";

    /** That it is what it is, and on the days of its list entry. */
    Condition stands() {
        if (validity == null) {
            return Condition.allOf(role.toLowerCase(Locale.ROOT), conditions);
        }
        List<Condition> all = new ArrayList<>(conditions);
        all.add(validity.isInForce("listed on the day"));
        return Condition.allOf(role.toLowerCase(Locale.ROOT), all);
    }

    /** Whether the party lies outside a territory; null where nothing is left out or no party is meant. */
    public Condition isOutside(Territory territory) {
        return territory.isNowhere() || party == null ? null : territory.excludes("country of the recipient", country);
    }

    /** Whether the list entry also bars persons abroad, where a rule asks for that. */
    public Condition bindsForeignPersons(boolean asked) {
        return asked ? bindsForeignPersons : null;
    }

    public static final Counterparty ANYBODY = new Counterparty(
            CounterpartyKind.ANYBODY, NONE, NONE, NONE, null, Known.unknown("/parties"), List.of(), null, null, null);
}
