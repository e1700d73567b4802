package guanka.service.classifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Text;
import guanka.service.items.Items.FoundAt;
import guanka.service.items.Items.FoundBy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What products may be classified under; nothing of it decides. */
public final class Suggested {

    private Suggested() {}

    /**
     * The answer, lines in the caller's order.
     *
     * @param asOf   the legal day of each jurisdiction on which entries must hold
     * @param notice what candidates are not
     */
    public record Answer(RulesetId ruleset, Map<String, LocalDate> asOf, Text notice, List<Line> lines) {}

    /** @param content components with candidates of their own */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String id, List<OfJurisdiction> jurisdictions, List<Component> content) {}

    /** @param component pointer into the body */
    public record Component(String component, List<OfJurisdiction> jurisdictions) {}

    /**
     * The candidates for the lists of one jurisdiction, the likeliest first.
     *
     * @param settledBy the one fact that would tell most among them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfJurisdiction(String jurisdiction, List<Code> candidates, Settled settledBy) {}

    /** @param code with its jurisdiction, as facts state it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Code(
            String code,
            Text name,
            String list,
            String provision,
            String threshold,
            List<FoundBy> grounds,
            FoundAt source) {}

    /**
     * A fact that settles something.
     *
     * @param fact pointer into the body
     * @param text what to find out
     */
    public record Settled(String fact, Text text) {}
}
