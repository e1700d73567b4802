package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;

/** How many bits an operation counts whose stated bit length can be read in more than one way; every other length counts as stated. */
public record BitLength(
        Source source,
        String key,
        String provision,
        Integer stated,
        Integer countedAs,
        Guard reading,
        LocalDate from,
        LocalDate to)
        implements Dated {}
