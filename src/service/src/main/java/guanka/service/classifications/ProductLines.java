package guanka.service.classifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.screenings.JsonTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The products of which a caller asks, written as the lines of a shipment are written, with nothing but what helps to find a code.
 *
 * @param shipment of these lines alone, as the reader of shipments reads them
 * @param given    the lines as they were written
 * @param ids      the caller's, or null
 */
record ProductLines(Shipment shipment, JsonNode given, List<String> ids) {

    private static final Set<String> BODY = Set.of("exportDate", "jurisdictions", "lines");
    private static final Set<String> LINE =
            Set.of("id", "description", "hsCode", "form", "kind", "computing", "content");
    private static final Set<String> TELLING = Set.of("description", "hsCode", "computing", "content");
    private static final int LINES_MOST = 100;
    private static final int MISTAKES_MOST = 200;

    /**
     * Reads the lines of a body.
     *
     * @param today stands for the export date where none is given
     * @throws Refusal with every mistake
     */
    static ProductLines read(byte[] json, ShipmentReader reader, String today) {
        JsonNode body = JsonTree.read(json, reader);
        List<Problem.Error> errors = new ArrayList<>();
        if (!(body instanceof ObjectNode object)) {
            errors.add(
                    error("", "wrong-type", "an object with the property `lines` was expected", "应为含有属性 `lines` 的对象"));
            throw refusal(errors, 0);
        }
        unknown(object, "", BODY, errors);
        JsonNode lines = object.path("lines");
        if (lines.isMissingNode() || lines.isNull()) {
            errors.add(error("/lines", "missing-fact", "`lines` must be given", "必须提供 `lines`"));
        } else if (lines.isArray() && lines.isEmpty()) {
            errors.add(error("/lines", "too-few", "the list is empty, at least one entry is needed", "列表为空，至少需要一项"));
        } else if (lines.isArray() && lines.size() > LINES_MOST) {
            errors.add(error(
                    "/lines",
                    "too-many",
                    "the list has " + lines.size() + " entries, at most " + LINES_MOST + " are allowed",
                    "列表有" + lines.size() + "项，最多允许" + LINES_MOST + "项"));
            throw refusal(errors, 0);
        }
        for (int i = 0; lines.isArray() && i < lines.size(); i++) {
            if (lines.get(i) instanceof ObjectNode line) {
                unknown(line, "/lines/" + i, LINE, errors);
                if (TELLING.stream().allMatch(name -> isBlank(line.path(name)))) {
                    errors.add(error(
                            "/lines/" + i + "/description",
                            "missing-fact",
                            "there is nothing to look for; give a description, a customs code, figures of a chip or the content",
                            "没有可供检索的内容；请提供品名描述、海关商品编号、芯片参数或者物料组成"));
                }
            }
        }
        return read(object, lines, reader, today, errors);
    }

    private static void unknown(ObjectNode object, String at, Set<String> known, List<Problem.Error> errors) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() <= 80 ? name : name.substring(0, 80) + "…";
                errors.add(error(
                        at + "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        "`" + shown + "` is not a property here",
                        "此处没有属性 `" + shown + "`"));
            }
        });
    }

    private static boolean isBlank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.asText().isBlank()
                || value.isContainerNode() && value.isEmpty();
    }

    /** What a line may hold, the reader of shipments knows best: it is given one that holds nothing else. */
    private static ProductLines read(
            ObjectNode body, JsonNode lines, ShipmentReader reader, String today, List<Problem.Error> errors) {
        ObjectNode shipment = JsonNodeFactory.instance.objectNode();
        boolean dated = body.hasNonNull("exportDate");
        shipment.set("exportDate", dated ? body.get("exportDate") : shipment.textNode(today));
        shipment.put("exportFrom", "XX").put("destination", "XX");
        if (body.hasNonNull("jurisdictions")) {
            shipment.set("jurisdictions", body.get("jurisdictions"));
        }
        List<String> ids = new ArrayList<>();
        if (lines instanceof ArrayNode array) {
            Set<String> taken = new HashSet<>();
            array.forEach(line -> taken.add(line.path("id").asText()));
            int invented = 0;
            for (JsonNode line : array) {
                boolean missing = isBlank(line.path("id"));
                ids.add(missing ? null : line.path("id").asText());
                if (missing && line instanceof ObjectNode object) {
                    do {
                        invented++;
                    } while (taken.contains("#" + invented));
                    object.put("id", "#" + invented);
                }
            }
        }
        if (!lines.isMissingNode()) {
            shipment.set("lines", lines);
        }
        Shipment read = null;
        int beyond = 0;
        try {
            read = reader.read(shipment);
        } catch (RefusedShipment refused) {
            // each place is told once
            Set<String> told = new HashSet<>();
            errors.forEach(error -> told.add(error.pointer()));
            refused.mistakes().stream()
                    .filter(mistake -> !told.contains(mistake.pointer()))
                    .forEach(mistake -> errors.add(Problem.Error.of(mistake)));
            beyond = refused.beyond();
        }
        if (!errors.isEmpty()) {
            throw refusal(errors, beyond);
        }
        return new ProductLines(read, lines, ids);
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }

    private static Refusal refusal(List<Problem.Error> errors, int beyond) {
        int all = errors.size() + beyond;
        List<Problem.Error> listed = errors.subList(0, Math.min(MISTAKES_MOST, errors.size()));
        String detail = (all == 1 ? "1 mistake" : all + " mistakes")
                + (all > listed.size() ? ", of which the first " + listed.size() + " are listed" : "");
        return new Refusal(Problem.of(Kind.INVALID_FACTS, detail, listed));
    }
}
