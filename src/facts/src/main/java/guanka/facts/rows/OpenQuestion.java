package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** A question that the texts leave open, and the reading that is applied unless the caller asks for another. */
public record OpenQuestion(Source source, String key, String provision, String defaultReading, Text question) {}
