package guanka.workbench.replay;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.FactMistake;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Shipment;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts as an analyst writes them in cells, a place and a value each. A cell holds no code, so what a value is follows from where it
 * stands: where the contract wants no text, {@code YES} and {@code NO} are truth values, digits a number and {@code NONE} an empty
 * list; {@code ?} takes the fact away.
 */
final class PromiseFacts {

    private static final String SIGN = " = ";
    private static final String UNKNOWN = "?";
    private static final String NONE = "NONE";
    private static final String DAY = "/exportDate";
    private static final int STEPS_MOST = 40;
    private static final int ENTRIES_MOST = 1_000;

    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<FactMistake> mistakes = new ArrayList<>();

    /** Puts facts upon those that were put before. */
    void put(List<String> facts) {
        for (String fact : facts) {
            int sign = fact.indexOf(SIGN);
            put(fact.substring(0, sign), fact.substring(sign + SIGN.length()));
        }
    }

    private void put(String pointer, String value) {
        if (pointer.equals(DAY)) {
            add(
                    pointer,
                    "day-of-the-case",
                    "the days of a case stand in `from` and `to`, not among its facts",
                    "案例的日期填在 `from` 和 `to`，不写入事实");
            return;
        }
        String[] steps = pointer.substring(1).split("/", -1);
        if (steps.length > STEPS_MOST) {
            add(pointer, "too-deep", "no fact stands so deep", "没有如此深的事实");
            return;
        }
        JsonNode at = tree;
        for (int i = 0; i < steps.length; i++) {
            String step = steps[i].replace("~1", "/").replace("~0", "~");
            boolean last = i == steps.length - 1;
            JsonNode there = at instanceof ArrayNode ? null : at.get(step);
            JsonNode next = last ? value(value) : isNothing(there) ? holder(steps[i + 1]) : null;
            if (at instanceof ArrayNode list) {
                int index = step.matches("0|[1-9][0-9]{0,3}") ? Integer.parseInt(step) : -1;
                if (index < 0 || index > list.size() || index >= ENTRIES_MOST) {
                    add(
                            pointer,
                            "no-such-entry",
                            "`" + step + "` is no entry of this list, which has " + list.size()
                                    + "; they are counted from 0",
                            "`" + step + "` 不是该列表的条目，列表共 " + list.size() + " 条，自 0 起数");
                    return;
                }
                if (last && next == null) {
                    if (index < list.size()) {
                        list.remove(index);
                    }
                } else if (index == list.size()) {
                    list.add(last ? next : holder(steps[i + 1]));
                } else if (last) {
                    list.set(index, next);
                } else if (isNothing(list.get(index))) {
                    list.set(index, holder(steps[i + 1]));
                }
                at = list.get(index);
            } else if (at instanceof ObjectNode object) {
                if (last && next == null) {
                    object.remove(step);
                } else if (next != null) {
                    object.set(step, next);
                }
                at = object.get(step);
            } else {
                add(pointer, "nothing-there", "nothing stands here that could hold this fact", "此处没有可以容纳该事实的内容");
                return;
            }
        }
        given.put(pointer, value);
    }

    /** Nothing stands there, or what was said to be an empty list. */
    private static boolean isNothing(JsonNode there) {
        return there == null || there.asText().equals(NONE);
    }

    private static JsonNode value(String text) {
        return text.equals(UNKNOWN) ? null : JsonNodeFactory.instance.textNode(text);
    }

    private static JsonNode holder(String next) {
        return next.matches("0|[1-9][0-9]*")
                ? JsonNodeFactory.instance.arrayNode()
                : JsonNodeFactory.instance.objectNode();
    }

    /** The facts on a day. */
    JsonNode on(String day) {
        ObjectNode facts = tree.deepCopy();
        facts.put(DAY.substring(1), day);
        return facts;
    }

    /** The shipment on a day, with each value read as what its place asks for; null where something is not understood. */
    Shipment read(String day, ShipmentReader reader) {
        if (!mistakes.isEmpty()) {
            return null;
        }
        try {
            return reader.read(on(day));
        } catch (RefusedShipment refused) {
            refused.mistakes().forEach(this::otherwise);
        }
        try {
            return reader.read(on(day));
        } catch (RefusedShipment refused) {
            mistakes.addAll(refused.mistakes());
            return null;
        }
    }

    private void otherwise(FactMistake mistake) {
        String text = given.get(mistake.pointer());
        if (text == null || !mistake.code().equals("wrong-type")) {
            return;
        }
        var nodes = JsonNodeFactory.instance;
        JsonNode meant =
                switch (text) {
                    case "YES" -> nodes.booleanNode(true);
                    case "NO" -> nodes.booleanNode(false);
                    case NONE -> nodes.arrayNode();
                    default ->
                        text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?") ? nodes.numberNode(new BigDecimal(text)) : null;
                };
        JsonPointer at = JsonPointer.compile(mistake.pointer());
        JsonNode in = tree.at(at.head());
        if (meant != null && in instanceof ArrayNode list) {
            list.set(at.last().getMatchingIndex(), meant);
        } else if (meant != null && in instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), meant);
        }
    }

    /** What is not understood, by the place of the fact. */
    List<FactMistake> mistakes() {
        return mistakes;
    }

    private void add(String pointer, String code, String en, String zh) {
        mistakes.add(new FactMistake(pointer, code, new Text(en, zh)));
    }
}
