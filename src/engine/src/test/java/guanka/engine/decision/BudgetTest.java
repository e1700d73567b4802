package guanka.engine.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.Circle;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Budget.Limits;
import guanka.engine.decision.OverBudget.What;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Shipment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final Decisions DECISIONS = new Decisions(TestRuleset.get());
    private static final ShipmentReader READER = new ShipmentReader(TestRuleset.get());
    private static final Limits AMPLE = new Limits(Duration.ofHours(1), Integer.MAX_VALUE);

    @AfterAll
    static void close() {
        DECISIONS.close();
    }

    private static Shipment circle(int parties, int lines) {
        return READER.read(Circle.of(parties, lines).getBytes(UTF_8));
    }

    private static byte[] decided(Shipment shipment) {
        return CanonicalJson.write(DECISIONS.decide(shipment));
    }

    private static What spent(Limits limits, BooleanSupplier gone, Shipment shipment) {
        return assertThrows(OverBudget.class, () -> Budget.within(limits, gone, () -> decided(shipment)))
                .what();
    }

    @Test
    @DisplayName(
            "a decision that costs more than it may ends, whatever there was too much of, and leaves nothing for the next")
    void ends() {
        Shipment shipment = circle(4, 2);
        byte[] before = decided(shipment);
        assertEquals(What.FACTS, spent(new Limits(Duration.ofHours(1), 10), () -> false, shipment));
        assertArrayEquals(before, decided(shipment));
        assertEquals(What.TIME, spent(new Limits(Duration.ZERO, Integer.MAX_VALUE), () -> false, shipment));
        assertArrayEquals(before, decided(shipment));
        assertEquals(What.CALLER_GONE, spent(AMPLE, () -> true, shipment));
        assertArrayEquals(before, decided(shipment));
        assertArrayEquals(before, Budget.within(AMPLE, () -> false, () -> decided(shipment)));
    }

    @Test
    @DisplayName(
            "24 companies that hold each other make more facts than a tight budget allows, and no more than ten thousand")
    void manyParties() {
        assertEquals(What.FACTS, spent(new Limits(Duration.ofHours(1), 5_000), () -> false, circle(24, 1)));
        Budget.within(new Limits(Duration.ofHours(1), 10_000), () -> false, () -> decided(circle(24, 1)));
    }

    @Test
    @DisplayName("what rules join counts before any of it is told, and no more once it is")
    void joins() {
        Limits three = new Limits(Duration.ofHours(1), 3);
        repeated(three, 3, Budget::paired);
        assertThrows(OverBudget.class, () -> repeated(three, 4, Budget::paired));
        repeated(three, 3, Budget::matched);
        assertThrows(OverBudget.class, () -> repeated(three, 4, Budget::matched));
        repeated(three, 100, budget -> {
            budget.paired();
            budget.matched();
            budget.told();
        });
    }

    private static void repeated(Limits limits, int times, Consumer<Budget> step) {
        Budget.within(limits, () -> false, () -> {
            for (int time = 0; time < times; time++) {
                step.accept(Budget.current());
            }
            return null;
        });
    }

    @Test
    @DisplayName("300 lines to two parties of whom little is known need under a third of what a small heap allows")
    void manyLines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add("{\"id\":\"" + i + "\",\"controlCodes\":[\"US:3A001.a.7\"],\"origin\":\"US\"}");
        }
        String json =
                "{\"exportDate\":\"2026-02-02\",\"exportFrom\":\"US\",\"destination\":\"CN\",\"movement\":\"EXPORT\","
                        + "\"jurisdictions\":[\"US\"],\"parties\":[{\"id\":\"a\",\"name\":\"Muster A\",\"country\":\"CN\","
                        + "\"roles\":[\"CONSIGNEE\"]},{\"id\":\"b\",\"name\":\"Muster B\",\"country\":\"CN\",\"roles\":[\"END_USER\"]}],"
                        + "\"ownership\":[],\"lines\":[" + String.join(",", lines) + "]}";
        Shipment shipment = READER.read(json.getBytes(UTF_8));
        assertEquals(
                300,
                Budget.within(new Limits(Duration.ofHours(1), 100_000), () -> false, () -> DECISIONS.decide(shipment))
                        .lines()
                        .size());
    }

    @Test
    @DisplayName("the work ends while it is under way, not only before and after")
    void endsUnderWay() {
        int[] asked = {0};
        assertEquals(What.CALLER_GONE, spent(AMPLE, () -> ++asked[0] > 5, circle(6, 2)));
        assertTrue(asked[0] < 10, asked[0] + " looks");
    }

    @Test
    @DisplayName("decisions within other work share its budget")
    void shared() {
        Shipment shipment = circle(2, 1);
        var over = assertThrows(
                OverBudget.class,
                () -> Budget.within(
                        new Limits(Duration.ZERO, 1_000_000), () -> false, () -> DECISIONS.reasons(shipment)));
        assertEquals(What.TIME, over.what());
    }

    @Test
    @DisplayName(
            "what will be dear is told from the facts: circles of unknown shares and many lines, not what is sold every day")
    void cost() {
        long everyday = Cost.micros(circle(2, 2));
        assertTrue(everyday < 1_000, "two parties: " + everyday);
        assertTrue(Cost.micros(circle(12, 1)) > 20 * everyday);
        assertTrue(Cost.micros(circle(2, 1000)) > 20 * everyday);
        assertTrue(Cost.micros(circle(100, 1)) > 1_000 * Cost.micros(circle(12, 1)) / 10);
    }
}
