package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Cases of the workbook, in the check of a draft")
class PromisesTest {

    private static final String PROVISIONS = "provisions.xlsx";
    private static final String CASES = "cases.xlsx";
    private static final String SHARE = "CN-2025-61/1.1";

    private static Decisions base;

    @BeforeAll
    static void load() {
        base = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        base.close();
    }

    private static CheckReport of(EditedRuleset edited) throws IOException {
        try (var draft = new Decisions(edited.load())) {
            return Checks.of(draft, base, LocalDate.parse("2026-09-30"));
        }
    }

    private static List<CheckFinding> found(CheckReport report, Flaw flaw) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals(flaw.code()))
                .toList();
    }

    private static Map<String, String> states(CheckReport report) {
        Map<String, String> states = new TreeMap<>();
        report.promises().forEach(state -> states.put(state.id(), state.state()));
        return states;
    }

    private static EditedRuleset raised() throws IOException {
        return new EditedRuleset()
                .cell(PROVISIONS, "Shares", SHARE, "to", "2027-02-28")
                .copy(
                        PROVISIONS,
                        "Shares",
                        SHARE,
                        Map.of(
                                "key", SHARE + "/2027",
                                "threshold percent", "0.2",
                                "from", "2027-03-01",
                                "to", "OPEN"));
    }

    @Test
    @DisplayName("all hold in the published ruleset")
    void publishedCasesHold() {
        CheckReport report = Checks.of(base, null, LocalDate.parse("2026-09-30"));
        assertTrue(report.promises().size() > 30, () -> report.promises().toString());
        assertEquals(
                List.of("HOLDS"), states(report).values().stream().distinct().toList());
    }

    @Test
    @DisplayName("one that new law breaks is an error at its last day, which is named")
    void brokenPromiseIsAnError() throws IOException {
        CheckReport report = of(raised());
        CheckFinding broken = found(report, Flaw.PROMISE_BROKEN).get(0);
        assertEquals(Severity.ERROR, broken.severity());
        assertEquals("Cases", broken.place().sheet());
        assertEquals("exact-share", broken.place().key());
        assertTrue(broken.place().cell().startsWith("G"), broken.place().toString());
        assertTrue(
                broken.message().en().contains("is not decided so on 2027-03-01"),
                broken.message().en());
        assertTrue(
                broken.message().en().contains("the last day 2027-02-28"),
                broken.message().en());
        assertEquals("BROKEN", states(report).get("exact-share"));
    }

    @Test
    @DisplayName("one that is closed by its last day with a reason is retired; without one that is an error")
    void closedPromiseNeedsAReason() throws IOException {
        CheckReport silent = of(raised().cell(CASES, "Cases", "exact-share", "to", "2027-02-28"));
        assertEquals(List.of(), found(silent, Flaw.PROMISE_BROKEN));
        assertEquals(
                "exact-share",
                found(silent, Flaw.PROMISE_WITHDRAWN).get(0).place().key());

        CheckReport told = of(raised().cell(CASES, "Cases", "exact-share", "to", "2027-02-28")
                .cell(CASES, "Cases", "exact-share", "reason", "Announcement 99 of 2026 raises the share"));
        assertEquals(List.of(), found(told, Flaw.PROMISE_WITHDRAWN));
        assertEquals(Severity.NOTE, found(told, Flaw.PROMISE_ENDED).get(0).severity());
        assertEquals("RETIRED", states(told).get("exact-share"));
        assertEquals(0, told.counts().errors(), () -> told.findings().toString());
    }

    @Test
    @DisplayName("one that is gone is a warning, and one whose facts cannot be read an error by its cell")
    void removedAndUnclear() throws IOException {
        CheckReport report = of(new EditedRuleset()
                .without(CASES, "Cases", "below-share")
                .cell(CASES, "Cases", "exact-share", "changed facts", "/lines/0/form = BALLOON")
                .cell(CASES, "Cases", "chip-japan", "findings", "US-EAR/738.9 LICENSE_REQUIRED"));
        assertEquals(
                "below-share",
                found(report, Flaw.PROMISE_REMOVED).get(0).place().key());
        Map<String, String> unclear = found(report, Flaw.PROMISE_UNCLEAR).stream()
                .collect(Collectors.toMap(
                        finding -> finding.place().key(),
                        finding -> finding.place().cell().replaceAll("[0-9]", "")));
        assertEquals(Map.of("exact-share", "E", "chip-japan", "M"), unclear);
    }

    @Test
    @DisplayName(
            "a case of a file that law has overtaken is retired by a row, and a row that retires nothing is an error")
    void filesRetire() throws IOException {
        CheckReport before = of(raised());
        String id = found(before, Flaw.CASE_MOVED).isEmpty()
                ? "cn61-11-exact"
                : found(before, Flaw.CASE_MOVED).get(0).brokenCase().id();
        Map<String, String> row = new LinkedHashMap<>(Map.of(
                "key", "cn61-11-exact",
                "to", "2027-01-31",
                "reason", "Announcement 99 of 2026",
                "source", "MOFCOM Announcement 99 of 2026",
                "confidence", "high"));
        var edited = new EditedRuleset().cell(PROVISIONS, "Shares", SHARE, "threshold percent", "0.2");
        CheckReport moved = of(edited);
        assertTrue(moved.cases().broken().contains("cn61-11-exact"), id);
        CheckReport retired = of(new EditedRuleset()
                .cell(PROVISIONS, "Shares", SHARE, "threshold percent", "0.2")
                .row(CASES, "Retired cases", row));
        assertTrue(!retired.cases().broken().contains("cn61-11-exact"));
        assertEquals("RETIRED", states(retired).get("cn61-11-exact"));
        row.put("to", "2027-02-01");
        CheckReport nothing = of(new EditedRuleset().row(CASES, "Retired cases", row));
        assertEquals(Severity.ERROR, found(nothing, Flaw.RETIRES_NOTHING).get(0).severity());
    }

    @Test
    @DisplayName("a new row without a case comes with one that reaches it, and is quiet once that is taken over")
    void proposesACase() throws IOException {
        CheckReport report = of(listing());
        CheckFinding told = found(report, Flaw.ROW_WITHOUT_CASE).get(0);
        assertEquals("CN_CONTROL-2026-99-001", told.place().key());
        ProposedCase proposed = report.proposals().get(0);
        assertTrue(proposed.answer().startsWith("PROHIBITED"), proposed.toString());
        assertTrue(proposed.facts().contains("/parties/0/name = Redwood Hypersonics"), proposed.toString());
        assertEquals(LocalDate.parse("2026-10-01"), proposed.from());

        CheckReport taken = of(listing().row(CASES, "Cases", proposed.cells()));
        assertEquals(List.of(), found(taken, Flaw.ROW_WITHOUT_CASE));
        assertEquals(List.of(), taken.proposals());
        assertEquals("HOLDS", states(taken).get(proposed.key()));
    }

    private static EditedRuleset listing() throws IOException {
        return new EditedRuleset()
                .copy(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of(
                                "key", "CN_CONTROL-2026-99-001",
                                "notice", "MOFCOM Announcement 99 of 2026",
                                "name en", "Redwood Hypersonics",
                                "from", "2026-10-01",
                                "binds foreign persons", "NO"));
    }
}
