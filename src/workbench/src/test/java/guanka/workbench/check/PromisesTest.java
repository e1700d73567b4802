package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import java.io.IOException;
import java.time.LocalDate;
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
    @DisplayName(
            "a draft is told what breaks, what is gone, what cannot be asked and what no case reaches, each by its place")
    void toldByPlace() throws IOException {
        CheckReport report = of(listed(raised())
                .without(CASES, "Cases", "below-share")
                .cell(CASES, "Cases", "chip-japan", "findings", "US-EAR/738.9 LICENSE_REQUIRED")
                .cell(CASES, "Cases", "chip-russia", "changed facts", "/lines/0/form = BALLOON")
                .row(CASES, "Retired cases", retired("2027-02-01")));

        CheckFinding broken = found(report, Flaw.PROMISE_BROKEN).get(0);
        assertEquals(Severity.ERROR, broken.severity());
        assertEquals("exact-share", broken.place().key());
        assertTrue(broken.place().cell().startsWith("G"), broken.place().toString());
        assertTrue(
                broken.message().en().contains("is not decided so on 2027-03-01"),
                broken.message().en());
        assertTrue(
                broken.message().en().contains("the last day 2027-02-28"),
                broken.message().en());
        assertTrue(
                broken.message().zh().contains("CN 结论应为 须取得许可，实为 无需许可"),
                broken.message().zh());
        assertEquals("BROKEN", states(report).get("exact-share"));

        assertEquals(
                "below-share",
                found(report, Flaw.PROMISE_REMOVED).get(0).place().key());
        assertEquals(
                Map.of("chip-japan", "M", "chip-russia", "E"),
                found(report, Flaw.PROMISE_UNCLEAR).stream()
                        .collect(Collectors.toMap(
                                finding -> finding.place().key(),
                                finding -> finding.place().cell().replaceAll("[0-9]", ""))));
        assertEquals(Severity.ERROR, found(report, Flaw.RETIRES_NOTHING).get(0).severity());

        assertTrue(found(report, Flaw.ROW_WITHOUT_CASE).stream()
                .anyMatch(told -> told.place().key().equals("CN_CONTROL-2026-99-001")));
        ProposedCase proposed = proposal(report);
        assertEquals("PROHIBITED", proposed.answer());
        assertTrue(proposed.facts().contains("/parties/0/name = Redwood Hypersonics"), proposed.toString());
        assertEquals(LocalDate.parse("2026-10-01"), proposed.from());
    }

    @Test
    @DisplayName("one that ends without a reason is an error")
    void endsWithoutAReason() throws IOException {
        CheckReport report = of(raised().cell(CASES, "Cases", "exact-share", "to", "2027-02-28"));
        assertEquals(List.of(), found(report, Flaw.PROMISE_BROKEN));
        assertEquals(
                "exact-share",
                found(report, Flaw.PROMISE_WITHDRAWN).get(0).place().key());
    }

    @Test
    @DisplayName("what is ended with a reason, retired or taken over is quiet")
    void quietOnceSaid() throws IOException {
        CheckReport report = of(listed(raised())
                .cell(CASES, "Cases", "exact-share", "to", "2027-02-28")
                .cell(CASES, "Cases", "exact-share", "reason", "Announcement 99 of 2026 raises the share")
                .row(CASES, "Retired cases", retired("2027-01-31"))
                .copy(
                        CASES,
                        "Cases",
                        "general-dynamics",
                        Map.of(
                                "key", "redwood",
                                "changed facts", "/parties/0/name = Redwood Hypersonics",
                                "from", "2026-10-01",
                                "findings", "CN-CONTROL-LIST PROHIBITED by CN_CONTROL-2026-99-001")));
        assertEquals(Severity.NOTE, found(report, Flaw.PROMISE_ENDED).get(0).severity());
        assertEquals(0, report.counts().errors(), () -> report.findings().toString());
        assertEquals(
                List.of(),
                found(report, Flaw.ROW_WITHOUT_CASE).stream()
                        .map(told -> told.place().key())
                        .filter("CN_CONTROL-2026-99-001"::equals)
                        .toList());
        Map<String, String> states = states(report);
        assertEquals("RETIRED", states.get("exact-share"));
        assertEquals("RETIRED", states.get("cn61-11-exact"));
        assertEquals("HOLDS", states.get("redwood"));
    }

    private static ProposedCase proposal(CheckReport report) {
        return report.proposals().stream()
                .filter(one -> one.reaches().stream().anyMatch(row -> row.key().equals("CN_CONTROL-2026-99-001")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> retired(String to) {
        return Map.of(
                "key", "cn61-11-exact",
                "to", to,
                "reason", "Announcement 99 of 2026",
                "source", "MOFCOM Announcement 99 of 2026",
                "confidence", "high");
    }

    private static EditedRuleset listed(EditedRuleset edited) throws IOException {
        return edited.copy(
                "parties.xlsx",
                "Entries",
                "CN_CONTROL-2025-01-001",
                Map.of(
                        "key", "CN_CONTROL-2026-99-001",
                        "notice", "MOFCOM Announcement 99 of 2026",
                        "name en", "Redwood Hypersonics",
                        "name zh", "雷德伍德高超音速公司",
                        "from", "2026-10-01",
                        "binds foreign persons", "NO"));
    }
}
