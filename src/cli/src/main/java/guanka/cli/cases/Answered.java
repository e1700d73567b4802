package guanka.cli.cases;

import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one ruleset answers to a case, as far as two rulesets are compared.
 *
 * @param outcome      of the whole shipment; {@code REFUSED} where the facts were refused, {@code FAILED} where the engine failed
 * @param reviewPolicy of the whole shipment, or {@code null} as a word
 * @param parts        outcome and review policy of each jurisdiction
 * @param findings     {@code provision effect}, with line and party where there are any
 */
record Answered(String outcome, String reviewPolicy, List<String> parts, Set<String> findings) {

    private static final String REFUSED = "REFUSED";
    private static final String FAILED = "FAILED";

    /** Every outcome that an answer can have, mildest first. */
    static final List<String> OUTCOMES =
            List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED", REFUSED, FAILED);

    static Answered of(CaseFiles.Placed given, Decisions decisions, ShipmentReader reader) {
        try {
            return of(decisions.decide(reader.read(given.content().shipment())));
        } catch (RefusedShipment refused) {
            Set<String> mistakes = refused.mistakes().stream()
                    .map(m -> m.pointer() + " " + m.code())
                    .collect(Collectors.toCollection(TreeSet::new));
            return new Answered(REFUSED, "null", List.of(), mistakes);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Answered(FAILED, "null", List.of(), Set.of(fault.toString()));
        }
    }

    private static Answered of(Determination answer) {
        return new Answered(
                answer.outcome(),
                String.valueOf(answer.reviewPolicy()),
                answer.jurisdictions().stream()
                        .map(j -> j.jurisdiction() + " " + j.outcome() + " " + j.reviewPolicy())
                        .toList(),
                answer.findings().stream()
                        .map(f -> f.provision() + " " + f.effect()
                                + (f.line() == null ? "" : ", line " + f.line())
                                + (f.party() == null ? "" : ", party " + f.party()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether the decision is another one; findings may differ beside it. */
    boolean movedFrom(Answered before) {
        return !outcome.equals(before.outcome)
                || !reviewPolicy.equals(before.reviewPolicy)
                || !parts.equals(before.parts);
    }
}
