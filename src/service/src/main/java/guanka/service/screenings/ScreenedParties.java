package guanka.service.screenings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Party;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The parties of which a caller asks, written as a shipment writes them; only their ids may be left out. */
public final class ScreenedParties {

    private static final String PARTIES = "parties";
    private static final String ID = "id";
    private static final String NAME = "name";

    /**
     * One party.
     *
     * @param id the caller's, or null
     */
    public record ScreenedParty(String id, Party party) {}

    private ScreenedParties() {}

    /**
     * Reads the parties of a body.
     *
     * @throws Refusal with every mistake
     */
    public static List<ScreenedParty> read(byte[] json, ShipmentReader reader) {
        return of(JsonTree.read(json, reader), reader);
    }

    /** The same of a body that was read as JSON. */
    public static List<ScreenedParty> of(JsonNode body, ShipmentReader reader) {
        List<Problem.Error> errors = new ArrayList<>();
        if (!body.isObject()) {
            errors.add(error(
                    "", "wrong-type", "an object with the property `parties` was expected", "应为含有属性 `parties` 的对象"));
            throw refusal(errors, 0);
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals(PARTIES)) {
                String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
                errors.add(error(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        "`" + shown + "` is not a property here; write the parties as a list in `parties`",
                        "此处没有属性 `" + shown + "`；请将主体以列表形式写入 `parties`"));
            }
        });
        JsonNode parties = body.path(PARTIES);
        if (parties.isMissingNode() || parties.isNull()) {
            errors.add(error("/parties", "missing-fact", "`parties` must be given", "必须提供 `parties`"));
        } else if (parties.isArray() && parties.isEmpty()) {
            errors.add(error("/parties", "too-few", "the list is empty, at least one entry is needed", "列表为空，至少需要一项"));
        }
        for (int i = 0; parties.isArray() && i < parties.size(); i++) {
            JsonNode party = parties.get(i);
            if (party.isObject()
                    && isBlank(party.path(NAME))
                    && isBlank(party.path("aliases"))
                    && isBlank(party.path("identifiers"))) {
                errors.add(error(
                        "/parties/" + i + "/name",
                        "missing-fact",
                        "there is nothing to look for; give a name, an alias or an identifier",
                        "没有可供筛查的内容；请提供名称、别名或者标识号码"));
            }
        }
        return asked(parties, reader, errors);
    }

    private static boolean isBlank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.asText().isBlank()
                || value.isContainerNode() && value.isEmpty();
    }

    /** What a party may hold, the reader of shipments knows best: it is given one that holds nothing else. */
    private static List<ScreenedParty> asked(JsonNode parties, ShipmentReader reader, List<Problem.Error> errors) {
        ObjectNode shipment = JsonNodeFactory.instance.objectNode();
        shipment.put("exportDate", java.time.LocalDate.EPOCH.toString())
                .put("exportFrom", "XX")
                .put("destination", "XX");
        shipment.putArray("lines").addObject().put(ID, "1");
        Set<String> given = new HashSet<>();
        parties.forEach(party -> given.add(party.path(ID).asText()));
        List<String> ids = new ArrayList<>();
        int invented = 0;
        for (JsonNode party : parties) {
            JsonNode id = party.path(ID);
            boolean missing = id.isMissingNode() || id.isNull();
            ids.add(missing ? null : id.asText());
            if (missing && party instanceof ObjectNode object) {
                do {
                    invented++;
                } while (given.contains("#" + invented));
                object.put(ID, "#" + invented);
            }
        }
        if (!parties.isMissingNode()) {
            shipment.set(PARTIES, parties);
        }
        int beyond = 0;
        List<ScreenedParty> asked = new ArrayList<>();
        try {
            List<Party> read = reader.read(shipment).parties();
            for (int i = 0; i < read.size(); i++) {
                asked.add(new ScreenedParty(ids.get(i), read.get(i)));
            }
        } catch (RefusedShipment refused) {
            refused.mistakes().forEach(mistake -> errors.add(Problem.Error.of(mistake)));
            beyond = refused.beyond();
        }
        if (!errors.isEmpty()) {
            throw refusal(errors, beyond);
        }
        return asked;
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }

    private static Refusal refusal(List<Problem.Error> errors, int beyond) {
        int most = 200;
        int all = errors.size() + beyond;
        List<Problem.Error> listed = errors.subList(0, Math.min(most, errors.size()));
        String detail = (all == 1 ? "1 mistake" : all + " mistakes")
                + (all > listed.size() ? ", of which the first " + listed.size() + " are listed" : "");
        return new Refusal(Problem.of(Kind.INVALID_FACTS, detail, listed));
    }
}
