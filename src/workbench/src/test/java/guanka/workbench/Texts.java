package guanka.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with texts for people, wherever they stand. */
public final class Texts {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern HOLE = Pattern.compile("[{}]|null");

    private Texts() {}

    /** A text that lacks a language, is left in the other one, or holds a place that was not filled. */
    public static List<String> faults(String where, String en, String zh) {
        List<String> faults = new ArrayList<>();
        if (en == null || en.isBlank() || zh == null || zh.isBlank()) {
            faults.add(where + ": a language is missing: " + en + " | " + zh);
            return faults;
        }
        if (!HAN.matcher(zh).find()) {
            faults.add(where + ": no Chinese in: " + zh);
        }
        if (!en.matches("(?s).*[A-Za-z].*")) {
            faults.add(where + ": no English in: " + en);
        }
        return faults;
    }

    /** The same of every text in an answer, however deep, and each place in braces that was not filled. */
    public static List<String> faultsIn(String where, Object answer) {
        try {
            return faultsIn(where, new ObjectMapper().readTree(CanonicalJson.write(answer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> faultsIn(String where, JsonNode answer) {
        List<String> faults = new ArrayList<>();
        if (answer.isObject() && answer.has("en") && answer.has("zh")) {
            String en = answer.get("en").asText();
            String zh = answer.get("zh").asText();
            faults.addAll(faults(where, en, zh));
            if (HOLE.matcher(en).find() || HOLE.matcher(zh).find()) {
                faults.add(where + ": not filled: " + en + " | " + zh);
            }
            return faults;
        }
        answer.properties().forEach(field -> faults.addAll(faultsIn(where + "/" + field.getKey(), field.getValue())));
        for (int i = 0; answer.isArray() && i < answer.size(); i++) {
            faults.addAll(faultsIn(where + "/" + i, answer.get(i)));
        }
        return faults;
    }
}
