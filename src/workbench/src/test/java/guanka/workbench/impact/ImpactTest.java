package guanka.workbench.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a draft flips in past decisions")
class ImpactTest {

    private static final String PROVISIONS = "provisions.xlsx";

    private static Decisions base;
    private static Decisions raised;
    private static List<Case> cases;

    @BeforeAll
    static void load() throws IOException {
        base = new Decisions(TestRuleset.get());
        raised = new Decisions(new EditedRuleset()
                .cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "0.2")
                .load());
        cases = new Replay(base).cases();
    }

    @AfterAll
    static void close() {
        base.close();
        raised.close();
    }

    private static Case published(String id) {
        return cases.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    /** A magnet made abroad, for which its maker states the share of Chinese rare earths. */
    private static Past magnet(String percent) {
        ObjectNode shipment = published("cn61-11-exact").shipment().deepCopy();
        ObjectNode line = (ObjectNode) shipment.path("lines").path(0);
        line.putArray("content");
        line.putArray("declaredShares")
                .addObject()
                .put("provision", "CN-2025-61/1.1")
                .put("percent", percent);
        return new Past(percent, Past.RECORD, shipment.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Past> magnets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> magnet(new BigDecimal(i).movePointLeft(3).toPlainString()))
                .toList();
    }

    @Test
    void aHigherMinimumShareMakesMilderExactlyWhatLiesBetweenTheOldAndTheNewOne() {
        List<Past> past = magnets(300);
        var heard = new Heard();
        ImpactReport report = new Impact(raised, base).run(past.iterator(), past.size(), heard, () -> false);
        List<String> between = past.stream()
                .map(Past::id)
                .filter(p -> new BigDecimal(p).compareTo(new BigDecimal("0.1")) >= 0)
                .filter(p -> new BigDecimal(p).compareTo(new BigDecimal("0.2")) < 0)
                .toList();
        assertEquals(between, heard.flips.stream().map(Flip::id).toList());
        assertEquals(report.flips(), heard.flips);
        assertEquals(
                List.of(new ImpactReport.Cell("LICENSE_REQUIRED", "NO_LICENSE_REQUIRED", Direction.MILDER, 100)),
                report.matrix());
        assertEquals(100, report.totals().selected(), "only what lies between is decided");
        assertEquals(100, report.totals().milder());
        assertEquals(300, report.totals().records());
        ImpactReport.ByRow row = report.byRow().get(0);
        assertEquals("CN-2025-61/1.1", row.row().key());
        assertEquals(ChangedRow.CHANGED, row.row().change());
        assertEquals(100, row.count());
        assertEquals("CN-2025-61/1.1", report.byProvision().get(0).name());
        assertFalse(report.byParty().isEmpty());
        assertEquals(
                heard.flips.get(0).parties().get(0), report.byParty().get(0).name());
    }

    @Test
    void progressIsToldAndEndsWithAllDone() {
        List<Past> past = magnets(1_100);
        var heard = new Heard();
        new Impact(raised, base).run(past.iterator(), past.size(), heard, () -> false);
        assertTrue(heard.progress.size() >= 3, heard.progress::toString);
        assertEquals(new Progress(1_100, 100, 100, 1_100), heard.progress.get(heard.progress.size() - 1));
    }

    @Test
    void aStoppedRunSaysHowFarItCame() {
        List<Past> past = magnets(1_000);
        var heard = new Heard();
        ImpactReport report =
                new Impact(raised, base).run(past.iterator(), past.size(), heard, () -> !heard.flips.isEmpty());
        assertTrue(report.stopped());
        assertTrue(report.totals().records() < 1_000, report.totals()::toString);
        assertTrue(report.totals().flipped() > 0);
    }

    @Test
    void shipmentsAreReadNoFurtherAheadThanThreadsCanUse() {
        var read = new AtomicInteger();
        var most = new AtomicInteger();
        Iterator<Past> past =
                magnets(3_000).stream().peek(x -> read.incrementAndGet()).iterator();
        var heard = new Impact.Listener() {
            @Override
            public void progress(Progress progress) {
                most.accumulateAndGet(read.get() - (int) progress.done(), Math::max);
            }

            @Override
            public void flip(Flip flip) {}
        };
        new Impact(raised, base, 2).run(past, -1, heard, () -> false);
        assertTrue(most.get() <= 600, "read ahead " + most.get());
    }

    @Test
    void beyondTheListFlipsAreCounted() {
        Past one = magnet("0.15");
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < Impact.FLIPS_LISTED + 200; i++) {
            past.add(new Past("r" + i, Past.RECORD, one.facts()));
        }
        ImpactReport report = new Impact(raised, base).run(past.iterator(), past.size(), new Heard(), () -> false);
        assertEquals(Impact.FLIPS_LISTED, report.flips().size());
        assertEquals(200, report.notListed());
        assertEquals(Impact.FLIPS_LISTED + 200, report.totals().milder());
    }

    @Test
    void aFlipIsExplainedByBothSides() {
        var impact = new Impact(raised, base);
        Explained explained = impact.explain(magnet("0.15"));
        assertEquals(Direction.MILDER, explained.flip().direction());
        assertEquals("LICENSE_REQUIRED", explained.base().determination().outcome());
        assertEquals("NO_LICENSE_REQUIRED", explained.draft().determination().outcome());
        assertTrue(explained.base().determination().findings().stream().allMatch(f -> f.conditions() != null));
        assertNull(impact.explain(magnet("0.05")).flip());
    }

    @Test
    void aDutyThatFollowsFromAProvisionOfAnotherJurisdictionIsNotOverlooked() throws IOException {
        var edited = new EditedRuleset()
                .cell(PROVISIONS, "Obligations", "US-EAR/RF29.percentage", "after provisions", "CN-WATCH-LIST");
        Past watched = new Past(
                "watched",
                Past.RECORD,
                published("wl-tdk").shipment().toString().getBytes(StandardCharsets.UTF_8));
        try (var draft = new Decisions(edited.load())) {
            ImpactReport report = new Impact(draft, base).run(List.of(watched).iterator(), 1, new Heard(), () -> false);
            assertEquals(
                    List.of("watched"), report.flips().stream().map(Flip::id).toList());
            assertEquals("US-EAR/RF29.percentage", report.byRow().get(0).row().key());
        }
    }

    @Test
    void factsThatBothRefuseDoNotFlip() {
        Past broken = new Past("x", Past.RECORD, "{\"lines\": 1}".getBytes(StandardCharsets.UTF_8));
        Past noJson = new Past("y", Past.RECORD, "{".getBytes(StandardCharsets.UTF_8));
        var impact = new Impact(raised, base);
        ImpactReport report = impact.run(List.of(broken, noJson).iterator(), 2, new Heard(), () -> false);
        assertEquals(0, report.totals().flipped());
        assertFalse(impact.explain(broken).base().mistakes().isEmpty());
        assertNotNull(impact.explain(noJson).base().mistakes());
    }

    @Test
    void aRowThatMovedAndANoteThatChangedTouchNothing() throws IOException {
        var edited = new EditedRuleset()
                .without("parties.xlsx", "Entries", "CN_CONTROL-2025-01-001")
                .copy("parties.xlsx", "Entries", "CN_CONTROL-2025-01-002", Map.of("key", "X"))
                .without("parties.xlsx", "Entries", "X")
                .cell("parties.xlsx", "Entries", "CN_CONTROL-2025-01-002", "note en", "seen again");
        // the row that was taken out comes back at the end
        var moved = new EditedRuleset(edited.kjar()).row("parties.xlsx", "Entries", cells("CN_CONTROL-2025-01-001"));
        try (var draft = new Decisions(moved.load())) {
            Selection selection = Selection.between(draft, base);
            assertEquals(List.of(), selection.changes());
            assertFalse(selection.everything());
        }
    }

    private static Map<String, String> cells(String key) {
        var sheet = TestRuleset.get().tables().sheets().stream()
                .filter(s -> s.sheet().equals("Entries"))
                .findFirst()
                .orElseThrow();
        var row = sheet.rows().stream()
                .filter(r -> r.key().equals(key))
                .findFirst()
                .orElseThrow();
        Map<String, String> cells = new java.util.LinkedHashMap<>();
        for (int i = 0; i < sheet.headers().size(); i++) {
            cells.put(sheet.headers().get(i), row.cells().get(i));
        }
        return cells;
    }

    @Test
    void otherRulesTouchEverything() throws IOException {
        var edited = new EditedRuleset();
        String rule = "guanka/cn/export.drl";
        byte[] text = edited.entry(rule);
        byte[] longer =
                new String(text, StandardCharsets.UTF_8).concat("// seen\n").getBytes(StandardCharsets.UTF_8);
        try (var draft = new Decisions(edited.entry(rule, longer).load())) {
            assertTrue(Selection.between(draft, base).everything());
        }
    }

    @Test
    void aCustomsCodeReachesShipmentsOnlyOnAListThatIsFoundByIt() throws IOException {
        String items = "cn-items.xlsx";
        try (var helium = new Decisions(new EditedRuleset()
                        .cell(items, "Control list", "CN-2026-29/helium", "hs codes", "2804290020")
                        .load());
                var hint = new Decisions(new EditedRuleset()
                        .cell(items, "Control list", "CN-2024-51/7A102", "hs codes", "9014209016")
                        .load())) {
            assertTrue(Selection.between(helium, base).everything());
            assertEquals(1, Selection.between(helium, base).changes().size());
            assertEquals(List.of(), Selection.between(hint, base).changes());
        }
    }
}
