package guanka.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Shipment;

/**
 * Reads shipments from JSON, strictly: what breaks the contract or uses a code that the ruleset does not know is refused with
 * all mistakes at once, and what is absent stays unknown. One reader serves any number of threads.
 */
public final class ShipmentReader {

    private static final ObjectMapper NODES = new ObjectMapper();

    private final Codes codes;
    private final FactKinds kinds;

    public ShipmentReader(Ruleset ruleset) {
        this(Codes.of(ruleset));
    }

    ShipmentReader(Codes codes) {
        this.codes = codes;
        kinds = new FactKinds(codes);
    }

    /**
     * The shipment of a JSON text in UTF-8.
     *
     * @throws NotJson         where the bytes are no JSON text
     * @throws RefusedShipment with every mistake
     */
    public Shipment read(byte[] utf8) {
        return shipment(StrictJson.read(utf8));
    }

    /**
     * The shipment of a JSON tree.
     *
     * @throws RefusedShipment with every mistake
     */
    public Shipment read(JsonNode tree) {
        try {
            return read(NODES.writeValueAsBytes(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tree that cannot be written", e);
        }
    }

    /**
     * The same shipment but for one fact, read as strictly as the first.
     *
     * @param pointer JSON Pointer of the fact; {@code -} as its last token adds to a list
     * @param value   text, boolean, whole number, decimal, list or map of them; null takes the fact away
     * @throws RefusedShipment          where the contract does not allow the value there
     * @throws IllegalArgumentException where nothing stands in which the fact could lie
     */
    public Shipment changed(Shipment shipment, String pointer, Object value) {
        return shipment(FactPatch.of(shipment.given(), pointer, value));
    }

    private Shipment shipment(Object given) {
        Mistakes mistakes = new Mistakes();
        Shipment shipment = new Intake(kinds, codes, mistakes).shipment(given);
        mistakes.refuseIfAny();
        return shipment;
    }
}
