package guanka.records;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;

/**
 * Whether two texts of facts say the same: order of properties and white space do not matter, numbers count by value, a fact that is
 * null is one that is not there, and what was added to facts after they were sent is none of them.
 */
final class FactsComparison {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** 1, 1.0 and 1e0 are one number. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    /** What comes back in the answer as it was sent, so that null in it is not nothing. */
    private static final String ECHOED = "extensions";

    /** The standing clearances that held when they were decided. No caller may send any, so who sends the same facts again sends none. */
    private static final String ADDED = "clearances";

    private FactsComparison() {}

    private static JsonNode sent(byte[] json) throws IOException {
        JsonNode facts = JSON.readTree(json);
        if (facts instanceof ObjectNode object) {
            object.remove(ADDED);
        }
        return given(facts);
    }

    private static JsonNode given(JsonNode facts) {
        if (facts instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
            object.properties().forEach(field -> {
                if (!field.getKey().equals(ECHOED)) {
                    given(field.getValue());
                }
            });
        } else {
            facts.forEach(FactsComparison::given);
        }
        return facts;
    }

    /** Both are JSON and equal. */
    static boolean equal(byte[] one, byte[] other) {
        try {
            return sent(one).equals(BY_VALUE, sent(other));
        } catch (IOException notJson) {
            return false;
        }
    }
}
