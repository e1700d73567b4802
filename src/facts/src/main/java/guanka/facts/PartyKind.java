package guanka.facts;

/** What a party or a list entry is. */
public enum PartyKind {
    ORGANISATION,
    PERSON,
    VESSEL,
    AIRCRAFT
}
