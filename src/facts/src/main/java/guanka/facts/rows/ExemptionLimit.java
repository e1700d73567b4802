package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;

/** A provision before which an exemption gives way, under a reading. */
public record ExemptionLimit(
        Source source, String key, String provision, String yieldsTo, Guard reading, LocalDate from, LocalDate to)
        implements Dated {}
