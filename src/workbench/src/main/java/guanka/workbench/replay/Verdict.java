package guanka.workbench.replay;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.FactMistake;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import java.util.List;
import java.util.Set;

/**
 * How a case came out.
 *
 * @param differences where the answer is not what the case expects
 * @param because     for each difference the findings behind the answer, with their rows; none where the difference names its own
 * @param malformed   what of the case is not understood; nothing was decided then
 * @param fault       what stopped the decision, or null
 * @param trace       how the answer came about, null where the facts were refused or a fault stopped it
 */
public record Verdict(
        List<Difference> differences,
        List<List<FindingAnswer>> because,
        List<FactMistake> malformed,
        String fault,
        Trace trace) {

    private static final int FINDINGS_NAMED = 3;
    private static final Set<String> WHOLE = Set.of("outcome", "reviewPolicy", "findings", "holds");

    public boolean holds() {
        return differences.isEmpty() && malformed.isEmpty() && fault == null;
    }

    /** Of a case that is not understood. */
    public static Verdict malformed(List<FactMistake> mistakes) {
        return new Verdict(List.of(), List.of(), List.copyOf(mistakes), null, null);
    }

    /** Decides a case that is understood and holds the answer against what it expects; never throws for what the case says. */
    static Verdict of(Case one, Decisions decisions, ShipmentReader reader) {
        try {
            Trace trace = decisions.trace(reader.read(one.shipment()));
            Determination got = trace.determination();
            List<Difference> differences = Expectation.differences(one.expect(), got);
            return new Verdict(
                    differences,
                    differences.stream()
                            .map(difference -> because(difference, got))
                            .toList(),
                    List.of(),
                    null,
                    trace);
        } catch (RefusedShipment refused) {
            List<Difference> differences = Expectation.differences(one.expect(), refused.mistakes());
            return new Verdict(
                    differences,
                    differences.stream().map(d -> List.<FindingAnswer>of()).toList(),
                    List.of(),
                    null,
                    null);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Verdict(List.of(), List.of(), List.of(), fault.toString(), null);
        }
    }

    /**
     * The findings behind a part of the answer that has no row of its own: of an outcome or a review policy those that made it, of a
     * finding that is not there those that stand in its place.
     */
    private static List<FindingAnswer> because(Difference difference, Determination got) {
        String what = difference.what();
        if (difference.row() != null
                || !(WHOLE.contains(what)
                        || what.startsWith("range")
                        || what.startsWith("jurisdictions.")
                        || what.startsWith("lines."))) {
            return List.of();
        }
        boolean ofPart = what.startsWith("jurisdictions.") || what.startsWith("lines.");
        String of = ofPart ? what.substring(what.indexOf('.') + 1, what.lastIndexOf('.')) : null;
        List<FindingAnswer> findings = got.findings().stream()
                .filter(f ->
                        !what.startsWith("jurisdictions.") || f.jurisdiction().equals(of))
                .filter(f -> !what.startsWith("lines.")
                        || f.line() == null
                        || f.line().equals(of))
                .toList();
        List<FindingAnswer> same = findings.stream()
                .filter(f -> f.effect().equals(difference.got()))
                .toList();
        return (same.isEmpty() ? findings : same).stream().limit(FINDINGS_NAMED).toList();
    }
}
