package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/** An activity whose technology matters to a provision. */
public record TechnologyRow(Source source, String key, String provision, String activity, LocalDate from, LocalDate to)
        implements Dated {}
