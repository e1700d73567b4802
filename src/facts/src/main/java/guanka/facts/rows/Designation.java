package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/** That entries of a list with a mark, such as a footnote or a sanctions programme, also stand on another list. */
public record Designation(
        Source source, String key, String list, String designation, String alsoOn, LocalDate from, LocalDate to)
        implements Dated {}
