package guanka.service.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The words of the pages")
class WordsTest {

    /** Tells the keys that stand in a file twice, of which the last would win unseen. */
    private static final class Twice extends Properties {
        private final Set<Object> found = new HashSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                found.add(key);
            }
            return super.put(key, value);
        }
    }

    private static Twice words(String language) throws IOException {
        Twice words = new Twice();
        try (InputStream in = WordsTest.class.getResourceAsStream("words_" + language + ".properties")) {
            words.load(in);
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void noKeyStandsTwice(String language) throws IOException {
        assertEquals(Set.of(), words(language).found);
    }

    @Test
    void bothLanguagesHoldTheSameKeys() throws IOException {
        assertEquals(
                List.copyOf(new TreeSet<>(words("en").stringPropertyNames())),
                List.copyOf(new TreeSet<>(words("zh").stringPropertyNames())));
    }
}
