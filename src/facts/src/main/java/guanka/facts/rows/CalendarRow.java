package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Validity;
import java.time.LocalDate;
import java.util.List;

/** A stretch of days on which provisions are in one state, by one instrument, under one reading; {@code to} is the last day, null where it is open. */
public record CalendarRow(
        Source source,
        String key,
        List<String> provisions,
        Validity.State state,
        LocalDate from,
        LocalDate to,
        Guard reading,
        String instrument) {}
