package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;

/** A form of goods that a provision generally leaves out, under a reading. */
public record ScopeNote(Source source, String key, String provision, String form, Guard reading, Text text) {}
