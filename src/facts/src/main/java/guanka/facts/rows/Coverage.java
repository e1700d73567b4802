package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** What the ruleset does not model in a jurisdiction. */
public record Coverage(Source source, String key, String jurisdiction, Text notModelled) {}
