package guanka.workbench.replay;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import java.util.List;

/**
 * How a case came out.
 *
 * @param differences where the answer is not what the case expects
 * @param because     for each difference the findings behind the answer, with their rows; none where the difference names its own
 * @param fault       what stopped the decision, or null
 * @param trace       how the answer came about, null where the facts were refused or a fault stopped it
 */
public record Verdict(List<Difference> differences, List<List<FindingAnswer>> because, String fault, Trace trace) {

    private static final int FINDINGS_NAMED = 3;

    public boolean holds() {
        return differences.isEmpty() && fault == null;
    }

    /** Decides a case and holds the answer against what it expects; never throws for what the case says. */
    public static Verdict of(Case one, Decisions decisions, ShipmentReader reader) {
        try {
            Trace trace = decisions.trace(reader.read(one.shipment()));
            Determination got = trace.determination();
            List<Difference> differences = Expectation.differences(one.expect(), got);
            return new Verdict(
                    differences,
                    differences.stream()
                            .map(difference -> because(difference, got))
                            .toList(),
                    null,
                    trace);
        } catch (RefusedShipment refused) {
            List<Difference> differences = Expectation.differences(one.expect(), refused.mistakes());
            return new Verdict(
                    differences,
                    differences.stream().map(d -> List.<FindingAnswer>of()).toList(),
                    null,
                    null);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Verdict(List.of(), List.of(), fault.toString(), null);
        }
    }

    /** A difference of an outcome or review policy has no row of its own: the findings that made it are named. */
    private static List<FindingAnswer> because(Difference difference, Determination got) {
        String what = difference.what();
        boolean whole = what.equals("outcome") || what.equals("reviewPolicy") || what.startsWith("range");
        boolean part = what.startsWith("jurisdictions.");
        if (!(whole || part)) {
            return List.of();
        }
        String jurisdiction = part ? what.split("\\.")[1] : null;
        List<FindingAnswer> of = got.findings().stream()
                .filter(f -> jurisdiction == null || jurisdiction.equals(f.jurisdiction()))
                .toList();
        List<FindingAnswer> same =
                of.stream().filter(f -> f.effect().equals(difference.got())).toList();
        return (same.isEmpty() ? of : same).stream().limit(FINDINGS_NAMED).toList();
    }
}
