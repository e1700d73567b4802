package guanka.facts;

/**
 * Whether a party is caught under a provision by who owns it.
 *
 * @param list      a list on which owners behind it stand; a party caught through several lists has one fact for each
 * @param condition whether it is caught, and through an owner on that list
 */
public record HeldByListed(String provision, String party, String list, Condition condition, Source row) {}
