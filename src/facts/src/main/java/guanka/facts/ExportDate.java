package guanka.facts;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * The day on which goods leave, technology is released or a service is given, as the caller wrote it.
 *
 * @param given   the caller's text
 * @param day     the legal day, where a plain date was given
 * @param instant the instant, where a date-time with offset was given; exactly one of the two is set
 */
public record ExportDate(String given, LocalDate day, OffsetDateTime instant) {

    public static ExportDate of(LocalDate day) {
        return new ExportDate(day.toString(), day, null);
    }

    /** The legal day in a jurisdiction's zone; a plain date is that day everywhere. */
    public LocalDate in(ZoneId zone) {
        return day != null ? day : instant.atZoneSameInstant(zone).toLocalDate();
    }
}
