package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** The question to ask a person for a missing fact; the key is the pattern of its pointer. */
public record Question(Source source, String key, Text question) {}
