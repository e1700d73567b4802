package guanka.service.screenings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A body that holds facts but is no shipment, as a tree. */
public final class JsonTree {

    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private JsonTree() {}

    /**
     * Reads a tree by the same strict rules for JSON as shipments are read by.
     *
     * @throws NotJson where the bytes break them
     */
    public static JsonNode read(byte[] utf8, ShipmentReader reader) {
        mustBeStrictJson(utf8, reader);
        try {
            return EXACT.readTree(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that is read once and not again", e);
        }
    }

    /** The reader looks at the JSON before it looks for a shipment, and only the first is asked here. */
    private static void mustBeStrictJson(byte[] utf8, ShipmentReader reader) {
        try {
            reader.read(utf8);
        } catch (RefusedShipment noShipment) {
            return;
        }
    }
}
