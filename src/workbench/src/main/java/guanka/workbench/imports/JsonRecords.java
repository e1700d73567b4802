package guanka.workbench.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads records one after the other, so that a file of any size needs the memory of its largest record: one after the other or
 * one a line, in one list, or in a list that a property of one object holds.
 */
final class JsonRecords {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonRecords() {}

    /**
     * Hands on every record.
     *
     * @param list property of a single object that holds the records, or null where there is no such form
     */
    static void each(InputStream in, String name, String list, Consumer<JsonNode> take) throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    records(parser, name, take);
                } else if (list == null) {
                    record(parser, name, take);
                } else {
                    wrapped(parser, name, list, take);
                }
            }
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            throw RefusedSource.otherForm("`" + name + "` is not JSON"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    private static void wrapped(JsonParser parser, String name, String list, Consumer<JsonNode> take)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw RefusedSource.otherForm("`" + name + "` holds a value that is no record (line "
                    + parser.currentLocation().getLineNr() + ")");
        }
        boolean found = false;
        for (String property; (property = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            if (property.equals(list) && value == JsonToken.START_ARRAY) {
                found = true;
                records(parser, name, take);
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw RefusedSource.otherForm("`" + name + "` holds no list `" + list + "`");
        }
    }

    private static void records(JsonParser parser, String name, Consumer<JsonNode> take) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw RefusedSource.otherForm("`" + name + "` ends within a list");
            }
            record(parser, name, take);
        }
    }

    private static void record(JsonParser parser, String name, Consumer<JsonNode> take) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw RefusedSource.otherForm("`" + name + "` holds a value that is no record (line "
                    + parser.currentLocation().getLineNr() + ")");
        }
        take.accept(JSON.readTree(parser));
    }
}
