package guanka.workbench.impact;

import guanka.engine.decision.Facts;
import guanka.engine.decision.Shipments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Shipments by chance, in JSON. */
public final class RandomFacts {

    private RandomFacts() {}

    private static boolean chance(int percent, Random random) {
        return random.nextInt(100) < percent;
    }

    private static List<Map<String, Object>> list(Map<String, Object> facts, String key) {
        return Facts.cast(facts.getOrDefault(key, List.of()));
    }

    /** Any shipment, as a caller posts it: often with facts that the law of the United States asks for. */
    public static byte[] posted(Random random) {
        return posted(Shipments.random(random), random);
    }

    /** The facts as a caller posts them, with a currency for every amount and facts that the law of the United States asks for. */
    private static byte[] posted(Map<String, Object> facts, Random random) {
        facts.putIfAbsent("exportFrom", chance(30, random) ? "US" : "CN");
        facts.putIfAbsent("destination", "DE");
        facts.putIfAbsent("movement", "EXPORT");
        if (chance(40, random)) {
            facts.put("destination", Shipments.one(List.of("RU", "CU", "KP", "IR", "MO", "IQ", "US"), random));
        }
        if (chance(50, random)) {
            facts.put("usNexus", chance(50, random));
        }
        if (chance(50, random)) {
            facts.put(
                    "jurisdictions", Shipments.one(List.of(List.of("CN"), List.of("US"), List.of("CN", "US")), random));
        }
        Map<String, Object> use = Facts.map(facts.get("endUse"));
        if (chance(40, random)) {
            use.put("facilityCountry", Shipments.one(List.of("CN", "MO", "DE"), random));
        }
        for (Map<String, Object> party : list(facts, "parties")) {
            if (chance(30, random)) {
                party.put("headquarters", Shipments.one(List.of("CN", "MO", "US", "RU"), random));
            }
        }
        for (Map<String, Object> holding : list(facts, "ownership")) {
            if (chance(30, random)) {
                holding.keySet().removeIf(key -> key.startsWith("percent"));
                holding.put(
                        "interest", Shipments.one(List.of("OTHER_CONTROL", "BOARD_APPOINTMENT", "NOMINEE"), random));
            }
        }
        for (Map<String, Object> line : list(facts, "lines")) {
            if (chance(50, random)) {
                List<String> codes =
                        List.of("EAR99", "3A991", "3B001", "US:3A090", "3C001", "CN:NONE", "5E002", "3A001", "1C999");
                line.put("controlCodes", new ArrayList<>(List.of(Shipments.one(codes, random))));
            }
            if (chance(30, random)) {
                line.put("directProductOfUsTechnology", chance(70, random));
            }
            if (chance(20, random)) {
                line.put("subjectToEar", chance(70, random));
            }
            if (chance(10, random)) {
                line.put("informedByAuthority", true);
            }
        }
        return Facts.json(facts)
                .replaceAll("\"value\": (\"[^\"]*\")", "\"value\": {\"amount\": $1, \"currency\": \"USD\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
