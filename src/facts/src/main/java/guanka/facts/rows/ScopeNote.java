package guanka.facts.rows;

import guanka.facts.Condition;
import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;

/** A form of goods that a provision generally leaves out, under a reading. */
public record ScopeNote(
        Source source,
        String key,
        String provision,
        String form,
        Guard reading,
        Text text,
        LocalDate from,
        LocalDate to)
        implements Dated {

    /** That its reading of the law is the one applied; null where it depends on none. */
    public Condition inItsReading() {
        return reading.asCondition();
    }
}
