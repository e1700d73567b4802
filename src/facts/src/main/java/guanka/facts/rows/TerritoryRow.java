package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;

/** A country that belongs to a territory of a jurisdiction's law (null: of every one), under a reading. */
public record TerritoryRow(
        Source source,
        String key,
        String jurisdiction,
        String territory,
        String country,
        Guard reading,
        LocalDate from,
        LocalDate to)
        implements Dated {}
