package guanka.records;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Comparator;

/** Whether two texts of facts say the same: order of properties and white space do not matter, numbers count by value. */
final class FactsComparison {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** 1, 1.0 and 1e0 are one number. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private FactsComparison() {}

    /** Both are JSON and equal. */
    static boolean equal(byte[] one, byte[] other) {
        try {
            return JSON.readTree(one).equals(BY_VALUE, JSON.readTree(other));
        } catch (IOException notJson) {
            return false;
        }
    }
}
