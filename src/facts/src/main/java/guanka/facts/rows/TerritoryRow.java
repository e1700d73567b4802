package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;

/** A country that belongs to a territory, under a reading. */
public record TerritoryRow(Source source, String key, String territory, String country, Guard reading) {}
