package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What moved between two answers to the same facts, part by part; who gave them and when does not count. */
public final class Comparison {

    /** Parts that are one value. */
    private static final List<String> SINGLE =
            List.of("outcome", "reviewPolicy", "range.atLeast", "range.atMost", "reviewPolicyRange");

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    /**
     * Differences, empty where both say the same.
     *
     * @param before JSON of a determination
     * @param after  JSON of a determination of the same shipment
     */
    public static List<Difference> between(JsonNode before, JsonNode after) {
        Comparison comparison = new Comparison();
        for (String part : SINGLE) {
            String path = "/" + part.replace('.', '/');
            comparison.differ(part, text(before.at(path)), text(after.at(path)), null);
        }
        comparison.each("jurisdictions", before, after, List.of("jurisdiction"), List.of("outcome", "reviewPolicy"));
        comparison.each("lines", before, after, List.of("id"), List.of("outcome", "reviewPolicy"));
        comparison.each("findings", before, after, List.of("provision", "line", "party", "effect"), List.of("wouldBe"));
        comparison.each("missing", before, after, List.of("fact"), List.of());
        comparison.each("readings", before, after, List.of("question"), List.of("applied", "answers"));
        comparison.each("obligations", before, after, List.of("provision", "duty", "boundParty"), List.of("due"));
        return comparison.differences;
    }

    private void each(String part, JsonNode before, JsonNode after, List<String> key, List<String> values) {
        Map<String, JsonNode> old = byKey(before.path(part), key);
        Map<String, JsonNode> now = byKey(after.path(part), key);
        var keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String one : keys) {
            JsonNode was = old.get(one);
            JsonNode is = now.get(one);
            if (was == null || is == null) {
                differ(
                        part + " " + one,
                        was == null ? "absent" : "present",
                        is == null ? "absent" : "present",
                        row(is));
            } else {
                for (String value : values) {
                    differ(part + " " + one + " " + value, text(was.path(value)), text(is.path(value)), row(is));
                }
            }
        }
    }

    private static Map<String, JsonNode> byKey(JsonNode list, List<String> key) {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode entry : list) {
            List<String> parts = new ArrayList<>();
            for (String name : key) {
                if (entry.hasNonNull(name)) {
                    parts.add(
                            key.size() > 2 && (name.equals("line") || name.equals("party"))
                                    ? name + " " + entry.path(name).asText()
                                    : entry.path(name).asText());
                }
            }
            String first = String.join(" ", parts);
            String unused = first;
            for (int again = 2; found.containsKey(unused); again++) {
                unused = first + " #" + again;
            }
            found.put(unused, entry);
        }
        return found;
    }

    private static String row(JsonNode finding) {
        JsonNode source = finding == null ? null : finding.get("source");
        return source == null
                ? null
                : source.path("file").asText() + "!" + source.path("sheet").asText() + " row "
                        + source.path("row").asText() + ", "
                        + source.path("key").asText();
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
    }

    private void differ(String what, String before, String after, String row) {
        if (!Objects.equals(before, after)) {
            differences.add(new Difference(what, before, after, row));
        }
    }
}
