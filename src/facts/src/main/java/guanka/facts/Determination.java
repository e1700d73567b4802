package guanka.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;

/**
 * What the regulations require of one shipment on its export date, and why. The order of the components is the order of the
 * canonical JSON.
 *
 * @param id            of the answer, set by whoever gives it out
 * @param evaluatedAt   instant of the decision, ISO 8601 in UTC, set likewise
 * @param missing       every fact whose value could move the outcome or the review policy
 * @param lists         party lists on which the answer relies
 * @param references    more ids of the caller, as they were given, or null
 * @param extensions    data of the caller's own, as they were given, or null
 * @param holds         what stops a line, in codes alone
 * @param readings      open questions of law on which the answer depends
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Determination(
        String id,
        String reference,
        String outcome,
        String reviewPolicy,
        Range range,
        Range reviewPolicyRange,
        List<JurisdictionAnswer> jurisdictions,
        List<LineAnswer> lines,
        List<FindingAnswer> findings,
        List<MissingFact> missing,
        List<ReadingAnswer> readings,
        List<Duty> obligations,
        RulesetId ruleset,
        String asOf,
        String evaluatedAt,
        List<NotModelled> coverage,
        List<ListUsed> lists,
        List<Hold> holds,
        List<AuthorityAnswer> authorities,
        Object references,
        Object extensions) {

    /** The same answer under an id and an instant. */
    public Determination identified(String newId, String instant) {
        return new Determination(
                newId,
                reference,
                outcome,
                reviewPolicy,
                range,
                reviewPolicyRange,
                jurisdictions,
                lines,
                findings,
                missing,
                readings,
                obligations,
                ruleset,
                asOf,
                instant,
                coverage,
                lists,
                holds,
                authorities,
                references,
                extensions);
    }

    /** The mildest and the strictest that the missing facts leave open. */
    public record Range(String atLeast, String atMost) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JurisdictionAnswer(
            String jurisdiction, String authority, String outcome, String reviewPolicy, Range range, LocalDate asOf) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LineAnswer(
            String id,
            String outcome,
            String reviewPolicy,
            Range range,
            List<String> findings,
            List<Classification> classification,
            Object extensions) {}

    /**
     * Under which codes a line was decided by the law of a jurisdiction.
     *
     * @param codes    of its lists, without the jurisdiction; several where figures leave more than one open
     * @param basis    {@code STATED}, {@code COMPUTED}, {@code AMBIGUOUS} or {@code NOT_CLASSIFIED}
     * @param computed what the figures of a chip come to
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Classification(String jurisdiction, List<String> codes, String basis, Computed computed) {}

    /** Sums behind a classification by figures, and the values at which it turns. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Computed(Figure totalProcessingPerformance, Figure performanceDensity, List<Turn> turns, Text text) {}

    /** A figure between its bounds; an end that is missing is not known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figure(String atLeast, String atMost) {}

    /** How the classification turns with one fact, the others as they are. */
    public record Turn(String fact, List<Step> steps) {}

    /** Values of the fact, both ends included but for {@code below}, and the codes that they give. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(String atLeast, String atMost, String below, Boolean value, List<String> codes) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FindingAnswer(
            String id,
            String provision,
            String jurisdiction,
            String effect,
            String line,
            String party,
            WouldBe wouldBe,
            List<Because> because,
            FoundAt source,
            Citation citation,
            Text text,
            ClearedBy clearance,
            List<ConditionAnswer> conditions) {}

    /**
     * The standing clearance by which a match was set aside.
     *
     * @param until its last day
     */
    public record ClearedBy(String id, String askedBy, String approvedBy, LocalDate until) {}

    /** What a provision would require if it were in force, and from when it will be. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WouldBe(String outcome, String reviewPolicy, LocalDate from) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Because(String fact, Object value, Object compared) {}

    public record FoundAt(String file, String sheet, int row, String rule, String key) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Citation(Text title, String article, String url) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConditionAnswer(String condition, String cell, Object wanted, Object actual, String verdict) {}

    /**
     * A fact that is asked for.
     *
     * @param candidates codes that an unclassified line may fall under; null where none are asked for or known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MissingFact(String fact, List<String> provisions, Text question, List<CodeCandidate> candidates) {}

    /**
     * A control code that a line may fall under, with its jurisdiction before it, and what suggests it: {@code HS_CODE},
     * {@code WORDS} and the like. It moves no answer.
     */
    public record CodeCandidate(String jurisdiction, String code, Text name, List<String> grounds) {}

    public record ReadingAnswer(String question, String provision, Text text, String applied, List<Answer> answers) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(String reading, String outcome, String reviewPolicy, Text text) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Duty(String provision, String duty, String boundParty, LocalDate due, Text text) {}

    public record RulesetId(String version, String digest) {}

    /**
     * A party list on which the answer relies.
     *
     * @param asOf    day of its source, or null
     * @param held    {@code COMPLETE}, {@code PARTIAL} or {@code NOT_HELD}
     * @param current whether the source is recent enough for the export date
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ListUsed(String list, LocalDate asOf, String held, int entries, boolean current) {}

    /**
     * What stops a line: a ban, a requirement, a match to look at, an open question, or law to be asserted.
     *
     * @param code  a {@link HoldCode}
     * @param line  that is held, or null for all
     * @param party because of which it is held, or null
     * @param fact  JSON Pointer of the first fact that is asked for, or null
     * @param authority code of the authority that grants or refuses what is required, or null
     * @param coveredBy number of the license on file that covers the requirement, or null
     * @param notCoveredBecause the {@link LicenseTerm} that fails in the license on file that comes nearest, or null
     * @param exceptions license exceptions that may be claimed instead, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hold(
            String code,
            String provision,
            String line,
            String party,
            String fact,
            String authority,
            String coveredBy,
            String notCoveredBecause,
            List<String> exceptions) {}

    /**
     * Where to apply for what is held.
     *
     * @param authority code, as holds name it
     * @param address   where applications are handed in, or null where the tables do not tell
     * @param documents codes of what an application has to hold, or null where the tables do not tell
     * @param leadTime  within which it decides, or null where the tables do not tell
     * @param text      what else to know, such as from when the days count
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AuthorityAnswer(
            String authority,
            String jurisdiction,
            Text name,
            String address,
            List<String> documents,
            LeadTime leadTime,
            Text text) {}

    /**
     * How long an authority may take.
     *
     * @param countedIn {@code WORKING_DAYS} or {@code CALENDAR_DAYS}
     */
    public record LeadTime(int days, String countedIn) {}

    public record NotModelled(String jurisdiction, Text notModelled) {}
}
