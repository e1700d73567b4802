package guanka.engine.ruleset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.facts.Truth;
import guanka.facts.rows.Extent;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is not found is outside only where the tables hold the whole of the thing, by a source that is recent enough. */
@DisplayName("Absence means no only where the tables are closed")
class ClosedWorldTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final Extent.Kind PARTIES = Extent.Kind.PARTY_LIST;

    private static Extent row(String key) {
        return TestRuleset.get().rows(Extent.class).stream()
                .filter(e -> e.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static ClosedWorld edited(String header, String value) throws IOException {
        return new ClosedWorld(new EditedRuleset()
                .cell("provisions.xlsx", "Holdings", "PARTY_LIST/CN_CONTROL", header, value)
                .load());
    }

    @Test
    void aListThatIsHeldAsAWholeClears() {
        var world = new ClosedWorld(TestRuleset.get());
        assertTrue(world.closes(PARTIES, "CN_CONTROL", DAY));
        assertEquals(Truth.FALSE, world.has(PARTIES, "CN_CONTROL", DAY, false));
        assertEquals(Truth.TRUE, world.has(PARTIES, "CN_CONTROL", DAY, true));
    }

    @Test
    void aListThatIsHeldInPartNeverClears() throws IOException {
        ClosedWorld world = edited("held", "PARTIAL");
        assertFalse(world.closes(PARTIES, "CN_CONTROL", DAY));
        assertTrue(world.holdsSome(PARTIES, "CN_CONTROL", DAY));
        assertEquals(Truth.UNKNOWN, world.has(PARTIES, "CN_CONTROL", DAY, false));
        assertEquals(Truth.TRUE, world.has(PARTIES, "CN_CONTROL", DAY, true));
    }

    @Test
    void aListThatIsNotHeldNeverClears() throws IOException {
        ClosedWorld world = edited("held", "NOT_HELD");
        assertFalse(world.holdsSome(PARTIES, "CN_CONTROL", DAY));
        assertEquals(Truth.UNKNOWN, world.has(PARTIES, "CN_CONTROL", DAY, false));
    }

    @Test
    void aSourceClearsToItsLastDayAndNoLonger() {
        var world = new ClosedWorld(TestRuleset.get());
        Extent extent = row("PARTY_LIST/CN_CONTROL");
        LocalDate last = extent.asOf().plusDays(extent.daysCurrent());
        assertEquals(Truth.FALSE, world.has(PARTIES, "CN_CONTROL", last, false));
        assertEquals(Truth.UNKNOWN, world.has(PARTIES, "CN_CONTROL", last.plusDays(1), false));
        assertEquals(Truth.TRUE, world.has(PARTIES, "CN_CONTROL", last.plusDays(1), true));
    }

    @Test
    void whereNoRowSpeaksOfASetNothingClears() {
        var world = new ClosedWorld(TestRuleset.get());
        assertNull(world.on(PARTIES, "NO_SUCH_LIST", DAY));
        assertEquals(Truth.UNKNOWN, world.has(PARTIES, "NO_SUCH_LIST", DAY, false));
        // the same name as a list of another kind is another set
        assertEquals(Truth.UNKNOWN, world.has(Extent.Kind.ITEM_LIST, "CN_CONTROL", DAY, false));
    }

    @Test
    void onDaysOfWhichNoRowSpeaksNothingClears() {
        var world = new ClosedWorld(TestRuleset.get());
        LocalDate first = row("PARTY_LIST/US_ENTITY").from();
        assertEquals(Truth.FALSE, world.has(PARTIES, "US_ENTITY", first, false));
        assertEquals(Truth.UNKNOWN, world.has(PARTIES, "US_ENTITY", first.minusDays(1), false));
    }

    @Test
    void ofTwoRowsTheOneOfTheDayCounts() throws IOException {
        var world = new ClosedWorld(new EditedRuleset()
                .cell("provisions.xlsx", "Holdings", "PARTY_LIST/CN_CONTROL", "to", "2027-01-31")
                .copy(
                        "provisions.xlsx",
                        "Holdings",
                        "PARTY_LIST/CN_CONTROL",
                        Map.of(
                                "key",
                                "PARTY_LIST/CN_CONTROL/later",
                                "held",
                                "PARTIAL",
                                "from",
                                "2027-02-01",
                                "to",
                                "OPEN"))
                .load());
        assertTrue(world.closes(PARTIES, "CN_CONTROL", LocalDate.of(2027, 1, 31)));
        assertFalse(world.closes(PARTIES, "CN_CONTROL", LocalDate.of(2027, 2, 1)));
    }
}
