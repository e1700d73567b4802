package guanka.workbench.impact;

import guanka.engine.Guanka;
import guanka.engine.decision.Decisions;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Determination;
import guanka.facts.Determination.Range;
import guanka.facts.Shipment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a ruleset answers, as far as two rulesets are compared: texts, citations, places and questions are left out.
 *
 * @param outcome      of the whole shipment; {@code REFUSED} where the facts were refused, {@code FAILED} where the engine failed
 * @param reviewPolicy of the whole shipment, or null
 * @param parts        answer of each jurisdiction
 * @param ranges       what the missing facts leave open, of the whole shipment and of its jurisdictions and lines
 * @param findings     {@code provision effect}, with line and party where there are any
 * @param duties       {@code provision duty}, with the due date where there is one
 */
public record Answer(
        String outcome,
        String reviewPolicy,
        Map<String, Side> parts,
        List<Range> ranges,
        Set<Told> findings,
        Set<Told> duties) {

    /** An outcome and how an application would be treated, null where that is not said. */
    public record Side(String outcome, String reviewPolicy) {}

    /** Something that an answer says under a provision. */
    public record Told(String provision, String what) implements Comparable<Told> {

        private static final Comparator<Told> ORDER =
                Comparator.comparing(Told::provision).thenComparing(Told::what);

        @Override
        public int compareTo(Told other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return provision + " " + what;
        }
    }

    public static final String REFUSED = "REFUSED";
    public static final String FAILED = "FAILED";

    /** Every outcome that an answer can have, mildest first. */
    public static final List<String> OUTCOMES =
            List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED", REFUSED, FAILED);

    /** Reads and decides; never throws for what the facts are. */
    public static Answer of(byte[] facts, Guanka guanka) {
        try {
            return of(guanka.read(facts), guanka.decisions());
        } catch (RefusedShipment refused) {
            return refused(refused);
        } catch (NotJson notJson) {
            return notJson();
        }
    }

    static Answer notJson() {
        return without(REFUSED, Set.of(new Told("", "not JSON")));
    }

    /** Decides; never throws for what the facts are. */
    public static Answer of(Shipment shipment, Decisions decisions) {
        try {
            return of(decisions.decide(shipment));
        } catch (RuntimeException | StackOverflowError fault) {
            return without(FAILED, Set.of(new Told("", fault.toString())));
        }
    }

    static Answer refused(RefusedShipment refused) {
        return without(
                REFUSED,
                refused.mistakes().stream()
                        .map(m -> new Told("", m.pointer() + " " + m.code()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Answer without(String outcome, Set<Told> mistakes) {
        return new Answer(outcome, null, Map.of(), List.of(), mistakes, Set.of());
    }

    static Answer of(Determination answer) {
        Map<String, Side> parts = new TreeMap<>();
        List<Range> ranges = new ArrayList<>();
        ranges.add(answer.range());
        ranges.add(answer.reviewPolicyRange());
        answer.jurisdictions().forEach(j -> {
            parts.put(j.jurisdiction(), new Side(j.outcome(), j.reviewPolicy()));
            ranges.add(j.range());
        });
        answer.lines().forEach(l -> {
            ranges.add(new Range(l.outcome(), l.reviewPolicy()));
            ranges.add(l.range());
        });
        return new Answer(
                answer.outcome(),
                answer.reviewPolicy(),
                parts,
                ranges,
                answer.findings().stream()
                        .map(f -> new Told(
                                f.provision(),
                                f.effect()
                                        + (f.line() == null ? "" : ", line " + f.line())
                                        + (f.party() == null ? "" : ", party " + f.party())))
                        .collect(Collectors.toCollection(TreeSet::new)),
                answer.obligations().stream()
                        .map(d -> new Told(d.provision(), d.duty() + (d.due() == null ? "" : ", due " + d.due())))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    public Side side() {
        return new Side(outcome, reviewPolicy);
    }

    /** Which way this answer differs from an earlier one, null where it does not. */
    public Direction movedFrom(Answer before) {
        if (equals(before)) {
            return null;
        }
        int whole = order(before.outcome, outcome);
        if (whole != 0) {
            return whole < 0 ? Direction.MILDER : Direction.STRICTER;
        }
        boolean stricter = false;
        for (var part : parts.entrySet()) {
            Side other = before.parts.get(part.getKey());
            int order =
                    other == null ? 0 : order(other.outcome(), part.getValue().outcome());
            if (order < 0) {
                return Direction.MILDER;
            }
            stricter |= order > 0;
        }
        if (stricter) {
            return Direction.STRICTER;
        }
        return parts.equals(before.parts) && Objects.equals(reviewPolicy, before.reviewPolicy)
                ? Direction.FINDINGS_ONLY
                : Direction.REVIEW_ONLY;
    }

    private static int order(String before, String after) {
        return Integer.compare(OUTCOMES.indexOf(after), OUTCOMES.indexOf(before));
    }

    /** The jurisdictions whose answers differ, sorted. */
    List<Flip.Part> partsThatDiffer(Answer before) {
        Set<String> names = new TreeSet<>(parts.keySet());
        names.addAll(before.parts.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(parts.get(name), before.parts.get(name)))
                .map(name -> new Flip.Part(name, before.parts.get(name), parts.get(name)))
                .toList();
    }

    /** The provisions of which the two say different things. */
    Set<String> provisionsThatDiffer(Answer other) {
        Set<String> differing = new TreeSet<>();
        addDiffering(findings, other.findings, differing);
        addDiffering(other.findings, findings, differing);
        addDiffering(duties, other.duties, differing);
        addDiffering(other.duties, duties, differing);
        differing.remove("");
        return differing;
    }

    private static void addDiffering(Set<Told> one, Set<Told> other, Set<String> differing) {
        one.stream().filter(t -> !other.contains(t)).map(Told::provision).forEach(differing::add);
    }
}
