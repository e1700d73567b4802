package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** A code that facts may use. */
public record VocabularyEntry(Source source, String key, String vocabulary, String code, Text text) {}
