package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** One way to answer an open question. */
public record Reading(Source source, String key, String question, String reading, Text meaning) {}
