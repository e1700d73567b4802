package guanka.service.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The page's own words in one language; the texts of the law come from the tables. */
public final class Words {

    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Words(read("words_" + language.code() + ".properties")));
        }
    }

    private final Map<String, String> words;

    private Words(Map<String, String> words) {
        this.words = words;
    }

    public static Words in(Language language) {
        return ALL.get(language);
    }

    private static Map<String, String> read(String file) {
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> words = new TreeMap<>();
            properties.forEach((key, value) -> words.put((String) key, (String) value));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The words for a key.
     *
     * @param values names of holes, each followed by what fills it
     * @throws IllegalArgumentException where there are none
     */
    public String of(String key, Object... values) {
        String text = words.get(key);
        if (text == null) {
            throw new IllegalArgumentException("the page has no words for `" + key + "`");
        }
        for (int i = 0; i < values.length; i += 2) {
            text = text.replace("{" + values[i] + "}", String.valueOf(values[i + 1]));
        }
        return text;
    }

    /** The words for a key, or others where there are none. */
    public String or(String key, String otherwise) {
        return words.getOrDefault(key, otherwise);
    }
}
