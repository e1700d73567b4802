package guanka.engine.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    @DisplayName("values arrive as they stand, numbers digit by digit")
    void values() {
        assertEquals(
                Map.of("a", List.of(new Numeral("1.50"), new Numeral("-0"), new Numeral("1E+2"), true, "ü\n")),
                StrictJson.read("{\"a\":[1.50,-0,1E+2,true,\"\\u00fc\\n\"]}".getBytes(UTF_8)));
        assertEquals(Arrays.asList((Object) null), StrictJson.read("[null]".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "\"a",
                "{\"a\"}",
                "{\"a\":1,}",
                "[1,]",
                "{'a':1}",
                "{a:1}",
                "nul",
                "NaN",
                "[01]",
                "[1.]",
                "[.5]",
                "[+1]",
                "[0x1]",
                "[\"\t\"]",
                "[\"\\x\"]",
                "{} {}",
                "{}x",
                "// c\n{}",
                "/* c */{}",
                "[\"\\ud800\"]",
                "{\"\\udc00\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"b\":{\"a\":null,\"\\u0061\":null}}"
            })
    @DisplayName("what is not exactly one JSON text is refused with its place")
    void refused(String text) {
        NotJson refusal = assertThrows(NotJson.class, () -> StrictJson.read(text.getBytes(UTF_8)));

        assertTrue(refusal.line() >= 1 && refusal.column() >= 1, () -> refusal.line() + ":" + refusal.column());
        assertFalse(
                refusal.text().en().matches("(?i).*(jackson|fasterxml|java|exception|token|constraints|parser).*"),
                refusal.text().en());
    }

    @Test
    @DisplayName("the place of a mistake is its line and column")
    void place() {
        NotJson refusal =
                assertThrows(NotJson.class, () -> StrictJson.read("{\n  \"a\": 1,\n  \"a\": 2\n}".getBytes(UTF_8)));

        assertEquals("3:3", refusal.line() + ":" + refusal.column());
        assertEquals("property `a` stands in one object twice", refusal.text().en());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "ISO-8859-1", "GB18030"})
    @DisplayName("bytes that are not UTF-8 are refused, with a mark of order or without")
    void otherCharsets(String charset) {
        byte[] bytes = "{\"a\":\"ü钐\"}"
                .replace("钐", charset.startsWith("ISO") ? "" : "钐")
                .getBytes(Charset.forName(charset));

        assertEquals(
                "the bytes are not UTF-8",
                assertThrows(NotJson.class, () -> StrictJson.read(bytes)).text().en());
    }

    @Test
    @DisplayName("UTF-8 that is overlong, cut off or encodes surrogates is refused")
    void brokenUtf8() {
        for (int[] broken : new int[][] {{0xC0, 0xAF}, {0xED, 0xA0, 0x80}, {0xF5, 0x80, 0x80, 0x80}, {0xE9}, {0x80}}) {
            byte[] bytes = new byte[broken.length + 4];
            System.arraycopy("[\"".getBytes(UTF_8), 0, bytes, 0, 2);
            for (int i = 0; i < broken.length; i++) {
                bytes[i + 2] = (byte) broken[i];
            }
            System.arraycopy("\"]".getBytes(UTF_8), 0, bytes, broken.length + 2, 2);
            assertThrows(NotJson.class, () -> StrictJson.read(bytes), Arrays.toString(broken));
        }
        assertThrows(NotJson.class, () -> StrictJson.read("[1]".getBytes(UTF_16BE)));
        assertThrows(NotJson.class, () -> StrictJson.read("1".getBytes(UTF_16LE)));
    }

    @Test
    @DisplayName("limits: the last that is allowed and the first that is not")
    void limits() {
        accepted("[".repeat(100) + "]".repeat(100));
        refusedFor("nested", "[".repeat(101) + "]".repeat(101));
        refusedFor("nested", "{\"a\":".repeat(101) + "1" + "}".repeat(101));
        accepted("[" + "9".repeat(64) + "]");
        refusedFor("too long", "[" + "9".repeat(65) + "]");
        refusedFor("too long", "[0." + "9".repeat(65) + "]");
        accepted("{\"" + "a".repeat(256) + "\":1}");
        refusedFor("too long", "{\"" + "a".repeat(300) + "\":1}");
        accepted("[\"" + "a".repeat(64_000) + "\"]");
        refusedFor("too long", "[\"" + "a".repeat(64_001) + "\"]");
        accepted("[" + "1,".repeat(499_998) + "1]");
        refusedFor("values", "[" + "1,".repeat(500_000) + "1]");
        refusedFor("bytes", " ".repeat((8 << 20) + 1));
    }

    private static void accepted(String text) {
        StrictJson.read(text.getBytes(UTF_8));
    }

    private static void refusedFor(String reason, String text) {
        String said = assertThrows(NotJson.class, () -> StrictJson.read(text.getBytes(UTF_8)))
                .text()
                .en();
        assertTrue(said.contains(reason), said);
    }

    @Test
    @DisplayName("the longest documents are dealt with in seconds, whatever they hold")
    void hostileDocuments() {
        int room = StrictJson.DOCUMENT_BYTES_MAX - 100;
        String names = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"" + Integer.toString(i * 31, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        List<String> documents = List.of(
                "[".repeat(room),
                "[\"" + "a".repeat(room) + "\"]",
                "[" + "9".repeat(room) + "]",
                "[1e" + "9".repeat(room) + "]",
                "[\"" + "\\u0000".repeat(room / 6) + "\"]",
                "{\"" + "k".repeat(room) + "\":1}",
                "[" + "[],".repeat(room / 3) + "1]",
                "{\"a\":".repeat(room / 5),
                " ".repeat(room) + "1",
                names);
        ShipmentReader reader = Draft.READER; // loads a ruleset, which is not what is timed
        for (String document : documents) {
            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                try {
                    reader.read(document.getBytes(UTF_8));
                } catch (NotJson | RefusedShipment expected) {
                    // both are answers
                }
            });
        }
    }
}
