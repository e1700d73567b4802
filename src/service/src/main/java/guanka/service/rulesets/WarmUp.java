package guanka.service.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.Guanka;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.RefusedRuleset;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides the cases in the kjar before it serves callers, because the first decisions after loading are slow. */
final class WarmUp {

    private WarmUp() {}

    /** Decides each case once, and then all of them again while there is time. */
    static void of(Edition edition, Duration time) {
        List<byte[]> shipments = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : edition.ruleset().cases().entrySet()) {
            shipments.addAll(shipments(file.getKey(), file.getValue()));
        }
        long end = System.nanoTime() + time.toNanos();
        do {
            for (byte[] shipment : shipments) {
                decide(edition, shipment);
                if (System.nanoTime() > end) {
                    return;
                }
            }
        } while (!shipments.isEmpty());
    }

    private static void decide(Edition edition, byte[] json) {
        try {
            Guanka.json(edition.guanka().decide(json));
        } catch (RefusedShipment e) {
            // a case of a shipment that is to be refused
        }
    }

    private static List<byte[]> shipments(String name, byte[] file) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            JsonNode cases = mapper.readTree(file);
            List<byte[]> shipments = new ArrayList<>();
            for (JsonNode one : cases.isArray() ? cases : List.of(cases)) {
                shipments.add(mapper.writeValueAsBytes(one.path("shipment")));
            }
            return shipments;
        } catch (IOException e) {
            throw new RefusedRuleset(List.of(name + " is not JSON"));
        }
    }
}
