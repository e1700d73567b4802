package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/**
 * A list of parties and the provision that gives it force.
 *
 * @param partOf the list of which this is a part, such as the entries with a footnote, or null: whoever stands on the part
 *               stands on the whole
 */
public record PartyList(Source source, String key, String jurisdiction, String provision, String partOf, Text name) {}
