package guanka.service.page.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.service.page.Words;
import guanka.service.page.facts.Codes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads reports that are kept with a version as JSON. */
final class Reports {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Reports() {}

    static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a kept report is no JSON", e);
        }
    }

    static <T> List<T> each(JsonNode list, Function<JsonNode, T> how) {
        List<T> all = new ArrayList<>();
        list.forEach(one -> all.add(how.apply(one)));
        return all;
    }

    /** A row or cell as people write it. */
    static String place(JsonNode place) {
        if (!place.isObject()) {
            return "";
        }
        String at = place.hasNonNull("cell")
                ? place.path("cell").asText()
                : place.path("row").asText();
        return place.path("workbook").asText() + ", " + place.path("sheet").asText() + ", " + at + " ("
                + place.path("key").asText() + ")";
    }

    /** An outcome with its review policy, in words. */
    static String side(Codes codes, JsonNode side, Words words) {
        if (!side.hasNonNull("outcome")) {
            return "—";
        }
        String outcome = codes.outcome(side.path("outcome").asText());
        return side.hasNonNull("reviewPolicy")
                ? outcome
                        + words.of("comma")
                        + codes.reviewPolicy(side.path("reviewPolicy").asText())
                : outcome;
    }
}
