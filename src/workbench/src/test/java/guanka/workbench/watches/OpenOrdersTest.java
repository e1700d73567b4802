package guanka.workbench.watches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.workbench.impact.Direction;
import guanka.workbench.impact.RandomEdits;
import guanka.workbench.impact.RandomFacts;
import guanka.workbench.watches.OpenOrders.Look;
import guanka.workbench.watches.OpenOrders.Order;
import guanka.workbench.watches.OrderChange.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An order that has not left: decided for its day while that lies ahead, for the present day afterwards, and told when that changes. */
@DisplayName("An open order")
class OpenOrdersTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-01T12:00:00Z");

    /** Midnight in Beijing, where the pause of Announcement 61 ends. */
    private static final Instant PAUSE_ENDS = Instant.parse("2026-11-10T16:00:00Z");

    private static Decisions decisions;
    private static OpenOrders orders;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
        orders = orders(decisions);
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static OpenOrders orders(Decisions by) {
        return new OpenOrders(by, new ShipmentReader(by.ruleset()));
    }

    /** A Chinese terbium magnet that is moved abroad. */
    private static byte[] magnet(String day) {
        return ("""
                {'exportDate':'%s','exportFrom':'JP','destination':'DE','movement':'REEXPORT','jurisdictions':['CN'],
                 'parties':[{'id':'buyer','name':'Beispiel Motoren GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],
                 'ownership':[],'endUse':{'purposes':['CIVIL']},
                 'lines':[{'id':'1','controlCodes':['1C905.a.4'],'origin':'CN','form':'MAGNET',
                  'value':{'amount':'10.00','currency':'EUR'},'content':[],'technologies':[]}]}""").formatted(day).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("is decided for its export date while that lies ahead, and for the present day once it has passed")
    void dayAhead() {
        Order december = orders.read(magnet("2026-12-01"));
        Order september = orders.read(magnet("2026-09-01"));

        assertEquals(
                "LICENSE_REQUIRED", orders.look(december, NOVEMBER).answer().outcome());
        assertEquals(
                "NO_LICENSE_REQUIRED", orders.look(september, NOVEMBER).answer().outcome());
        assertEquals(
                "LICENSE_REQUIRED", orders.look(september, PAUSE_ENDS).answer().outcome());
        Order instant = orders.read(magnet("2026-11-30T08:00:00+08:00"));
        assertEquals("LICENSE_REQUIRED", orders.look(instant, NOVEMBER).answer().outcome());
    }

    @Test
    @DisplayName("is due at midnight of the jurisdiction, and told which day came and through which provision")
    void pauseEnds() {
        Order order = orders.read(magnet("2026-10-30"));
        Look before = orders.look(order, NOVEMBER);
        assertFalse(before.due().isAfter(PAUSE_ENDS));

        List<OrderChange> none = orders.changes(order, before.answer(), before.due(), PAUSE_ENDS.minusMillis(1));
        List<OrderChange> changes = orders.changes(order, before.answer(), before.due(), PAUSE_ENDS);

        assertEquals(List.of(), none);
        assertEquals(1, changes.size());
        OrderChange change = changes.get(0);
        assertEquals(PAUSE_ENDS, change.at());
        assertEquals(Direction.STRICTER, change.direction());
        assertEquals(Kind.DAY, change.because().kind());
        assertEquals(
                Map.of("CN", LocalDate.parse("2026-11-11")), change.because().days());
        assertTrue(
                change.because().provisions().stream()
                        .anyMatch(p -> p.provision().equals("CN-2025-61/1.3") && p.row() != null),
                change.toString());
        assertTrue(
                change.to().holds().stream().anyMatch(hold -> "CN-2025-61/1.3".equals(hold.provision())),
                change.to().toString());
    }

    @Test
    @DisplayName("is told when a ruleset extends the pause, milder and through its row, and is due on another day")
    void pauseExtended() throws IOException {
        Instant december = Instant.parse("2026-12-01T12:00:00Z");
        byte[] facts = magnet("2026-10-30");
        OrderAnswer told = orders.look(orders.read(facts), december).answer();
        Ruleset extended = new EditedRuleset()
                .cell("provisions.xlsx", "Calendar", "CN-2025-70.c", "from", "2027-01-11")
                .copy(
                        "provisions.xlsx",
                        "Calendar",
                        "CN-2025-70.c",
                        Map.of(
                                "key", "CN-2025-70.g",
                                "state", "SUSPENDED",
                                "from", "2026-11-11",
                                "to", "2027-01-10"))
                .load();
        try (var draft = new Decisions(extended)) {
            var activation = new Activation(orders(draft), List.of(orders), true);
            var outcome = activation.of(facts, told, december);

            assertFalse(activation.touchesAll());
            assertEquals("NO_LICENSE_REQUIRED", outcome.change().to().outcome());
            assertEquals(Direction.MILDER, outcome.change().direction());
            assertEquals(
                    "CN-2025-70.g",
                    outcome.change().because().rows().stream()
                            .map(row -> row.key())
                            .filter("CN-2025-70.g"::equals)
                            .findFirst()
                            .orElse(null));
            assertFalse(outcome.due().isAfter(Instant.parse("2027-01-10T16:00:00Z")));
        }
    }

    @Test
    @DisplayName("that a ruleset refuses is told so, and answers are read as they were written")
    void refusedAndRead() {
        Look refused =
                orders.look(orders.read("{\"exportDate\":\"never\"}".getBytes(StandardCharsets.UTF_8)), NOVEMBER);
        assertEquals("REFUSED", refused.answer().outcome());
        assertTrue(refused.answer().mistakes().stream().anyMatch(m -> m.startsWith("/exportDate ")));
        assertNull(refused.due());

        OrderAnswer answer =
                orders.look(orders.read(magnet("2026-12-01")), NOVEMBER).answer();
        assertEquals(answer, OrderAnswer.of(answer.json()));
        assertEquals(refused.answer(), OrderAnswer.of(refused.answer().json()));
        assertNull(answer.movedFrom(answer));
        assertNotNull(answer.movedFrom(refused.answer()));
    }

    @Property(seed = "7", tries = 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatAnActivationTouchesIsAllThatItChangesAndNobodyIsDueTooLate(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            RandomEdits.Edited edited = RandomEdits.random(TestRuleset.kjar(), TestRuleset.get(), random);
            try (var draft = new Decisions(edited.ruleset())) {
                OpenOrders after = orders(draft);
                var activation = new Activation(after, List.of(orders), true);
                List<String> wrong = new ArrayList<>();
                for (int i = 0; i < 15; i++) {
                    Instant now = anyTime(random);
                    byte[] facts = RandomFacts.posted(random);
                    OrderAnswer told = orders.look(orders.read(facts), now).answer();
                    Look all = after.look(after.read(facts), now);
                    Activation.Outcome some = activation.of(facts, told, now);
                    OrderAnswer is =
                            some.change() == null ? told : some.change().to();
                    if (!is.equals(all.answer())) {
                        wrong.add(told + " became " + all.answer() + ", told was " + some.change());
                    }
                    if (all.due() != null && (some.due() == null || some.due().isAfter(all.due()))) {
                        wrong.add("due at " + all.due() + ", not " + some.due());
                    }
                }
                assertEquals(List.of(), wrong, edited.what());
            }
        });
    }

    @Property(seed = "8", tries = 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void betweenTheInstantsAtWhichAnOrderIsDueItsAnswerStays(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            for (int i = 0; i < 6; i++) {
                Order order = orders.read(RandomFacts.posted(random));
                Instant now = anyTime(random);
                Look look = orders.look(order, now);
                for (int hops = 0; hops < 3 && look.due() != null; hops++) {
                    assertTrue(look.due().isAfter(now));
                    long hours = Duration.between(now, look.due()).toHours();
                    Instant between = now.plus(Duration.ofHours(Math.floorMod(random.nextLong(), hours + 1)));
                    if (between.isBefore(look.due())) {
                        assertEquals(look.answer(), orders.look(order, between).answer(), "at " + between);
                    }
                    assertEquals(
                            look.answer(),
                            orders.look(order, look.due().minusMillis(1)).answer(),
                            "before " + look.due());
                    now = look.due();
                    look = orders.look(order, now);
                }
            }
        });
    }

    private static Instant anyTime(Random random) {
        return Instant.parse("2024-06-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 1100)));
    }
}
