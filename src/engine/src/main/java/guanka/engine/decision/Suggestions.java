package guanka.engine.decision;

import guanka.engine.classification.Candidate;
import guanka.engine.classification.ItemSearch;
import guanka.engine.classification.Sought;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.CodeCandidate;
import guanka.facts.Line;
import guanka.facts.Shipment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Names the codes that a line may fall under, where an answer asks for its classification. They follow from the facts and the rows
 * of the ruleset alone and move nothing else in the answer; where every line is classified nothing is looked for.
 */
final class Suggestions {

    /** For each jurisdiction. */
    private static final int CODES_MOST = 5;

    /** Whoever has classified none of many lines needs no hint for each; which of them would get one must not depend on their order. */
    private static final int LINES_MOST = 100;

    private final Ruleset ruleset;

    Suggestions(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    /** Candidates by the pointer of the fact that is missing; null where there are none. */
    Function<String, List<CodeCandidate>> of(
            Shipment shipment, Map<String, LocalDate> days, Map<String, List<Classifications.Looked>> looked) {
        Map<String, Line> open = new HashMap<>();
        for (Line line : shipment.lines()) {
            if (looked.getOrDefault(line.id(), List.of()).stream()
                    .anyMatch(of -> of.codes().isSilent())) {
                open.put(line.pointer() + "/controlCodes", line);
            }
        }
        return open.isEmpty() || open.size() > LINES_MOST
                ? pointer -> null
                : pointer -> open.containsKey(pointer) ? candidates(shipment, open.get(pointer), days, looked) : null;
    }

    private List<CodeCandidate> candidates(
            Shipment shipment,
            Line line,
            Map<String, LocalDate> days,
            Map<String, List<Classifications.Looked>> looked) {
        var sought = new Sought(
                line.hsCode().value(), description(shipment, line), line.form().value(), line.kind());
        if (sought.words() == null && sought.hsCode() == null) {
            return null;
        }
        List<CodeCandidate> candidates = new ArrayList<>();
        for (Classifications.Looked of : looked.get(line.id())) {
            if (of.codes().isSilent()) {
                Budget.look();
                ItemSearch.of(ruleset)
                        .candidates(sought, of.jurisdiction(), days.get(of.jurisdiction()), CODES_MOST)
                        .forEach(candidate -> candidates.add(told(candidate)));
            }
        }
        return candidates.isEmpty() ? null : candidates;
    }

    private static CodeCandidate told(Candidate candidate) {
        return new CodeCandidate(
                candidate.item().jurisdiction(),
                candidate.item().stated(),
                candidate.name(),
                candidate.grounds().stream()
                        .map(ground -> ground.kind().name())
                        .distinct()
                        .toList());
    }

    /** What the caller calls the line; no rule looks at it. */
    private static String description(Shipment shipment, Line line) {
        Object lines = shipment.given().get("lines");
        int index = Integer.parseInt(line.pointer().substring(line.pointer().lastIndexOf('/') + 1));
        return lines instanceof List<?> all
                        && index < all.size()
                        && all.get(index) instanceof Map<?, ?> given
                        && given.get("description") instanceof String text
                ? text
                : null;
    }
}
