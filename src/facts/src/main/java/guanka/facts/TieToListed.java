package guanka.facts;

/**
 * How a party that is not certainly caught by its owners is tied to owners on a list, themselves or caught through it. Each
 * condition is true where the tie is certain and false otherwise.
 *
 * @param share           such an owner holds some share
 * @param percentNotKnown such an owner holds a share that is not known exactly, and whether the party is caught is open
 * @param otherInterest   such an owner has another interest than a share
 */
public record TieToListed(
        String provision,
        String party,
        String list,
        Condition share,
        Condition percentNotKnown,
        Condition otherInterest,
        Source row) {}
