package guanka.service.determinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A determination without prose, for a system that releases or holds: outcomes and what stops a line, in codes. */
public final class ShortForm {

    public static final String MEDIA_TYPE = "application/vnd.guanka.holds+json";

    /** Parameter that asks for it, and its values. */
    static final String VIEW = "view";

    static final Set<String> VIEWS = Set.of("holds");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOLDS = "holds";
    private static final List<String> BEFORE =
            List.of("id", "reference", "references", "outcome", "reviewPolicy", "range");
    private static final List<String> AFTER = List.of("ruleset", "asOf", "evaluatedAt");
    private static final List<String> OF_A_LINE = List.of("id", "outcome", "reviewPolicy");

    private ShortForm() {}

    /**
     * Of an answer as it is recorded.
     *
     * @throws Refusal where it was recorded before answers told their holds: to tell of none would release what is held
     */
    public static byte[] of(byte[] answer) {
        try {
            JsonNode whole = JSON.readTree(answer);
            if (!whole.has(HOLDS)) {
                throw new Refusal(Problem.of(
                        Kind.NOT_FOUND, "this determination was recorded before answers told holds; replay it"));
            }
            ObjectNode brief = JSON.createObjectNode();
            copy(whole, brief, BEFORE);
            ArrayNode lines = brief.putArray("lines");
            whole.path("lines").forEach(line -> copy(line, lines.addObject(), OF_A_LINE));
            brief.set(HOLDS, together(whole.path(HOLDS)));
            copy(whole, brief, AFTER);
            return JSON.writeValueAsBytes(brief);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that is no JSON", e);
        }
    }

    private static void copy(JsonNode from, ObjectNode to, List<String> names) {
        names.stream().filter(from::has).forEach(name -> to.set(name, from.get(name)));
    }

    /** Holds that one answer of the caller lifts are one hold, of all their provisions. */
    private static ArrayNode together(JsonNode holds) {
        Map<ObjectNode, ObjectNode> brief = new LinkedHashMap<>();
        for (JsonNode hold : holds) {
            ObjectNode same = hold.deepCopy();
            same.remove("provision");
            ObjectNode first = hold.has("fact") ? brief.putIfAbsent(same, hold.deepCopy()) : null;
            if (!hold.has("fact")) {
                brief.put(hold.deepCopy(), hold.deepCopy());
            } else if (first != null) {
                first.withArray("/also").add(hold.get("provision"));
            }
        }
        ArrayNode list = JSON.createArrayNode();
        brief.values().forEach(list::add);
        return list;
    }
}
