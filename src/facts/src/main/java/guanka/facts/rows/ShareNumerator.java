package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;

/**
 * What counts into a value share.
 *
 * @param list           whose items count; {@code ANY}: every item
 * @param containing     whether a component that contains one counts too
 * @param onlyLicensed   whether only what would need a license to the destination for a reason for control counts
 * @param destination    on the way to which alone they count
 * @param sendersOutside where goods are sent from without their counting, or null
 */
public record ShareNumerator(
        Source source,
        String key,
        String provision,
        String list,
        boolean containing,
        boolean onlyLicensed,
        String destination,
        String sendersOutside,
        Guard reading,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public ShareNumerator {
        list = list == null ? "ANY" : list;
        destination = destination == null ? "ANY" : destination;
    }
}
