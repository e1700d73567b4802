package guanka.service.records;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import guanka.records.Redaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of answers what they quote of facts that are erased: names, aliases, identifiers, addresses and what people wrote freely.
 * A mark stands where a text was; codes, days, figures, ids and references stay, so that the answer still says what was decided and why.
 */
public final class QuotedFacts implements Redaction {

    /** What stands in the place of a text that was erased. */
    public static final String MARK = "[erased]";

    /** Facts that are written freely, wherever in a shipment they stand. */
    private static final Set<String> FREE =
            Set.of("name", "aliases", "identifiers", "address", "by", "reason", "source", "description", "statedBy");

    /** Of data that nobody reads nobody knows what they say. */
    private static final String ECHOED = "extensions";

    /** What quotes the law, not the shipment. */
    private static final Set<String> LAW =
            Set.of("citation", "source", "ruleset", "lists", "coverage", "reference", "provision", "id");

    /** Words of the law, which may hold any short text; they quote nobody. */
    private static final String WORDS_OF_LAW = "text";

    /** Texts as short as this could be anything: among words of the law they are only replaced where they stand alone. */
    private static final int SHORT = 2;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    @Override
    public byte[] without(byte[] facts, byte[] answer) {
        try {
            Set<String> texts = new TreeSet<>(
                    Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
            collect(JSON.readTree(facts), false, texts);
            JsonNode read = JSON.readTree(answer);
            JsonNode left = left(read, patterns(texts, false), patterns(texts, true));
            return left.equals(read) ? answer : JSON.writeValueAsBytes(left);
        } catch (IOException notJson) {
            // nothing that the service wrote; it quotes nothing that could be found
            return answer;
        }
    }

    private static void collect(JsonNode facts, boolean free, Set<String> texts) {
        if (free && facts.isTextual() && !facts.textValue().isBlank()) {
            texts.add(facts.textValue().strip());
        }
        facts.fields()
                .forEachRemaining(field -> collect(field.getValue(), free || FREE.contains(field.getKey()), texts));
        if (facts.isArray()) {
            facts.forEach(one -> collect(one, free, texts));
        }
    }

    /** Longer texts first, so that none is torn by a shorter one inside it. */
    private static List<Pattern> patterns(Set<String> texts, boolean amongWordsOfLaw) {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : texts) {
            String quoted = Pattern.quote(text);
            boolean isShort = text.codePointCount(0, text.length()) <= SHORT;
            String alone = "\\A\\s*" + quoted + "\\s*\\z";
            if (isShort) {
                patterns.add(Pattern.compile(alone, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
            }
            if (!isShort || !amongWordsOfLaw) {
                String within =
                        edge(text.codePointAt(0), true) + quoted + edge(text.codePointBefore(text.length()), false);
                // a name of one letter is not each word of one letter
                patterns.add(Pattern.compile(within, isShort ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
            }
        }
        return patterns;
    }

    /** Letters of an alphabet do not go on at the edge of a name; Han characters stand side by side without spaces. */
    private static String edge(int outermost, boolean before) {
        boolean spelt = Character.isLetterOrDigit(outermost) && !Character.isIdeographic(outermost);
        if (!spelt) {
            return "";
        }
        return before ? "(?<![\\p{L}\\p{N}&&[^\\p{IsHan}]])" : "(?![\\p{L}\\p{N}&&[^\\p{IsHan}]])";
    }

    private static JsonNode left(JsonNode answer, List<Pattern> patterns, List<Pattern> amongWordsOfLaw) {
        if (answer.isTextual()) {
            return TextNode.valueOf(left(answer.textValue(), patterns));
        }
        if (answer instanceof ArrayNode array) {
            ArrayNode left = JSON.createArrayNode();
            array.forEach(one -> left.add(left(one, patterns, amongWordsOfLaw)));
            return left;
        }
        if (answer instanceof ObjectNode object) {
            ObjectNode left = JSON.createObjectNode();
            object.fields()
                    .forEachRemaining(field -> left.set(
                            field.getKey(),
                            LAW.contains(field.getKey())
                                    ? field.getValue()
                                    : field.getKey().equals(ECHOED)
                                            ? JSON.createObjectNode()
                                            : left(
                                                    field.getValue(),
                                                    field.getKey().equals(WORDS_OF_LAW) ? amongWordsOfLaw : patterns,
                                                    amongWordsOfLaw)));
            return left;
        }
        return answer;
    }

    private static String left(String text, List<Pattern> patterns) {
        String left = text;
        for (Pattern pattern : patterns) {
            left = pattern.matcher(left).replaceAll(Matcher.quoteReplacement(MARK));
        }
        return left;
    }
}
