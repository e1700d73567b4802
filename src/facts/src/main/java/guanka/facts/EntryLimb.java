package guanka.facts;

/**
 * What the list entry of a party requires of a line, by the step of its terms that the line meets or may meet.
 *
 * @param provision    under which the entry requires it
 * @param term         term that must be met besides, or {@link Term#ANYTHING}
 * @param listed       the party on its list
 * @param reviewPolicy how an application is treated, or null where the entry does not say
 * @param condition    that the line meets the step, and none before it; null where every line does
 * @param row          of the terms
 */
public record EntryLimb(
        String provision,
        String term,
        Line line,
        Counterparty listed,
        Effect effect,
        ReviewPolicy reviewPolicy,
        Condition condition,
        Source row) {}
