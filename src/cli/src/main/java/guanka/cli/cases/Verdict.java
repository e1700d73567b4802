package guanka.cli.cases;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.replay.Difference;
import guanka.engine.replay.Replay;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import java.util.List;

/**
 * How a case came out.
 *
 * @param differences where the answer is not what the case expects
 * @param because     for each difference the findings behind the answer, with their rows
 * @param fault       what stopped the decision, or null
 * @param trace       how the answer came about, null where the facts were refused or a fault stopped it
 */
record Verdict(
        CaseFiles.Placed of,
        List<Difference> differences,
        List<List<String>> because,
        String fault,
        Trace trace,
        long nanos) {

    private static final int FINDINGS_NAMED = 3;

    boolean holds() {
        return differences.isEmpty() && fault == null;
    }

    static Verdict of(CaseFiles.Placed given, Decisions decisions, ShipmentReader reader, Replay replay) {
        long start = System.nanoTime();
        Trace trace = null;
        try {
            List<Difference> differences = replay.of(given.content());
            try {
                trace = decisions.trace(reader.read(given.content().shipment()));
            } catch (RefusedShipment refused) {
                // a case of what is to be refused reaches no row
            }
            Determination got = trace == null ? null : trace.determination();
            List<List<String>> because = differences.stream()
                    .map(difference -> because(difference, got))
                    .toList();
            return new Verdict(given, differences, because, null, trace, System.nanoTime() - start);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Verdict(given, List.of(), List.of(), fault.toString(), null, System.nanoTime() - start);
        }
    }

    /** A difference of an outcome or review policy has no row of its own: the findings that made it are named. */
    private static List<String> because(Difference difference, Determination got) {
        String what = difference.what();
        boolean whole = what.equals("outcome") || what.equals("reviewPolicy") || what.startsWith("range");
        boolean part = what.startsWith("jurisdictions.");
        if (got == null || !(whole || part)) {
            return List.of();
        }
        String jurisdiction = part ? what.split("\\.")[1] : null;
        List<FindingAnswer> of = got.findings().stream()
                .filter(f -> jurisdiction == null || jurisdiction.equals(f.jurisdiction()))
                .toList();
        List<FindingAnswer> same =
                of.stream().filter(f -> f.effect().equals(difference.got())).toList();
        return (same.isEmpty() ? of : same)
                .stream()
                        .limit(FINDINGS_NAMED)
                        .map(f -> f.provision() + " " + f.effect() + " ("
                                + f.source().file() + "!" + f.source().sheet() + " row "
                                + f.source().row() + ", " + f.source().key() + ")")
                        .toList();
    }
}
