package guanka.service.page.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.service.rulesets.Edition;
import java.io.IOException;

/** Shipments of the cases that travel with a ruleset. */
final class CaseShipments {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CaseShipments() {}

    /** The shipment of the first case in a file of the ruleset, or null where there is no such file. */
    static byte[] of(Edition edition, String file) {
        byte[] json = file == null ? null : edition.ruleset().cases().get(file);
        if (json == null) {
            return null;
        }
        try {
            JsonNode read = MAPPER.readTree(json);
            return MAPPER.writeValueAsBytes((read.isArray() ? read.path(0) : read).path("shipment"));
        } catch (IOException e) {
            return null;
        }
    }
}
