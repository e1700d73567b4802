package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/** Days that are free or worked against the week, and the years for which that is known. */
public record WorkingDaysRow(
        Source source, String key, String jurisdiction, String kind, LocalDate from, LocalDate to) {}
