package guanka.facts;

/**
 * A provision with an ownership rule on the movement's day.
 *
 * @param role    group of roles in which its measures look at parties
 * @param outside territory outside which a party must lie for its measures, or {@code NONE}
 */
public record OwnershipProvision(String provision, String role, String outside) {}
