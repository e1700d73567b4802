package guanka.service.requests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import guanka.service.problems.Problem;
import java.io.IOException;

/** What a caller calls a line that was not taken, so that its problem can be brought back to it. */
public final class LineReference {

    private static final JsonFactory FACTORY = new JsonFactory();

    private LineReference() {}

    /** The text of a property of the line's object, as far as the line can be read; null where there is none. */
    public static String of(Lines.Line line, String property) {
        try (JsonParser parser = FACTORY.createParser(line.bytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name; (name = parser.nextFieldName()) != null; ) {
                JsonToken value = parser.nextToken();
                if (name.equals(property)) {
                    return value == JsonToken.VALUE_STRING ? Problem.shown(parser.getText()) : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }
}
