package guanka.engine.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of licenses on file, whatever the shipment. */
class LicensesOnFilePropertiesTest {

    private static final Decisions DECISIONS = new Decisions(TestRuleset.get());
    private static final ShipmentReader READER = new ShipmentReader(TestRuleset.get());

    private static Determination decide(Map<String, Object> facts) {
        return DECISIONS.decide(READER.read(Facts.json(facts).getBytes(UTF_8)));
    }

    private static Map<String, Object> shipment(long seed) {
        Map<String, Object> facts = Shipments.random(new Random(seed));
        facts.putIfAbsent("exportFrom", "CN");
        facts.putIfAbsent("destination", "JP");
        return Facts.cast(inJson(facts));
    }

    /** The same facts with amounts of money as the contract writes them. */
    private static Object inJson(Object fact) {
        if (fact instanceof Map<?, ?> map) {
            Map<Object, Object> json = new LinkedHashMap<>();
            map.forEach((name, value) -> json.put(
                    name,
                    name.equals("value") && value instanceof String
                            ? new LinkedHashMap<>(Map.of("amount", value, "currency", "USD"))
                            : inJson(value)));
            return json;
        }
        return fact instanceof List<?> list
                ? new ArrayList<>(
                        list.stream().map(LicensesOnFilePropertiesTest::inJson).toList())
                : fact;
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> licenses() {
        return Combinators.combine(
                        Arbitraries.of("CN", "US"),
                        Arbitraries.of(List.of("1C905"), List.of("3A001", "EAR99"), List.of("1E902.a"))
                                .injectNull(0.2),
                        Arbitraries.of(List.of("DE", "JP"), List.of("US")).injectNull(0.2),
                        Arbitraries.of(List.of("p1", "p2"), List.of("Muster")).injectNull(0.2),
                        Arbitraries.of("2020-01-01", "2025-11-09").injectNull(0.2),
                        Arbitraries.of("2025-11-30", "2030-01-01").injectNull(0.2),
                        Arbitraries.of("1", "1000000").injectNull(0.2))
                .as((of, codes, to, users, from, until, left) -> LicensesOnFileTest.license(
                        "jurisdiction",
                        of,
                        "controlCodes",
                        codes,
                        "destinations",
                        to,
                        "endUsers",
                        users,
                        "validFrom",
                        from,
                        "validUntil",
                        until,
                        "remaining",
                        left == null ? null : Map.of("value", Map.of("amount", left, "currency", "USD"))))
                .list()
                .ofMaxSize(3);
    }

    /** Everything but what licenses are asked for. */
    private static String withoutLicenses(Determination answer) {
        String json = new String(CanonicalJson.write(answer), UTF_8);
        return json.replaceAll(",\"(coveredBy|notCoveredBecause)\":\"[^\"]*\"", "");
    }

    @Property(seed = "1", tries = 150, edgeCases = EdgeCasesMode.NONE)
    void licenses_on_file_move_no_outcome_no_policy_no_range_no_finding_and_no_question(
            @ForAll long seed, @ForAll("licenses") List<Map<String, Object>> licenses) {
        Map<String, Object> facts = shipment(seed);
        String before = withoutLicenses(decide(facts));
        for (Object line : Facts.<List<Object>>cast(facts.get("lines"))) {
            Facts.map(line).put("licenses", licenses);
        }
        assertEquals(before, withoutLicenses(decide(facts)));
    }

    @Property(seed = "1", tries = 150, edgeCases = EdgeCasesMode.NONE)
    void a_license_that_has_expired_is_of_another_country_or_for_other_codes_never_covers(
            @ForAll long seed, @ForAll("licenses") List<Map<String, Object>> licenses, @ForAll int which) {
        Map<String, Object> facts = shipment(seed);
        licenses.forEach(license -> license.putAll(Arrays.<Map<String, Object>>asList(
                        Map.of("validFrom", "2001-01-01", "validUntil", "2001-12-31"),
                        Map.of("destinations", List.of("AQ")),
                        Map.of("controlCodes", List.of("9Z999")))
                .get(Math.floorMod(which, 3))));
        for (Object line : Facts.<List<Object>>cast(facts.get("lines"))) {
            Facts.map(line).put("licenses", licenses);
        }
        assertTrue(decide(facts).holds().stream().allMatch(hold -> hold.coveredBy() == null));
    }
}
