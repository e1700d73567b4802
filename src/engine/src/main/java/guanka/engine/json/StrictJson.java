package guanka.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import guanka.facts.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text in UTF-8 into maps, lists, strings, {@link Numeral}s, booleans and null. What other readers let pass or
 * repair is refused: a property that stands twice, bytes that are not UTF-8, half of a surrogate pair, anything after the end.
 */
final class StrictJson {

    static final int DOCUMENT_BYTES_MAX = 8 << 20;
    static final int DEPTH_MAX = 100;
    static final int VALUES_MAX = 500_000;
    static final int TEXT_LENGTH_MAX = 64_000;
    static final int NUMBER_LENGTH_MAX = 64;
    static final int NAME_LENGTH_MAX = 256;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX + 1)
                    .maxStringLength(TEXT_LENGTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .maxNameLength(NAME_LENGTH_MAX)
                    .build())
            .build();

    private final JsonParser parser;
    private int depth;
    private int values;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the value.
     *
     * @throws NotJson where the bytes are none
     */
    static Object read(byte[] utf8) {
        mustBeUtf8(utf8);
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            StrictJson json = new StrictJson(parser);
            if (parser.nextToken() == null) {
                throw json.refusal("nothing was sent", "未发送任何内容");
            }
            Object value = json.value();
            if (parser.nextToken() != null) {
                throw json.refusal("something follows after the end of the JSON text", "JSON 文本结束之后还有内容");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw refusal(
                    e.getLocation(),
                    "a text, number or name is too long; " + TEXT_LENGTH_MAX + ", " + NUMBER_LENGTH_MAX + " and "
                            + NAME_LENGTH_MAX + " characters are allowed",
                    "文本、数字或者名称过长；最多分别为 " + TEXT_LENGTH_MAX + "、" + NUMBER_LENGTH_MAX + " 和 " + NAME_LENGTH_MAX
                            + " 个字符");
        } catch (JsonEOFException e) {
            throw refusal(e.getLocation(), "the JSON text ends too early", "JSON 文本过早结束");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw refusal(e.getLocation(), "this is not JSON", "此处不符合 JSON 格式");
        } catch (IOException | IllegalStateException e) {
            throw refusal(null, "this is not JSON", "不符合 JSON 格式");
        }
    }

    /** A reader that guesses would take UTF-16 and UTF-32 too, and would let broken UTF-8 pass. */
    private static void mustBeUtf8(byte[] bytes) {
        if (bytes.length > DOCUMENT_BYTES_MAX) {
            throw refusal(
                    null,
                    "the JSON text is longer than " + DOCUMENT_BYTES_MAX + " bytes",
                    "JSON 文本超过 " + DOCUMENT_BYTES_MAX + " 字节");
        }
        boolean valid = true;
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            valid &= bytes[i] != 0;
        }
        if (valid && !isAscii(bytes)) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                valid = false;
            }
        }
        if (!valid) {
            throw refusal(null, "the bytes are not UTF-8", "字节不是 UTF-8 编码");
        }
    }

    private static boolean isAscii(byte[] bytes) {
        int seen = 0;
        for (byte b : bytes) {
            seen |= b;
        }
        return seen >= 0;
    }

    private Object value() throws IOException {
        if (++values > VALUES_MAX) {
            throw refusal("there are more than " + VALUES_MAX + " values", "值的数量超过 " + VALUES_MAX + " 个");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> wholeCharacters(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw refusal("this is not JSON", "此处不符合 JSON 格式");
        };
    }

    private Map<String, Object> object() throws IOException {
        enter();
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name; (name = parser.nextFieldName()) != null; ) {
            wholeCharacters(name);
            if (members.containsKey(name)) {
                String shown = Fault.shown(name);
                throw refusal("property `" + shown + "` stands in one object twice", "同一对象中属性 `" + shown + "` 出现两次");
            }
            parser.nextToken();
            members.put(name, value());
        }
        depth--;
        return members;
    }

    private List<Object> list() throws IOException {
        enter();
        List<Object> items = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        depth--;
        return items;
    }

    private void enter() {
        if (++depth > DEPTH_MAX) {
            throw refusal(
                    "objects and lists are nested deeper than " + DEPTH_MAX + " levels",
                    "对象和列表嵌套超过 " + DEPTH_MAX + " 层");
        }
    }

    private String wholeCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw refusal("a text holds half of a surrogate pair", "文本中含有半个代理对");
                }
                i++;
            }
        }
        return text;
    }

    private NotJson refusal(String en, String zh) {
        return refusal(parser.currentTokenLocation(), en, zh);
    }

    private static NotJson refusal(JsonLocation where, String en, String zh) {
        return where == null
                ? new NotJson(new Text(en, zh), 0, 0)
                : new NotJson(new Text(en, zh), Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()));
    }
}
