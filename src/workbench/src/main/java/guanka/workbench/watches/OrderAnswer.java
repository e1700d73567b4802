package guanka.workbench.watches;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Determination;
import guanka.workbench.impact.Answer;
import guanka.workbench.impact.Direction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is told of an open order: in codes alone, without names or texts.
 *
 * @param outcome      of the whole shipment; {@code REFUSED} where the facts were refused, {@code FAILED} where the engine failed
 * @param reviewPolicy of the whole shipment, or null
 * @param jurisdictions what each says
 * @param holds        what stops a line, sorted, each once
 * @param mistakes     why the facts were refused, {@code pointer code}; null where they were not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderAnswer(
        String outcome, String reviewPolicy, Map<String, Part> jurisdictions, List<Held> holds, List<String> mistakes) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The answer of one jurisdiction. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(String outcome, String reviewPolicy) {}

    /** A hold, without the fact that it asks for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Held(String code, String provision, String line, String party) {

        private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
        private static final Comparator<Held> ORDER = Comparator.comparing(Held::code, TEXT)
                .thenComparing(Held::provision, TEXT)
                .thenComparing(Held::line, TEXT)
                .thenComparing(Held::party, TEXT);
    }

    /** Of a determination. */
    public static OrderAnswer of(Determination determination) {
        Map<String, Part> parts = new TreeMap<>();
        determination
                .jurisdictions()
                .forEach(j -> parts.put(j.jurisdiction(), new Part(j.outcome(), j.reviewPolicy())));
        return new OrderAnswer(
                determination.outcome(),
                determination.reviewPolicy(),
                parts,
                determination.holds().stream()
                        .map(hold -> new Held(hold.code(), hold.provision(), hold.line(), hold.party()))
                        .distinct()
                        .sorted(Held.ORDER)
                        .toList(),
                null);
    }

    static OrderAnswer refused(RefusedShipment refused) {
        return new OrderAnswer(
                Answer.REFUSED,
                null,
                Map.of(),
                List.of(),
                refused.mistakes().stream()
                        .map(mistake -> mistake.pointer() + " " + mistake.code())
                        .distinct()
                        .sorted()
                        .toList());
    }

    static OrderAnswer failed() {
        return new OrderAnswer(Answer.FAILED, null, Map.of(), List.of(), null);
    }

    /** As it is kept. */
    public String json() {
        return new String(CanonicalJson.write(this), StandardCharsets.UTF_8);
    }

    /**
     * As it was kept.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static OrderAnswer of(String json) {
        try {
            return JSON.readValue(json, OrderAnswer.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("what is kept of a watch is no answer", damaged);
        }
    }

    /** Which way this answer differs from an earlier one, null where it does not. */
    public Direction movedFrom(OrderAnswer before) {
        return equals(before) ? null : compared().movedFrom(before.compared());
    }

    /** The holds stand for all that is found: where they alone differ, findings alone do. */
    private Answer compared() {
        Map<String, Answer.Side> sides = new TreeMap<>();
        jurisdictions.forEach((name, part) -> sides.put(name, new Answer.Side(part.outcome(), part.reviewPolicy())));
        Set<Answer.Told> told = holds.stream()
                .map(hold -> new Answer.Told(String.valueOf(hold.provision()), hold.toString()))
                .collect(Collectors.toSet());
        if (mistakes != null) {
            mistakes.forEach(mistake -> told.add(new Answer.Told("", mistake)));
        }
        return new Answer(outcome, reviewPolicy, sides, List.of(), told, Set.of());
    }
}
