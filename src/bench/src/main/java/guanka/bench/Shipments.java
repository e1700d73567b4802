package guanka.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Shipment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Generated shipments: many lines with nested content, and large shareholdings. The same on every machine. */
final class Shipments {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] CODES = {"1C902.a.1", "1C905.a.1", "3C001", "1C111.c", "6C002", ""};
    private static final String[] ORIGINS = {"CN", "JP", "CN", "DE"};

    private Shipments() {}

    /** Shipments between China, Japan and Germany, before, in and after the pause of Announcement 61. */
    static List<Shipment> ofLines(Ruleset ruleset, int lines) {
        return read(ruleset, textsOfLines(lines));
    }

    static List<ObjectNode> textsOfLines(int lines) {
        List<ObjectNode> texts = new ArrayList<>();
        var random = new Random(61);
        String[][] moves = {
            {"CN", "JP", "EXPORT", "2025-10-20"},
            {"JP", "DE", "REEXPORT", "2025-10-20"},
            {"JP", "DE", "REEXPORT", "2026-03-02"},
            {"CN", "DE", "EXPORT", "2026-12-01"}
        };
        for (String[] move : moves) {
            ObjectNode shipment = shipment(move[0], move[1], move[2], move[3]);
            party(shipment, "end-user", "Nordlicht Antriebe GmbH", "DE", "CONSIGNEE", "END_USER");
            shipment.putArray("ownership");
            ArrayNode all = shipment.putArray("lines");
            for (int i = 0; i < lines; i++) {
                line(all.addObject(), "L" + i, random, i);
            }
            texts.add(shipment);
        }
        return texts;
    }

    /**
     * A German end user behind holdings: a chain of companies, a diamond of chains, and chance holdings, with a listed owner at
     * the far end.
     */
    static List<Shipment> ofEdges(Ruleset ruleset, int edges) {
        List<ObjectNode> texts = new ArrayList<>();
        texts.add(owned(edges, chain(edges)));
        texts.add(owned(edges, diamond(edges)));
        texts.add(owned(edges, chance(edges)));
        return read(ruleset, texts);
    }

    private record Edge(int owner, int owned, String percent) {}

    /** At every tier a majority of the next and a minority of the one after it. */
    private static List<Edge> chain(int edges) {
        List<Edge> chain = new ArrayList<>();
        for (int i = 0; chain.size() < edges; i++) {
            chain.add(new Edge(i + 1, i, "51"));
            if (chain.size() < edges) {
                chain.add(new Edge(i + 2, i, "20"));
            }
        }
        return chain;
    }

    /** Two parallel holdings of 30 percent at every tier, which reach the threshold only together. */
    private static List<Edge> diamond(int edges) {
        List<Edge> diamond = new ArrayList<>();
        int bottom = 0;
        for (int i = 0; i + 4 <= edges; i += 4) {
            diamond.add(new Edge(bottom + 1, bottom, "30"));
            diamond.add(new Edge(bottom + 2, bottom, "30"));
            diamond.add(new Edge(bottom + 3, bottom + 1, "60"));
            diamond.add(new Edge(bottom + 3, bottom + 2, "60"));
            bottom += 3;
        }
        while (diamond.size() < edges) {
            diamond.add(new Edge(bottom + 1, bottom, "70"));
            bottom++;
        }
        return diamond;
    }

    private static List<Edge> chance(int edges) {
        var random = new Random(50);
        int companies = Math.max(6, edges / 2);
        List<Edge> chance = new ArrayList<>();
        Set<List<Integer>> taken = new HashSet<>();
        int[] given = new int[companies];
        while (chance.size() < edges) {
            int owned = random.nextInt(companies - 1);
            int owner = owned + 1 + random.nextInt(Math.min(20, companies - 1 - owned));
            int percent = 5 + random.nextInt(20);
            if (given[owned] + percent <= 100 && taken.add(List.of(owner, owned))) {
                given[owned] += percent;
                chance.add(new Edge(owner, owned, Integer.toString(percent)));
            }
        }
        return chance;
    }

    private static ObjectNode owned(int edges, List<Edge> holdings) {
        ObjectNode shipment = shipment("JP", "DE", "REEXPORT", "2025-10-20");
        int companies = holdings.stream()
                        .mapToInt(e -> Math.max(e.owner(), e.owned()))
                        .max()
                        .orElse(0)
                + 1;
        for (int i = 0; i < companies; i++) {
            String id = "p" + i;
            if (i == 0) {
                party(shipment, id, "Nordlicht Antriebe GmbH", "DE", "CONSIGNEE", "END_USER");
            } else if (i == companies - 1) {
                party(shipment, id, "General Dynamics", "US", "OWNER");
            } else {
                party(shipment, id, "Zwischenhaus " + i + " Beteiligungs GmbH", "DE", "OWNER");
            }
        }
        ArrayNode ownership = shipment.putArray("ownership");
        for (Edge edge : holdings) {
            ownership
                    .addObject()
                    .put("owner", "p" + edge.owner())
                    .put("owned", "p" + edge.owned())
                    .put("percent", edge.percent());
        }
        ObjectNode line = shipment.putArray("lines").addObject();
        line(line, "10", new Random(1), 0);
        return shipment.put("reference", edges + " holdings");
    }

    private static ObjectNode shipment(String from, String to, String movement, String day) {
        ObjectNode shipment = JSON.createObjectNode()
                .put("exportDate", day)
                .put("exportFrom", from)
                .put("destination", to)
                .put("movement", movement);
        shipment.putArray("jurisdictions").add("CN");
        shipment.putArray("parties");
        shipment.putObject("endUse").putArray("purposes").add("CIVIL");
        return shipment;
    }

    private static void party(ObjectNode shipment, String id, String name, String country, String... roles) {
        ObjectNode party = ((ArrayNode) shipment.get("parties")).addObject();
        party.put("id", id).put("name", name).put("country", country);
        ArrayNode all = party.putArray("roles");
        for (String role : roles) {
            all.add(role);
        }
        party.put("military", false);
    }

    private static void line(ObjectNode line, String id, Random random, int number) {
        line.put("id", id).put("kind", "GOODS");
        codes(line, CODES[number % CODES.length]);
        line.put("form", number % 3 == 0 ? "MATERIAL" : "OTHER").put("origin", ORIGINS[number % ORIGINS.length]);
        line.putObject("value").put("amount", "20000").put("currency", "USD");
        ArrayNode content = line.putArray("content");
        for (int i = 0; i < 3; i++) {
            ObjectNode component = component(content, random);
            ArrayNode inner = component.putArray("content");
            for (int j = 0; j < 2; j++) {
                component(inner, random).putArray("content");
            }
        }
        line.putArray("technologies");
    }

    private static ObjectNode component(ArrayNode content, Random random) {
        ObjectNode component = content.addObject();
        codes(component, CODES[random.nextInt(CODES.length)]);
        component.put("origin", ORIGINS[random.nextInt(ORIGINS.length)]);
        component
                .putObject("value")
                .put("amount", Integer.toString(1 + random.nextInt(30)))
                .put("currency", "USD");
        return component;
    }

    private static void codes(ObjectNode of, String code) {
        ArrayNode codes = of.putArray("controlCodes");
        if (!code.isEmpty()) {
            codes.add(code);
        }
    }

    private static List<Shipment> read(Ruleset ruleset, List<ObjectNode> texts) {
        ShipmentReader reader = new ShipmentReader(ruleset);
        return texts.stream().map(reader::read).toList();
    }
}
