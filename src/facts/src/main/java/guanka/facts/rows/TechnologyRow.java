package guanka.facts.rows;

import guanka.facts.Source;

/** An activity whose technology matters to a provision. */
public record TechnologyRow(Source source, String key, String provision, String activity) {}
