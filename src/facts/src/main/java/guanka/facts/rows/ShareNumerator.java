package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;

/** What counts into a value share: the items of a list ({@code ANY}: every item), and with {@code containing} also a component that contains one; with a destination only on the way there. */
public record ShareNumerator(
        Source source,
        String key,
        String provision,
        String list,
        boolean containing,
        String destination,
        Guard reading,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public ShareNumerator {
        list = list == null ? "ANY" : list;
        destination = destination == null ? "ANY" : destination;
    }
}
