package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;

/**
 * A measure that was announced and never became law. It is never in force and no part of any answer; it is told beside a timeline,
 * so that nobody takes it for law.
 *
 * @param announced day on which it was announced
 * @param starts    day from which it was said to apply, or null where none was named
 * @param said      who said so and where, and what is known of it since
 */
public record Announcement(
        Source source, String key, String jurisdiction, LocalDate announced, LocalDate starts, Text text, Text said) {

    /** How the register calls its state. */
    public static final String STATE = "ANNOUNCED";

    /** Whether a window of days touches the day of the announcement or the day that it named. */
    public boolean isWithin(LocalDate first, LocalDate last) {
        return isBetween(announced, first, last) || starts != null && isBetween(starts, first, last);
    }

    private static boolean isBetween(LocalDate day, LocalDate first, LocalDate last) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
