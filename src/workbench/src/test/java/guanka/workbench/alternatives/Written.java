package guanka.workbench.alternatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A change of a fact as a caller makes it, in the JSON of the shipment. */
final class Written {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Written() {}

    /** The facts with one fact changed; a holding that is given twice is changed in both places, for it is one. */
    static JsonNode with(JsonNode shipment, String pointer, Object value) {
        JsonNode changed = one(shipment, pointer, value);
        if (pointer.matches("/ownership/\\d+/percent")) {
            JsonNode edge = shipment.at(pointer.substring(0, pointer.lastIndexOf('/')));
            for (int i = 0; i < shipment.path("ownership").size(); i++) {
                if (isAgain(edge, shipment.path("ownership").path(i))) {
                    changed = one(changed, "/ownership/" + i + "/percent", value);
                }
            }
        }
        return changed;
    }

    private static boolean isAgain(JsonNode edge, JsonNode other) {
        return List.of("owner", "owned", "percent", "interest").stream()
                .allMatch(f -> edge.path(f).equals(other.path(f)));
    }

    private static JsonNode one(JsonNode shipment, String pointer, Object value) {
        JsonNode changed = shipment.deepCopy();
        String[] tokens = pointer.substring(1).split("/");
        JsonNode at = changed;
        for (int i = 0; i < tokens.length - 1; i++) {
            JsonNode next = at.isArray() ? at.path(Integer.parseInt(tokens[i])) : at.path(tokens[i]);
            if (next.isMissingNode() || next.isNull()) {
                next = tokens[i + 1].equals("-") ? JSON.createArrayNode() : JSON.createObjectNode();
                ((ObjectNode) at).set(tokens[i], next);
            }
            at = next;
        }
        String last = tokens[tokens.length - 1];
        if (at instanceof ArrayNode list) {
            if (last.equals("-")) {
                list.add(json(value));
            } else if (value == null) {
                list.remove(Integer.parseInt(last));
            } else {
                list.set(Integer.parseInt(last), json(value));
            }
        } else {
            ObjectNode of = (ObjectNode) at;
            // an exact share takes the place of a band
            if (last.equals("percent")) {
                of.remove(List.of("percentAtLeast", "percentMoreThan", "percentAtMost", "percentLessThan"));
            }
            of.set(last, json(value));
        }
        return changed;
    }

    private static JsonNode json(Object value) {
        if (value instanceof BigDecimal decimal) {
            return JSON.getNodeFactory().textNode(decimal.toPlainString());
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.createObjectNode();
            map.forEach((k, v) -> object.set((String) k, json(v)));
            return object;
        }
        return JSON.valueToTree(value);
    }
}
