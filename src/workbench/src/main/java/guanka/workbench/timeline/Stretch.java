package guanka.workbench.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Determination.Range;
import guanka.facts.Determination.ReadingAnswer;
import java.time.LocalDate;
import java.util.List;

/**
 * Days in a row on which a shipment is decided alike.
 *
 * @param from          first day
 * @param to            last day
 * @param jurisdictions the answer of each, its {@code asOf} left out: it is every day of the stretch
 * @param readings      open questions of law on which the answer of these days depends
 * @param changes       what makes the first day different from the day before; empty for the first stretch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stretch(
        LocalDate from,
        LocalDate to,
        String outcome,
        String reviewPolicy,
        Range range,
        List<JurisdictionAnswer> jurisdictions,
        List<ReadingAnswer> readings,
        List<Change> changes) {

    boolean isAlike(Stretch other) {
        return days(other.from, other.to).equals(other.days(other.from, other.to));
    }

    private Stretch days(LocalDate first, LocalDate last) {
        return new Stretch(first, last, outcome, reviewPolicy, range, jurisdictions, readings, List.of());
    }
}
