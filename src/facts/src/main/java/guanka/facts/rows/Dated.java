package guanka.facts.rows;

import java.time.LocalDate;

/** A row that holds on some days: from the first to the last, both included; null where there is no end on that side. */
public interface Dated {

    LocalDate from();

    LocalDate to();

    default boolean holdsOn(LocalDate day) {
        return (from() == null || !day.isBefore(from())) && (to() == null || !day.isAfter(to()));
    }
}
