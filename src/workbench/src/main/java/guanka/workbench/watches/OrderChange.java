package guanka.workbench.watches;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination.RulesetId;
import guanka.workbench.impact.ChangedRow;
import guanka.workbench.impact.Direction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An open order that is answered otherwise from some instant on.
 *
 * @param at        from when on
 * @param from      what its owner was told before
 * @param direction which way it differs
 */
public record OrderChange(Instant at, OrderAnswer from, OrderAnswer to, Direction direction, Because because) {

    /** What brought it about. */
    public enum Kind {
        /** A legal day came. */
        DAY,
        /** Another ruleset decides. */
        ACTIVATION
    }

    /**
     * The cause.
     *
     * @param days       legal days that began then, by jurisdiction; null unless a day came
     * @param ruleset    that answers now
     * @param before     that answered before, null where it is the same or not known
     * @param rows       rows of the new ruleset behind it; null unless another ruleset decides
     * @param provisions that say something else than before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Because(
            Kind kind,
            Map<String, LocalDate> days,
            RulesetId ruleset,
            RulesetId before,
            List<ChangedRow> rows,
            List<Sentence> provisions) {}

    /**
     * A provision that has another effect than before.
     *
     * @param before effect of its finding, null: there was none
     * @param after  effect of its finding, null: there is none
     * @param row    key of the row that makes it so, of the calendar or of a list, null where none says when
     * @param question the open question whose readings give other answers than before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sentence(
            String provision, String line, String party, String before, String after, String row, String question) {}
}
