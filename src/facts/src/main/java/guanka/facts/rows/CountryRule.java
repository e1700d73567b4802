package guanka.facts.rows;

import guanka.facts.Source;
import java.util.List;

/** How applications for a territory are treated for the items of some provisions; {@code reviewPolicy} is null where the rule sets none. */
public record CountryRule(
        Source source,
        String key,
        String provision,
        String territory,
        List<String> itemProvisions,
        String reviewPolicy) {}
