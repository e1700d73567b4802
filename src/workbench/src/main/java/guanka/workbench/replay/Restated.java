package guanka.workbench.replay;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import guanka.facts.rows.BaseCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A shipment told as analysts tell it: a base case, and the facts that are otherwise.
 *
 * @param baseCase key of the base case
 * @param facts    each a place, an equals sign and a value, as cells hold them
 */
public record Restated(String baseCase, List<String> facts) {

    private static final String SIGN = " = ";
    private static final String UNKNOWN = "?";
    private static final String NONE = "NONE";
    private static final String DAY = "/exportDate";

    /** A shipment upon the base case from which it differs least; null where cells cannot say it. */
    public static Restated of(JsonNode shipment, List<BaseCase> bases) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (!flatten("", shipment, wanted)) {
            return null;
        }
        Restated least = null;
        for (BaseCase base : bases) {
            Restated one = new Restated(base.key(), differences(shipment, wanted, given(base)));
            if (least == null || one.facts().size() < least.facts().size()) {
                least = one;
            }
        }
        return least;
    }

    private static Map<String, String> given(BaseCase base) {
        Map<String, String> given = new LinkedHashMap<>();
        base.facts().forEach(fact -> {
            int sign = fact.indexOf(SIGN);
            given.put(fact.substring(0, sign), fact.substring(sign + SIGN.length()));
        });
        return given;
    }

    private static List<String> differences(JsonNode shipment, Map<String, String> wanted, Map<String, String> given) {
        List<String> facts = new ArrayList<>();
        Set<String> emptied = new LinkedHashSet<>();
        wanted.forEach((pointer, value) -> {
            if (!Objects.equals(value, given.get(pointer))) {
                facts.add(pointer + SIGN + value);
                if (value.equals(NONE)) {
                    emptied.add(pointer + "/");
                }
            }
        });
        Set<String> gone = new LinkedHashSet<>();
        given.keySet().stream()
                .filter(pointer -> !wanted.containsKey(pointer)
                        && emptied.stream().noneMatch(pointer::startsWith)
                        && isNothing(shipment.at(pointer)))
                .map(pointer -> highestMissing(shipment, pointer))
                .forEach(gone::add);
        // from the end, since what follows an entry moves up
        List<String> backwards = new ArrayList<>(gone);
        for (int i = backwards.size() - 1; i >= 0; i--) {
            facts.add(backwards.get(i) + SIGN + UNKNOWN);
        }
        return List.copyOf(facts);
    }

    private static String highestMissing(JsonNode shipment, String pointer) {
        JsonPointer at = JsonPointer.compile(pointer);
        while (isNothing(shipment.at(at.head()))) {
            at = at.head();
        }
        return at.toString();
    }

    private static boolean isNothing(JsonNode there) {
        return there.isMissingNode() || there.isNull();
    }

    /** Every fact by its place; false where a value cannot stand in a cell. */
    private static boolean flatten(String pointer, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            return node.properties().stream()
                    .allMatch(field -> pointer.isEmpty() && field.getKey().equals(DAY.substring(1))
                            || field.getValue().isNull()
                            || flatten(
                                    pointer + "/"
                                            + field.getKey().replace("~", "~0").replace("/", "~1"),
                                    field.getValue(),
                                    into));
        }
        if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                if (!flatten(pointer + "/" + i, node.get(i), into)) {
                    return false;
                }
            }
            return true;
        }
        String value = node.isArray() ? NONE : node.isBoolean() ? node.asBoolean() ? "YES" : "NO" : node.asText();
        into.put(pointer, value);
        return !value.isBlank()
                && !value.equals(UNKNOWN)
                && !value.contains(";")
                && value.equals(value.strip())
                && value.indexOf('\n') < 0;
    }
}
