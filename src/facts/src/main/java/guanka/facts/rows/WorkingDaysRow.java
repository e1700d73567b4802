package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/** Days that are free or worked against the week, the weekend, and the years for which that is known. */
public record WorkingDaysRow(Source source, String key, String jurisdiction, Kind kind, LocalDate from, LocalDate to) {

    /** What the days are. */
    public enum Kind {
        KNOWN_YEAR,
        FREE,
        WORKED
    }
}
