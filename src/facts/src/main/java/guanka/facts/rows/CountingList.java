package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/** A party list whose entries count as listed owners under an ownership rule. */
public record CountingList(Source source, String key, String provision, String list, LocalDate from, LocalDate to)
        implements Dated {}
