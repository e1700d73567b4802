package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.EditedRuleset;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The check of a draft")
class ChecksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROVISIONS = "provisions.xlsx";
    private static final String PARTIES = "parties.xlsx";

    /** The day on which the drafts are checked. */
    private static final LocalDate DAY = LocalDate.parse("2026-09-30");

    private static Decisions base;

    /** The published ruleset against nothing. */
    private static CheckReport published;

    /** A draft with rows that do nothing, say a thing again, or say it otherwise. */
    private static CheckReport careless;

    /** A draft with a higher minimum share. */
    private static CheckReport raised;

    @BeforeAll
    static void check() throws IOException {
        base = new Decisions(TestRuleset.get());
        published = Checks.of(base, null, DAY);
        careless = of(new EditedRuleset()
                .copy(
                        PROVISIONS,
                        "End uses",
                        "CN-2025-61/3.3/MILITARY",
                        Map.of("key", "CN-2025-61/3.3/AI", "purpose", "AI_MILITARY_POTENTIAL"))
                .copy(
                        PROVISIONS,
                        "End uses",
                        "CN-2025-61/3.3/MILITARY",
                        Map.of("key", "CN-2025-61/6/MILITARY", "provision", "CN-2025-61/6"))
                .cell(PROVISIONS, "Shares", "US-EAR/734.4/general", "threshold percent", "100")
                .copy(
                        PARTIES,
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of("key", "CN_CONTROL-2026-99-001", "binds foreign persons", "YES"))
                .copy(PARTIES, "Entries", "CN_CONTROL-2025-01-002", Map.of("key", "CN_CONTROL-2026-99-002"))
                .copy(
                        PARTIES,
                        "Pauses",
                        "P-2025-21.text",
                        Map.of("key", "P-2026-99", "pause", "P-2026-99", "to", "OPEN", "reading", "ANY"))
                .copy(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C002/02",
                        Map.of("key", "CN-2023-23/9C999/01", "control codes", "9C999")));
        raised = of(new EditedRuleset().cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "0.2"));
    }

    @AfterAll
    static void close() {
        base.close();
    }

    private static CheckReport of(EditedRuleset edited) throws IOException {
        try (var draft = new Decisions(edited.load())) {
            return Checks.of(draft, base, DAY);
        }
    }

    private static Stream<CheckFinding> found(CheckReport report, String code) {
        return report.findings().stream().filter(f -> f.code().equals(code));
    }

    private static CheckFinding found(CheckReport report, String code, String key) {
        return found(report, code)
                .filter(f -> f.place() != null && f.place().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " " + key + " in "
                        + report.findings().stream()
                                .map(f -> f.code() + " " + f.place())
                                .toList()));
    }

    @Test
    void whatAHandLeavesBehindIsAskedAbout() throws IOException {
        CheckReport report = of(new EditedRuleset()
                .copy(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C001/01",
                        Map.of("key", "CN-2025-18/9C997", "provision", "CN-2025-18", "control codes", "3C001.a; 9C997"))
                .cell(PARTIES, "Entries", "CN_CONTROL-2025-01-001", "name en", "Another Company")
                .cell(PARTIES, "Entries", "CN_CONTROL-2025-01-001", "name zh", "另一公司，又一公司")
                .cell(
                        PARTIES,
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        "aliases",
                        "First Optics, Second Metals, Third Tools")
                .cell("provisions.xlsx", "Provisions", "CN-2025-10", "text zh", "English text here.")
                .without(PARTIES, "Entries", "CN_CONTROL-2025-01-002")
                .without(PARTIES, "Entries", "CN_CONTROL-2025-01-003"));

        CheckFinding copied = found(report, "copied", "CN-2025-18/9C997");
        assertTrue(copied.message().en().contains("`CN-2023-23/3C001/01`"), copied.message()::en);
        assertTrue(copied.message().en().contains("`source`"), copied.message()::en);
        assertNotNull(found(report, "entry-removed", "CN_CONTROL-2025-01-002"));
        assertTrue(found(report, "list-shrank").findFirst().isPresent());
        assertNotNull(found(report, "key-used-again", "CN_CONTROL-2025-01-001"));
        CheckFinding several = found(report, "several-names", "CN_CONTROL-2025-01-001");
        assertEquals(Severity.ERROR, several.severity());
        assertTrue(several.message().zh().contains("另一公司，又一公司"), several.message()::zh);
        assertNotNull(found(report, "perhaps-several-names", "CN_CONTROL-2025-01-001"));
        assertNotNull(found(report, "not-in-chinese", "CN-2025-10"));
        assertEquals(0, found(raised, "copied").count());
    }

    @Test
    void anEntryWithoutANameWithAWordForOneOrWithTwoFirmsInOneIsTold() throws IOException {
        CheckReport report = of(new EditedRuleset()
                .copy(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of("key", "CN_CONTROL-2026-98-001", "name en", "?", "name zh", "?"))
                .copy(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of("key", "CN_CONTROL-2026-98-002", "name en", "ANY", "name zh", "?"))
                .copy(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of(
                                "key",
                                "CN_CONTROL-2026-98-003",
                                "name en",
                                "Redwood Co., Ltd. and Pine Tools Inc.",
                                "name zh",
                                "?"))
                .copy(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of("key", "CN_CONTROL-2026-98-004", "name en", "?", "name zh", "红木精密公司和松木工具公司")));
        CheckFinding nameless = found(report, "no-name", "CN_CONTROL-2026-98-001");
        assertEquals(Severity.ERROR, nameless.severity());
        assertNotNull(found(report, "word-as-name", "CN_CONTROL-2026-98-002"));
        assertNotNull(found(report, "perhaps-several-names", "CN_CONTROL-2026-98-003"));
        assertNotNull(found(report, "perhaps-several-names", "CN_CONTROL-2026-98-004"));
    }

    @Test
    void signsAndStopgapsAreNoNamesAndASpaceInChineseMayPartTwo() throws IOException {
        var edited = new EditedRuleset();
        List<String> names = List.of("-", "待定", "红木精密 北方联合光电", "红木精密机械");
        for (int i = 0; i < names.size(); i++) {
            edited.copy(
                    PARTIES,
                    "Entries",
                    "CN_CONTROL-2025-01-001",
                    Map.of("key", "CN_CONTROL-2026-98-00" + (i + 1), "name en", "?", "name zh", names.get(i)));
        }
        CheckReport report = of(edited);
        assertNotNull(found(report, "no-name", "CN_CONTROL-2026-98-001"));
        assertNotNull(found(report, "word-as-name", "CN_CONTROL-2026-98-002"));
        assertEquals(
                List.of("CN_CONTROL-2026-98-003"),
                found(report, "perhaps-several-names").map(f -> f.place().key()).toList());
    }

    @Test
    void aCalendarThatBeginsOnAnotherDayThanItsProvisionIsTold() throws IOException {
        var edited = new EditedRuleset();
        // a calendar left from the copied row, one that begins a year late, one that is right, one that is paused at
        // its start
        announce(edited, "CN-2026-91", "CN-2025-18");
        announce(edited, "CN-2026-92", "2027-12-01 IN_FORCE");
        announce(edited, "CN-2026-93", "2026-12-01 IN_FORCE");
        announce(edited, "CN-2026-94", "2026-12-01 SUSPENDED");
        CheckReport report = of(edited);
        CheckFinding left = found(report, "starts-otherwise", "CN-2026-91");
        assertTrue(left.message().en().contains("in force since 2025-04-04"), left.message()::en);
        assertNotNull(left.related());
        CheckFinding late = found(report, "starts-otherwise", "CN-2026-92");
        assertEquals(Severity.WARNING, late.severity());
        assertTrue(late.message().zh().contains("既未生效也未暂停"), late.message()::zh);
        assertEquals(2, found(report, "starts-otherwise").count());
    }

    private static void announce(EditedRuleset edited, String key, String calendar) throws IOException {
        boolean own = calendar.contains(" ");
        edited.copy(
                PROVISIONS,
                "Provisions",
                "CN-2025-18",
                Map.of("key", key, "measure", key, "calendar of", own ? key : calendar, "starts", "2026-12-01"));
        if (own) {
            String from = calendar.split(" ")[0];
            String state = calendar.split(" ")[1];
            Map<String, String> row = Map.of("key", key + ".a", "provisions", key, "state", state, "from", from);
            if (state.equals("IN_FORCE")) {
                edited.copy(PROVISIONS, "Calendar", "CN-2025-18.a", row);
            } else {
                var paused = new HashMap<>(row);
                paused.put("to", "2026-12-31");
                edited.copy(PROVISIONS, "Calendar", "CN-2025-18.a", paused)
                        .copy(
                                PROVISIONS,
                                "Calendar",
                                "CN-2025-18.a",
                                Map.of("key", key + ".b", "provisions", key, "from", "2027-01-01"));
            }
        }
    }

    @Test
    void aProposedCaseSaysInChineseWordsWhatIsAnswered() {
        List<String> titles =
                careless.proposals().stream().map(p -> p.title().zh()).toList();
        assertTrue(titles.stream().anyMatch(title -> title.endsWith("：无需许可")), titles::toString);
        assertTrue(
                titles.stream().noneMatch(title -> title.matches(".*(PROHIBITED|REQUIRED|UNDETERMINED|ROUTINE).*")),
                titles::toString);
    }

    @Test
    void aCodeThatAnotherAnnouncementHoldsIsAskedAbout() throws IOException {
        CheckReport report = of(new EditedRuleset()
                .copy(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C001/01",
                        Map.of("key", "CN-2025-18/9C996", "provision", "CN-2025-18")));
        CheckFinding listed = found(report, "code-listed", "CN-2025-18/9C996");
        assertTrue(listed.message().en().contains("CN-2023-23"), listed.message()::en);
        assertNotNull(listed.related());
    }

    @ParameterizedTest
    @CsvSource({"1C910.a, CN-2025-57/1C910.a.1", "1C910.b, CN-2025-57/1C910.b", "1C910.b.1, CN-2025-57/1C910.b"})
    void aCodeAboveAtOrBelowOneThatAnotherAnnouncementHoldsIsAskedAbout(String code, String other) throws IOException {
        CheckReport report = of(new EditedRuleset()
                .copy(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C001/01",
                        Map.of("key", "CN-2025-18/9C996", "provision", "CN-2025-18", "control codes", code)));
        CheckFinding listed = found(report, "code-listed", "CN-2025-18/9C996");
        assertEquals(other, listed.related().key());
    }

    @Test
    void thePublishedRulesetHasNoErrorAndNoWarning() {
        assertEquals(
                List.of(),
                published.findings().stream()
                        .filter(f -> f.severity() != Severity.NOTE)
                        .toList());
        assertFalse(published.hasErrors());
        assertTrue(published.cases().run() > 0);
        assertEquals(List.of(), published.cases().broken());
    }

    @Test
    void aRowThatAStricterOneAlwaysOutdoesIsMasked() {
        CheckFinding masked = found(careless, "masked", "CN-2025-61/4/AI_MILITARY_POTENTIAL");
        assertEquals("CN-2025-61/3.3/AI", masked.related().key());
        assertEquals(Severity.WARNING, masked.severity());
    }

    @Test
    void aRowThatNoRuleReadsNeverApplies() {
        CheckFinding never = found(careless, "no-rule", "CN-2025-61/6/MILITARY");
        assertEquals(PROVISIONS, never.place().workbook());
        assertEquals("End uses", never.place().sheet());
        assertTrue(never.place().cell().startsWith("B"), never.place()::toString);
    }

    @Test
    void aShareThatNothingCanReachNeverApplies() {
        CheckFinding never = found(careless, "out-of-reach", "US-EAR/734.4/general");
        assertTrue(never.message().en().contains("100"), never.message()::toString);
    }

    @Test
    void aPartyThatStandsOnAListTwiceIsADuplicate() {
        assertEquals(
                "CN_CONTROL-2025-01-002",
                found(careless, "duplicate", "CN_CONTROL-2026-99-002").related().key());
    }

    @Test
    void duplicatesThatSayOtherwiseAreToldWithBothWords() {
        CheckFinding otherwise = found(careless, "duplicate-otherwise", "CN_CONTROL-2026-99-001");
        assertTrue(otherwise.message().en().contains("YES / NO"), otherwise.message()::toString);
        assertTrue(otherwise.message().zh().contains("YES / NO"), otherwise.message()::toString);
    }

    @Test
    void aPauseWithoutEndThatNothingUsesIsToldTwice() {
        assertEquals(
                Severity.NOTE, found(careless, "pause-without-end", "P-2026-99").severity());
        assertEquals(Severity.NOTE, found(careless, "unused-pause", "P-2026-99").severity());
    }

    @Test
    void aChangedRowThatNoCaseReachesIsNamedAndUnchangedOnesAreCounted() {
        assertEquals(
                Severity.WARNING,
                found(careless, "row-without-case", "CN-2023-23/9C999/01").severity());
        assertEquals(
                0,
                careless.findings().stream()
                        .filter(f -> f.place() != null && f.place().key().equals("CN-2023-23/3C001/02"))
                        .count());
        assertTrue(careless.coverage().stream()
                .filter(sheet -> sheet.sheet().equals("Control list"))
                .anyMatch(sheet -> sheet.missed().contains("CN-2023-23/3C001/02")));
    }

    @Test
    void whatIsWorthKnowingOfARowThatStandsAsItStoodIsNoNewsOfADraft() throws IOException {
        assertEquals(0, found(raised, "no-code").count());
        assertNotNull(found(
                of(new EditedRuleset()
                        .cell("cn-items.xlsx", "Control list", "CN-2026-40/1/01", "name en", "Otherwise")),
                "no-code",
                "CN-2026-40/1/01"));
    }

    @Test
    void aCaseThatTheChangeBreaksIsNamedWithProvisionExpectedGotAndRow() {
        CheckFinding moved = found(raised, "case-moved")
                .filter(f -> f.brokenCase().id().equals("cn61-11-exact"))
                .findFirst()
                .orElseThrow();
        assertEquals(Severity.WARNING, moved.severity());
        assertTrue(moved.message().en().contains("Chinese dysprosium of exactly 0.1 percent of the magnet"));
        assertTrue(moved.message().zh().contains("中国镝恰占磁体0.1%，达到最低比例"), "in the words of the reader");
        BrokenCase.Deviation outcome = moved.brokenCase().deviations().stream()
                .filter(d -> d.what().endsWith("outcome"))
                .findFirst()
                .orElseThrow();
        assertEquals("LICENSE_REQUIRED", outcome.expected());
        assertEquals("NO_LICENSE_REQUIRED", outcome.got());
        assertEquals("CN-2025-61/1.1", outcome.provision());
        assertEquals("Shares", outcome.row().sheet());
        assertTrue(raised.cases().broken().contains("cn61-11-exact"));
        assertEquals(
                List.of("exact-share"),
                raised.findings().stream()
                        .filter(f -> f.severity() == Severity.ERROR)
                        .map(f -> f.place().key())
                        .toList());
    }

    @Test
    void withoutABaseABrokenCaseIsAnError() throws IOException {
        var edited = new EditedRuleset().cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "0.2");
        try (var draft = new Decisions(edited.load())) {
            CheckReport report = Checks.of(draft, null, DAY);
            assertTrue(report.hasErrors());
            assertTrue(found(report, "case-broken")
                    .anyMatch(f -> f.brokenCase().id().equals("cn61-11-exact")));
        }
    }

    @Test
    void aCaseThatWasBrokenBeforeIsNotBlamedOnTheChange() throws IOException {
        var edited = new EditedRuleset().cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "0.2");
        try (var active = new Decisions(edited.load());
                var draft = new Decisions(
                        edited.cell(PROVISIONS, "Provisions", "CN-2025-61/4", "title en", "Announcement No. 61")
                                .load())) {
            CheckReport report = Checks.of(draft, active, DAY);
            assertEquals(0, found(report, "case-moved").count());
            assertTrue(found(report, "case-broken-before")
                    .anyMatch(f -> f.brokenCase().id().equals("cn61-11-exact")));
        }
    }

    @Test
    void aChangedThresholdIsProbedUnderAtAndOverItsOldAndItsNewValue() {
        assertEquals(
                List.of(
                        "0.2 UNDER 0.19: LICENSE_REQUIRED to NO_LICENSE_REQUIRED",
                        "0.2 AT 0.2: LICENSE_REQUIRED to LICENSE_REQUIRED",
                        "0.2 OVER 0.21: LICENSE_REQUIRED to LICENSE_REQUIRED",
                        "0.1 UNDER 0.09: NO_LICENSE_REQUIRED to NO_LICENSE_REQUIRED",
                        "0.1 AT 0.1: LICENSE_REQUIRED to NO_LICENSE_REQUIRED",
                        "0.1 OVER 0.11: LICENSE_REQUIRED to NO_LICENSE_REQUIRED"),
                raised.boundaries().stream().map(ChecksTest::told).toList());
        assertEquals("threshold percent", raised.boundaries().get(0).header());
        assertEquals("CN-2025-61/1.1", raised.boundaries().get(0).place().key());
    }

    private static String told(Boundary boundary) {
        return boundary.limit() + " " + boundary.position() + " " + boundary.value() + ": "
                + boundary.base().outcome() + " to " + boundary.draft().outcome();
    }

    @Test
    void theFirstListedDayOfANewPartyIsProbedInACaseOfItsList() throws IOException {
        CheckReport report = of(new EditedRuleset()
                .copy(
                        PARTIES,
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of(
                                "key",
                                "CN_CONTROL-2026-99-001",
                                "name en",
                                "Redwood Hypersonics",
                                "from",
                                "2026-10-01")));
        List<String> told = report.boundaries().stream()
                .map(b -> b.position() + " " + b.value() + ": " + b.draft().outcome() + " " + b.differs())
                .toList();
        assertEquals(3, told.size(), told::toString);
        assertTrue(told.get(0).startsWith("UNDER 2026-09-30: ") && told.get(0).endsWith(" false"), told::toString);
        assertEquals("AT 2026-10-01: PROHIBITED true", told.get(1));
        assertEquals("OVER 2026-10-02: PROHIBITED true", told.get(2));
    }

    @Test
    void aCalendarWithAGapIsNamedByTheDaysWithoutState() throws IOException {
        CheckFinding gap = found(
                calendar(new EditedRuleset().cell(PROVISIONS, "Calendar", "CN-2025-70.c", "from", "2026-11-20")),
                "calendar-gap",
                "CN-2025-70.c");
        assertEquals("CN-2025-70.b", gap.related().key());
        assertTrue(gap.message().en().contains("from 2026-11-11 to 2026-11-19"), gap.message()::en);
        assertTrue(gap.message().zh().contains("2026-11-11"), gap.message()::zh);
        assertEquals(Severity.ERROR, gap.severity());
    }

    @Test
    void aCalendarWithTwoStatesOnADayIsNamedByTheDays() throws IOException {
        CheckFinding overlap = found(
                calendar(new EditedRuleset().cell(PROVISIONS, "Calendar", "CN-2025-70.a", "to", "2026-11-10")),
                "calendar-overlap",
                "CN-2025-70.b");
        assertTrue(overlap.message().en().contains("from 2026-11-10 to 2026-11-10"), overlap.message()::en);
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsNamed() throws IOException {
        assertNotNull(found(
                calendar(new EditedRuleset().cell(PARTIES, "Entries", "CN_CONTROL-2025-01-001", "until", "2024-12-31")),
                "ends-before-it-begins",
                "CN_CONTROL-2025-01-001"));
    }

    /** A kjar whose columns are not declared to be a calendar, so that the reader lets everything pass. */
    private static CheckReport calendar(EditedRuleset edited) throws IOException {
        JsonNode columns = JSON.readTree(edited.entry("columns.json"));
        for (JsonNode workbook : columns.path("workbooks")) {
            for (JsonNode sheet : workbook.path("sheets")) {
                if (sheet.path("checks") instanceof ArrayNode checks) {
                    ArrayNode others = JSON.createArrayNode();
                    checks.forEach(check -> {
                        if (!check.path("check").asText().matches("calendar|period")) {
                            others.add(check);
                        }
                    });
                    ((ObjectNode) sheet).set("checks", others);
                }
            }
        }
        return of(edited.entry("columns.json", JSON.writeValueAsBytes(columns)));
    }

    @Test
    void aRuleWhoseProvisionIsGoneIsAnError() throws IOException {
        // the reader refuses a row that others refer to; a territory is referred to by rules alone
        var edited = new EditedRuleset();
        for (String country : List.of("CN", "HK", "MO", "TW")) {
            edited.without(PROVISIONS, "Territories", "CHINA_61/" + country);
        }
        CheckReport report = of(edited);
        CheckFinding dead = found(report, "rule-without-row").findFirst().orElseThrow();
        assertNull(dead.place());
        assertTrue(dead.message().en().contains("CHINA_61"), dead.message()::en);
        assertTrue(report.hasErrors());
    }

    @Test
    void theReportIsJson() throws IOException {
        JsonNode json = JSON.readTree(CanonicalJson.write(raised));
        assertEquals(
                List.of(
                        "ruleset",
                        "base",
                        "counts",
                        "cases",
                        "findings",
                        "notListed",
                        "boundaries",
                        "promises",
                        "proposals",
                        "coverage"),
                Stream.iterate(json.fieldNames(), it -> it.hasNext(), it -> it)
                        .map(it -> it.next())
                        .toList());
    }
}
