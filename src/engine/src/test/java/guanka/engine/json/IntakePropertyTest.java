package guanka.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.facts.Shipment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IntakePropertyTest {

    @Property(seed = "1", tries = 2000)
    @Label("any bytes give a shipment, no JSON, or a refusal, and nothing else")
    void anyBytes(@ForAll byte[] bytes) {
        answered(bytes);
    }

    @Property(seed = "1", tries = 5000)
    @Label("a valid text with some bytes changed, taken out or doubled gives one of the three answers too")
    void brokenTexts(@ForAll Random random, @ForAll @IntRange(min = 1, max = 6) int changes) {
        byte[] bytes = Draft.full().bytes();
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = joined(bytes, 0, at, at + 1 + random.nextInt(4));
                default -> bytes = joined(bytes, 0, Math.min(bytes.length, at + random.nextInt(20)), at);
            }
        }
        answered(bytes);
    }

    private static byte[] joined(byte[] bytes, int from, int to, int next) {
        byte[] all = new byte[to - from + Math.max(0, bytes.length - next)];
        System.arraycopy(bytes, from, all, 0, to - from);
        System.arraycopy(bytes, Math.min(next, bytes.length), all, to - from, Math.max(0, bytes.length - next));
        return all;
    }

    @Property(seed = "1", tries = 5000)
    @Label("any JSON in any place gives one of the three answers, and a mistake's pointer leads into the shipment")
    void anyJsonAnywhere(@ForAll Random random, @ForAll("json") String json) {
        JsonNode shipment = Draft.tree(new String(Draft.full().bytes(), UTF_8));
        List<Runnable> places = new ArrayList<>();
        collect(shipment, Draft.tree(json), places);
        places.get(random.nextInt(places.size())).run();

        answered(shipment.toString().getBytes(UTF_8));
    }

    private static void collect(JsonNode node, JsonNode value, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> {
                places.add(() -> object.set(name, value));
                collect(object.get(name), value, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(() -> array.set(index, value));
                collect(array.get(i), value, places);
            }
        }
    }

    private static void answered(byte[] bytes) {
        try {
            assertTrue(Draft.READER.read(bytes) != null);
        } catch (NotJson e) {
            assertFalse(e.text().en().isBlank() || e.text().zh().isBlank());
        } catch (RefusedShipment e) {
            assertFalse(e.mistakes().isEmpty());
            for (FactMistake mistake : e.mistakes()) {
                assertTrue(mistake.pointer().isEmpty() || mistake.pointer().startsWith("/"), mistake.pointer());
                assertFalse(
                        mistake.message().en().contains("{") && !new String(bytes, UTF_8).contains("{"),
                        mistake.message().en());
            }
        }
    }

    @Provide
    Arbitrary<String> json() {
        return Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1e9999",
                "1.5",
                "''",
                "'DE'",
                "'x'",
                "'1e9'",
                "[]",
                "{}",
                "[null]",
                "[[]]",
                "[1,'a',{}]",
                "{'id':'a'}",
                "{'amount':'1','currency':'USD'}",
                "[{'content':[{'content':null}]}]",
                "{'':{}}",
                "'\\u0000'",
                "123456789012345678901234567890");
    }

    @Property(seed = "1", tries = 2000)
    @Label("a valid shipment is read, whichever of its facts are left out")
    void validShipments(@ForAll Random random) {
        JsonNode shipment = Draft.tree(new String(Draft.full().bytes(), UTF_8));
        thin(shipment, random, "");

        Shipment read = Draft.READER.read(shipment.toString().getBytes(UTF_8));

        assertEquals(shipment.path("usNexus").isBoolean(), read.usNexus().isKnown());
        assertEquals(shipment.path("ownership").isArray(), read.ownership().isKnown());
        assertEquals(
                shipment.at("/lines/0/content").isArray(),
                read.lines().get(0).content().isKnown());
    }

    private static final List<String> NEEDED = List.of(
            "exportDate",
            "exportFrom",
            "destination",
            "lines",
            "id",
            "parties",
            "owner",
            "owned",
            "amount",
            "currency",
            "provision",
            "activity");

    private static void thin(JsonNode node, Random random, String within) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                boolean needed = NEEDED.contains(name)
                        || name.equals("percent") && within.equals("declaredShares")
                        || within.equals("identifiers");
                if (!needed && random.nextInt(4) == 0) {
                    if (random.nextBoolean()) {
                        object.remove(name);
                    } else {
                        object.putNull(name);
                    }
                } else {
                    thin(object.get(name), random, name);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> thin(item, random, within));
        }
    }

    @Property(seed = "1", tries = 2000)
    @Label("a decimal of up to 40 digits keeps each of them")
    void exactDecimals(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> digits,
            @ForAll @IntRange(min = 0, max = 40) int scale) {
        StringBuilder text = new StringBuilder();
        digits.forEach(text::append);
        BigDecimal decimal = new BigDecimal(new BigInteger(text.toString()), scale);

        Shipment read = Draft.full()
                .with("/lines/0/value/amount", "'" + decimal.toPlainString() + "'")
                .read();

        assertEquals(decimal, read.lines().get(0).value().value().amount());
    }
}
