package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** Words in which the figures of a chip are told. */
public record ComputedText(Source source, String key, Text text) {}
