package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** How a finding of an effect is put to people. */
public record FindingText(Source source, String key, Text text) {}
