package guanka.bench;

import guanka.engine.decision.Decisions;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Shipment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Holds the hand-written law against the engine: a yardstick that decides otherwise measures nothing. Every benchmark does so
 * before it starts; {@code main} does it for the mix and for generated shipments.
 */
public final class SameAnswers {

    private SameAnswers() {}

    public static void main(String[] args) throws Exception {
        for (int rows : new int[] {0, 10_000}) {
            Rulesets.Loaded loaded = Rulesets.load(rows);
            try (Decisions decisions = loaded.decisions()) {
                List<Shipment> all = new ArrayList<>(Mix.of(loaded.ruleset()));
                for (int lines : new int[] {1, 10, 100}) {
                    all.addAll(Shipments.ofLines(loaded.ruleset(), lines));
                }
                for (int edges : new int[] {10, 100, 1_000}) {
                    all.addAll(Shipments.ofEdges(loaded.ruleset(), edges));
                }
                require(decisions, loaded.handWritten(), all);
                System.out.println(all.size() + " shipments, same answers; "
                        + loaded.ruleset().tables().rows().size() + " rows");
            }
        }
    }

    /** Throws with the first shipments that the two decide differently. */
    static void require(Decisions engine, HandWrittenLaw law, List<Shipment> shipments) {
        List<String> differences = new ArrayList<>();
        for (Shipment shipment : shipments) {
            Map<String, Object> ours = told(engine.decide(shipment));
            Map<String, Object> theirs = told(law.decide(shipment));
            ours.forEach((what, value) -> {
                if (!Objects.equals(value, theirs.get(what))) {
                    differences.add(
                            shipment.reference() + ", " + shipment.exportDate().given() + ": " + what
                                    + "\n  engine       " + value + "\n  hand-written " + theirs.get(what));
                }
            });
        }
        if (!differences.isEmpty()) {
            throw new IllegalStateException(differences.size() + " differences\n"
                    + String.join("\n", differences.subList(0, Math.min(10, differences.size()))));
        }
    }

    /** Everything but what the hand-written law leaves out. */
    private static Map<String, Object> told(Determination d) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("outcome", d.outcome());
        told.put("reviewPolicy", d.reviewPolicy());
        told.put("range", d.range());
        told.put("reviewPolicyRange", d.reviewPolicyRange());
        told.put("jurisdictions", d.jurisdictions());
        told.put("finding ids", d.findings().stream().map(FindingAnswer::id).toList());
        told.put("lines", d.lines());
        d.findings().forEach(f -> told.put("finding " + f.id(), told(f)));
        told.put("missing", d.missing());
        told.put("readings", d.readings());
        told.put("ruleset", d.ruleset());
        told.put("asOf", d.asOf());
        told.put("coverage", d.coverage());
        return told;
    }

    private static FindingAnswer told(FindingAnswer f) {
        return new FindingAnswer(
                f.id(),
                f.provision(),
                f.jurisdiction(),
                f.effect(),
                f.line(),
                f.party(),
                f.wouldBe(),
                null,
                null,
                f.citation(),
                f.text(),
                null);
    }
}
