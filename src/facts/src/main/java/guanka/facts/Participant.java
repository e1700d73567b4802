package guanka.facts;

/**
 * A party that takes part in the transaction in any role that counts, or the one that the facts do not name.
 *
 * @param role whether its role makes it a participant
 */
public record Participant(String party, Condition role) {}
