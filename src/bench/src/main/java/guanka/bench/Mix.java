package guanka.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Shipment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The published mix: the Chinese cases that travel in the kjar, in the order of their paths, without those that are refused. Each
 * asks for Chinese law alone, whatever other jurisdictions the ruleset holds.
 */
final class Mix {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Mix() {}

    static List<Shipment> of(Ruleset ruleset) {
        return List.copyOf(byPath(ruleset).values());
    }

    /** The same shipments, asked of another law. */
    static List<Shipment> of(Ruleset ruleset, String jurisdiction) {
        return of(ruleset).stream().map(s -> asking(s, jurisdiction)).toList();
    }

    static Map<String, Shipment> byPath(Ruleset ruleset) {
        ShipmentReader reader = new ShipmentReader(ruleset);
        Map<String, Shipment> mix = new LinkedHashMap<>();
        texts(ruleset).forEach((path, shipment) -> {
            try {
                mix.put(path, asking(reader.read(shipment), "CN"));
            } catch (RefusedShipment badInput) {
                // a case of what is refused is no decision
            }
        });
        return mix;
    }

    /** The shipments as a caller posts them, by the path of their case. */
    static Map<String, JsonNode> texts(Ruleset ruleset) {
        Map<String, JsonNode> texts = new LinkedHashMap<>();
        ruleset.cases().forEach((path, bytes) -> {
            if (path.startsWith("cases/cn/")) {
                try {
                    texts.put(path, JSON.readTree(bytes).path("shipment"));
                } catch (IOException e) {
                    throw new UncheckedIOException(path, e);
                }
            }
        });
        return texts;
    }

    private static Shipment asking(Shipment s, String jurisdiction) {
        return new Shipment(
                s.reference(),
                s.exportDate(),
                s.exportFrom(),
                s.destination(),
                s.movement(),
                s.usNexus(),
                s.parties(),
                s.ownership(),
                s.endUse(),
                s.lines(),
                s.readings(),
                new ArrayList<>(List.of(jurisdiction)),
                s.assertions(),
                s.clearances(),
                s.given());
    }
}
