package guanka.facts.rows;

import guanka.facts.Indirect;
import guanka.facts.Source;
import java.time.LocalDate;

/** An interest other than a share that makes its holder control a company under an ownership rule, and whether that goes on tier by tier. */
public record ControllingInterest(
        Source source, String key, String provision, String interest, Indirect indirect, LocalDate from, LocalDate to)
        implements Dated {}
