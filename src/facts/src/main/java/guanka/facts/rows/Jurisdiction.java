package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** A legal order whose rules are applied, with the zone in which its days are counted and the law under which doubts about it are told. */
public record Jurisdiction(Source source, String key, Text name, Text authority, String zone, String law) {}
