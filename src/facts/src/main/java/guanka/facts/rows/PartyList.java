package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** A list of parties and the provision that gives it force. */
public record PartyList(Source source, String key, String jurisdiction, String provision, Text name) {}
