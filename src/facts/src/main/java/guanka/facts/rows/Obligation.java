package guanka.facts.rows;

import guanka.facts.Effect;
import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;
import java.util.List;

/**
 * What a party must do once a provision has an effect; {@code afterProvisions} is empty where a rule of its own says when. {@code due}
 * counts from the day after the export.
 *
 * @param onlyLicenseKinds the kinds of licenses that the duty leaves, of the vocabulary {@code licenseKinds}; empty for all of them
 */
public record Obligation(
        Source source,
        String key,
        String provision,
        List<String> afterProvisions,
        List<Effect> afterEffects,
        boolean alsoWhenExempt,
        String duty,
        List<String> onlyLicenseKinds,
        Text boundParty,
        Integer due,
        DayCount countedIn,
        Text text,
        LocalDate from,
        LocalDate to)
        implements Dated {

    /** How the days of a term are counted. */
    public enum DayCount {
        WORKING_DAYS,
        CALENDAR_DAYS
    }

    /** Whether a rule of its own says when the duty arises. */
    public boolean isOfItsOwnRule() {
        return afterProvisions.isEmpty();
    }
}
