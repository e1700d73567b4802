package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.workbench.ReadOnce;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.ImpactReport;
import guanka.workbench.impact.Past;
import guanka.workbench.impact.Progress;
import guanka.workbench.impact.Selection;
import guanka.workbench.replay.Case;
import guanka.workbench.timeline.Stretch;
import guanka.workbench.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new announcement of a known kind is rows, and right to the day: on the day before it begins, on its first and its last day and on
 * the day after. What rows cannot say is told as an error, and until it is corrected nothing is cleared by it.
 */
@DisplayName("An analyst writes new law by rows alone")
class NewLawByRowsTest {

    private static final String PROVISIONS = "provisions.xlsx";
    private static final String ITEMS = "cn-items.xlsx";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final String BEFORE = "2026-11-30";
    private static final String FIRST = "2026-12-01";
    private static final String LAST = "2026-12-31";
    private static final String AFTER = "2027-01-01";
    private static final List<String> DAYS = List.of(BEFORE, FIRST, LAST, AFTER);
    private static final String LAW = "CN-2026-46";

    private static Decisions base;

    @BeforeAll
    static void load() {
        base = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        base.close();
    }

    private interface Look {
        void at(Decisions draft) throws IOException;
    }

    private static void draft(EditedRuleset edited, Look look) throws IOException {
        try (var draft = new Decisions(edited.load())) {
            look.at(draft);
        }
    }

    /** Announcement 46 of 2026, in force from the first day to the last. */
    private static EditedRuleset announcement(String effect) throws IOException {
        return new EditedRuleset()
                .copy(
                        PROVISIONS,
                        "Provisions",
                        "CN-2026-1",
                        Map.of(
                                "key", LAW,
                                "measure", LAW,
                                "effect", effect,
                                "review policy", effect.equals("LICENSE_REQUIRED") ? "ROUTINE" : "NONE",
                                "calendar of", LAW,
                                "starts", FIRST))
                .copy(
                        PROVISIONS,
                        "Calendar",
                        "CN-2025-70.1",
                        Map.of("key", LAW + ".a", "provisions", LAW, "from", FIRST, "to", LAST))
                .copy(
                        PROVISIONS,
                        "Calendar",
                        "CN-2025-70.1",
                        Map.of("key", LAW + ".b", "provisions", LAW, "state", "ENDED", "from", AFTER));
    }

    private static EditedRuleset item(EditedRuleset edited, Map<String, String> cells) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "key",
                LAW + "/1C996",
                "provision",
                LAW,
                "control codes",
                "1C996",
                "name en",
                "Helium",
                "name zh",
                "氦",
                "from",
                FIRST,
                "to",
                LAST));
        all.putAll(cells);
        return edited.copy(ITEMS, "Control list", "CN-2023-23/3C002/02", all);
    }

    private static EditedRuleset measure(EditedRuleset edited, String like, Map<String, String> cells)
            throws IOException {
        Map<String, String> all =
                new HashMap<>(Map.of("key", LAW + "/row", "provision", LAW, "from", FIRST, "to", LAST));
        all.putAll(cells);
        return edited.copy(PROVISIONS, "Measures", like, all);
    }

    private static EditedRuleset korea(EditedRuleset edited) throws IOException {
        return edited.copy(
                PROVISIONS,
                "Territories",
                "JAPAN/JP",
                Map.of("key", "SOUTH_KOREA/KR", "territory", "SOUTH_KOREA", "country", "KR", "from", FIRST));
    }

    private static Shipment shipment(Decisions by, String caseId, String day, Consumer<ObjectNode> change) {
        Case one = ReadOnce.published(base, caseId);
        ObjectNode facts = one.shipment().deepCopy();
        facts.put("exportDate", day);
        change.accept(facts);
        return ReadOnce.reader(by).read(facts);
    }

    private static Determination decide(Decisions by, String caseId, String day, Consumer<ObjectNode> change) {
        return by.decide(shipment(by, caseId, day, change));
    }

    private static String summary(Determination answer) {
        return answer.outcome() + (answer.reviewPolicy() == null ? "" : " " + answer.reviewPolicy());
    }

    /** What a shipment is answered on the four days, by the published tables and by the draft. */
    private static void moves(
            Decisions draft, String caseId, Consumer<ObjectNode> change, String published, String meanwhile) {
        for (String day : DAYS) {
            assertEquals(published, summary(decide(base, caseId, day, change)), "published on " + day);
            boolean holds = day.equals(FIRST) || day.equals(LAST);
            assertEquals(holds ? meanwhile : published, summary(decide(draft, caseId, day, change)), "draft on " + day);
        }
    }

    private static void tells(Decisions draft, String caseId, Consumer<ObjectNode> change, String finding) {
        for (String day : DAYS) {
            boolean holds = day.equals(FIRST) || day.equals(LAST);
            Set<String> told = decide(draft, caseId, day, change).findings().stream()
                    .map(f -> f.provision() + " " + f.effect())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(holds, told.contains(finding), () -> day + " " + told);
        }
    }

    /** What the check reads off the rows; how it decides cases is asked elsewhere. */
    private static List<CheckFinding> checked(Decisions draft, LocalDate day, List<byte[]> records) {
        Selection selection = Selection.between(draft, base);
        return Checks.ofRows(
                draft,
                base,
                selection,
                new PastChanges(draft, base, day, selection, records == null ? null : records.iterator()));
    }

    /** Errors and warnings of the check, by their places. */
    private static List<String> told(Decisions draft) {
        return checked(draft, TODAY, null).stream()
                .filter(f -> f.severity() != Severity.NOTE)
                .map(f -> f.severity() + " " + f.code() + " "
                        + (f.place() == null
                                ? ""
                                : f.place().sheet() + " " + f.place().key()))
                .sorted()
                .toList();
    }

    private static ObjectNode line(ObjectNode facts) {
        return (ObjectNode) facts.path("lines").path(0);
    }

    private static ObjectNode buyer(ObjectNode facts) {
        return (ObjectNode) facts.path("parties").path(0);
    }

    private static Consumer<ObjectNode> code(String code) {
        return facts -> line(facts).putArray("controlCodes").add(code);
    }

    private static Consumer<ObjectNode> to(String country, boolean military) {
        return facts -> {
            facts.put("destination", country);
            buyer(facts).put("country", country).put("military", military);
        };
    }

    // ---- items

    @ParameterizedTest
    @CsvSource({"PROHIBITED, PROHIBITED", "LICENSE_REQUIRED, LICENSE_REQUIRED ROUTINE"})
    void aBanOrALicenseForItems(String effect, String answer) throws IOException {
        draft(item(announcement(effect), Map.of()), draft -> {
            assertEquals(List.of(), told(draft));
            moves(draft, "cn18-never-suspended", code("1C996"), "UNDETERMINED", answer);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXEMPT",
                "PRESUMPTION_OF_APPROVAL",
                "ROUTINE",
                "CASE_BY_CASE",
                "STRICT_REVIEW",
                "PRESUMPTION_OF_DENIAL",
                "POLICY_OF_DENIAL",
                "RED_FLAG",
                "NOT_CONTROLLED",
                "NONE"
            })
    void anItemUnderAnyOtherEffectIsAnErrorAndStaysOpen(String effect) throws IOException {
        draft(item(announcement(effect), Map.of()), draft -> {
            assertEquals(List.of("ERROR item-without-effect Control list " + LAW + "/1C996"), told(draft));
            moves(draft, "cn18-never-suspended", code("1C996"), "UNDETERMINED", "UNDETERMINED");
        });
    }

    @ParameterizedTest(name = "list {0}, provision {1}")
    @CsvSource({
        "CN-DUAL-USE, CN-2024-46, item-without-effect",
        "CN-DUAL-USE, CN-2026-34, item-without-effect",
        "CN-DUAL-USE, CN-CONTROL-LIST, not-of-items",
        "CN-2025-61/A1.1, CN-2025-18, not-of-items",
        "CN-DUAL-USE, US-EAR/744.11, other-law",
        "US-CCL, CN-2025-18, other-law",
        "CN-2025-61/A1.1, US-EAR/738, other-law"
    })
    void anItemUnderAProvisionThatCannotBeMeantIsAnErrorAndStaysOpen(String list, String provision, String error)
            throws IOException {
        var edited = item(new EditedRuleset(), Map.of("list", list, "provision", provision));
        draft(edited, draft -> {
            assertEquals(List.of("ERROR " + error + " Control list " + LAW + "/1C996"), told(draft));
            moves(draft, "cn18-never-suspended", code("1C996"), "UNDETERMINED", "UNDETERMINED");
            // nor does it disturb what other codes are answered
            moves(draft, "cn18-never-suspended", facts -> {}, "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED ROUTINE");
        });
    }

    @Test
    void anExistingLawThatBecomesStricterIsNeverAnsweredMilder() throws IOException {
        var edited = new EditedRuleset()
                .cell(PROVISIONS, "Provisions", "CN-2025-10", "review policy", "NONE")
                .cell(PROVISIONS, "Provisions", "CN-2025-10", "effect", "PROHIBITED");
        draft(
                edited,
                draft -> assertEquals(
                        "PROHIBITED",
                        decide(draft, "cl-none", FIRST, facts -> {}).outcome()));
    }

    // ---- sentences

    private static EditedRuleset koreaBan() throws IOException {
        var edited = korea(announcement("PROHIBITED"));
        measure(edited, "CN-2026-1/users", Map.of("key", LAW + "/users", "destination or party in", "SOUTH_KOREA"));
        measure(
                edited,
                "CN-2026-1/uses",
                Map.of("key", LAW + "/uses", "destination or party in", "SOUTH_KOREA", "end uses of", LAW));
        return edited.copy(
                PROVISIONS,
                "End uses",
                "CN-2026-1/MILITARY",
                Map.of("key", LAW + "/MILITARY", "provision", LAW, "from", FIRST, "to", LAST));
    }

    @Test
    void noDualUseItemsToMilitaryUsersOrUsesInKorea() throws IOException {
        draft(koreaBan(), draft -> {
            assertEquals(List.of(), told(draft));
            moves(draft, "cl-none", to("KR", true), "LICENSE_REQUIRED ROUTINE", "PROHIBITED");
            moves(draft, "cl-none", to("KR", false), "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED ROUTINE");
            moves(
                    draft,
                    "cl-none",
                    to("KR", false)
                            .andThen(facts -> ((ObjectNode) facts.path("endUse"))
                                    .putArray("purposes")
                                    .add("MILITARY")),
                    "LICENSE_REQUIRED ROUTINE",
                    "PROHIBITED");
            moves(draft, "cl-none", to("VN", true), "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED ROUTINE");
            // sold in Vietnam by way of a military user of Korea
            moves(
                    draft,
                    "cl-none",
                    to("KR", true).andThen(facts -> facts.put("destination", "VN")),
                    "LICENSE_REQUIRED ROUTINE",
                    "PROHIBITED");
        });
    }

    @Test
    void whetherAUserIsMilitaryIsAskedWhereItMatters() throws IOException {
        draft(koreaBan(), draft -> {
            Consumer<ObjectNode> unknown =
                    to("KR", false).andThen(facts -> buyer(facts).putNull("military"));
            Determination answer = decide(draft, "cl-none", FIRST, unknown);
            assertEquals("PROHIBITED", answer.range().atMost());
            assertTrue(answer.missing().stream().anyMatch(m -> m.fact().equals("/parties/0/military")));
            assertEquals(
                    "LICENSE_REQUIRED",
                    decide(draft, "cl-none", BEFORE, unknown).range().atMost());
        });
    }

    @Test
    void aReviewRuleForACountry() throws IOException {
        var edited = korea(announcement("STRICT_REVIEW"));
        measure(
                edited,
                "CN-2024-46/2/graphite",
                Map.of("treats", "CN-2025-10", "destination or party in", "SOUTH_KOREA"));
        draft(edited, draft -> {
            assertEquals(List.of(), told(draft));
            moves(draft, "cl-none", to("KR", false), "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED STRICT_REVIEW");
            moves(draft, "cl-none", to("VN", false), "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED ROUTINE");
        });
    }

    @Test
    void anOfficialAnswer() throws IOException {
        var edited = new EditedRuleset()
                .copy(
                        PROVISIONS,
                        "Scope notes",
                        "CN-2025-18/PHOSPHOR",
                        Map.of(
                                "key",
                                "CN-2025-10/PHOSPHOR",
                                "provision",
                                "CN-2025-10",
                                "text en",
                                "Phosphors are generally outside Announcement 10.",
                                "text zh",
                                "荧光粉一般不属于第10号公告管制范围。",
                                "from",
                                FIRST,
                                "to",
                                LAST));
        draft(edited, draft -> {
            assertEquals(List.of(), told(draft));
            tells(draft, "cl-none", facts -> line(facts).put("form", "PHOSPHOR"), "CN-2025-10 NOT_CONTROLLED");
        });
    }

    @Test
    void anOfficialAnswerOfAProvisionWithoutItemsIsAnError() throws IOException {
        var edited = new EditedRuleset()
                .copy(
                        PROVISIONS,
                        "Scope notes",
                        "CN-2025-18/PHOSPHOR",
                        Map.of("key", "CN-2026-1/PHOSPHOR", "provision", "CN-2026-1", "from", FIRST));
        draft(edited, draft -> assertEquals(List.of("ERROR no-rule Scope notes CN-2026-1/PHOSPHOR"), told(draft)));
    }

    @Test
    void aRedFlag() throws IOException {
        var edited = korea(announcement("RED_FLAG"));
        measure(
                edited,
                "CN-2026-1/users",
                Map.of("destination or party in", "SOUTH_KOREA", "who", "IN_ROLE", "role", "RECIPIENT"));
        draft(edited, draft -> {
            assertEquals(List.of(), told(draft));
            tells(draft, "cl-none", to("KR", false), LAW + " RED_FLAG");
            moves(draft, "cl-none", to("KR", false), "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED ROUTINE");
        });
    }

    @Test
    void anExemption() throws IOException {
        var edited = announcement("EXEMPT")
                .copy(
                        PROVISIONS,
                        "End uses",
                        "CN-2026-1/MILITARY",
                        Map.of(
                                "key", LAW + "/RELIEF",
                                "provision", LAW,
                                "purpose", "DISASTER_RELIEF",
                                "from", FIRST,
                                "to", LAST));
        measure(edited, "CN-2025-61/5/uses", Map.of("treats", "CN-2025-10", "end uses of", LAW));
        draft(edited, draft -> {
            assertEquals(List.of(), told(draft));
            moves(
                    draft,
                    "cl-none",
                    facts -> ((ObjectNode) facts.path("endUse"))
                            .putArray("purposes")
                            .add("DISASTER_RELIEF"),
                    "LICENSE_REQUIRED ROUTINE",
                    "EXEMPT");
            moves(draft, "cl-none", facts -> {}, "LICENSE_REQUIRED ROUTINE", "LICENSE_REQUIRED ROUTINE");
        });
    }

    // ---- what rows cannot say

    @Test
    void aProvisionThatNothingCarriesOutIsAnErrorAndKeepsItsAnswersOpen() throws IOException {
        draft(announcement("PROHIBITED"), draft -> {
            assertEquals(List.of("ERROR not-carried-out Provisions " + LAW), told(draft));
            for (String day : DAYS) {
                Determination answer = decide(draft, "cl-none", day, facts -> {});
                boolean holds = day.equals(FIRST) || day.equals(LAST);
                assertEquals("LICENSE_REQUIRED", answer.outcome());
                assertEquals(
                        holds ? "PROHIBITED" : "LICENSE_REQUIRED",
                        answer.range().atMost(),
                        day);
                assertEquals(
                        holds ? "UNDETERMINED" : "NO_LICENSE_REQUIRED",
                        decide(draft, "cl-none", day, code("CN:NONE")).outcome(),
                        day);
            }
        });
    }

    @Test
    void whoHasFoundOutWhatNothingCarriesOutAssertsIt() throws IOException {
        draft(
                announcement("PROHIBITED"),
                draft -> assertEquals(
                        "NO_LICENSE_REQUIRED",
                        decide(
                                        draft,
                                        "cl-none",
                                        FIRST,
                                        code("CN:NONE")
                                                .andThen(facts -> facts.putArray("assertions")
                                                        .addObject()
                                                        .put("provision", LAW)
                                                        .put("applies", false)
                                                        .put("by", "compliance officer")
                                                        .put("reason", "read the announcement")))
                                .outcome()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRICT_REVIEW", "RED_FLAG", "EXEMPT"})
    void aProvisionOfAnotherEffectThatNothingCarriesOutIsAnErrorToo(String effect) throws IOException {
        draft(
                announcement(effect),
                draft -> assertEquals(List.of("ERROR not-carried-out Provisions " + LAW), told(draft)));
    }

    @ParameterizedTest
    @CsvSource({
        "CN-2026-1/users, PROVISION, items, US-CCL, other-law",
        "CN-CONTROL-LIST/export, PROVISION, list, US_ENTITY, other-law",
        "CN-2026-1/users, PROVISION, term, US_NEXUS, no-rule",
        "CN-2026-1/users, PROVISION, term, EXPORTED_OR_REEXPORTED_UNDER_EAR, no-rule",
        "CN-2026-1/users, PROVISION, destination, US_CUBA, other-law",
        "CN-2026-1/users, PROVISION, destination, US_D5, other-law",
        "CN-2026-1/users, PROVISION, destination, E:1, other-law",
        "CN-2026-1/users, PROVISION, party outside, US_CUBA, other-law",
        "CN-2026-1/users, PROVISION, destination or party in, US_CUBA, other-law",
        "CN-2026-1/users, PROVISION, end uses of, US-EAR/744.4, other-law",
        "CN-2026-1/users, PROVISION, while in force, US-EAR, other-law",
        "CN-2026-1/users, PROVISION, item provisions, US-EAR/738, other-law",
        "CN-2024-46/2/graphite, STRICT_REVIEW, treats, US-EAR/744.11, other-law",
        "CN-2025-61/2/held, STRICT_REVIEW, ownership rule, US-OFAC/50, other-law"
    })
    void aReferenceToAnotherLawIsAnErrorAndClearsNothing(
            String like, String effect, String column, String value, String error) throws IOException {
        var edited = announcement("PROHIBITED");
        measure(edited, like, Map.of("effect", effect, column, value));
        draft(edited, draft -> {
            assertEquals(List.of("ERROR " + error + " Measures " + LAW + "/row"), told(draft));
            if (error.equals("other-law")) {
                Determination answer = decide(draft, "cl-none", FIRST, facts -> {});
                assertEquals("PROHIBITED", answer.range().atMost());
                assertEquals(
                        "LICENSE_REQUIRED",
                        decide(draft, "cl-none", BEFORE, facts -> {}).range().atMost());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "provisions.xlsx, Jurisdictions, CN, law, US-EAR",
        "provisions.xlsx, Item lists, CN-DUAL-USE, provision, US-EAR/738",
        "provisions.xlsx, Territory parts, US_D5/D:5, jurisdiction, CN",
        "provisions.xlsx, Shares, US-EAR/734.4/general, origin territory, CHINA_MAINLAND",
        "provisions.xlsx, Shares, CN-2025-61/1.1, items, US-CCL",
        "provisions.xlsx, Share numerators, CN-2025-61/1.1/EMBEDDED/A1.1, item list, US-NS",
        "provisions.xlsx, Direct products, US-EAR/734.9/b, items, CN-DUAL-USE",
        "provisions.xlsx, Direct products, US-EAR/734.9/b, list, CN_CONTROL",
        "provisions.xlsx, Direct products, US-EAR/734.9/b, provision, CN-CONTROL-LIST",
        "provisions.xlsx, Counting lists, CN-2025-61/2/CN_CONTROL, list, US_ENTITY",
        "provisions.xlsx, Exemption limits, CN-2025-61/5/CN-2025-61/2, yields to, US-EAR/744.11",
        "provisions.xlsx, Obligations, CN-2025-10/customs-remark, after provisions, CN-2025-10; US-EAR/744.11",
        "us-controls.xlsx, License exceptions, LVS, items, CN-DUAL-USE",
        "us-controls.xlsx, Exception restrictions, 740.2/a4, party on, CN_CONTROL",
        "us-chips.xlsx, Computing limits, US-3A090.a/a.1, unless on list, CN-DUAL-USE",
        "parties.xlsx, Designations, US_ENTITY/FOOTNOTE-1, also on, CN_CONTROL",
        "parties.xlsx, Lists, CN_CONTROL, provision, US-EAR/744.11",
        "parties.xlsx, Entry terms, US_ENTITY/1, items, CN-DUAL-USE"
    })
    void aRowThatNamesWhatAnotherLawHoldsIsAnError(
            String workbook, String sheet, String key, String column, String value) throws IOException {
        draft(
                new EditedRuleset().cell(workbook, sheet, key, column, value),
                draft -> assertTrue(
                        rowsOf(draft).contains("ERROR other-law " + sheet + " " + key),
                        () -> rowsOf(draft).toString()));
    }

    @Test
    void aRuleOnDirectProductsUnderAProvisionThatReadsNoneIsAnError() throws IOException {
        draft(
                new EditedRuleset().cell(PROVISIONS, "Direct products", "US-EAR/734.9/b", "provision", "US-EAR/744.11"),
                draft -> assertEquals(List.of("ERROR no-rule Direct products US-EAR/734.9/b"), rowsOf(draft)));
    }

    @Test
    void whatARowCallsItselfRefersToNothing() throws IOException {
        draft(
                new EditedRuleset().cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "provision", "US-EAR/734.4"),
                draft -> assertFalse(
                        new RowChecks(draft)
                                .findings().stream()
                                        .anyMatch(f -> f.code().equals("other-law")
                                                && f.message().en().contains("`CN-2025-61/1.1`")),
                        () -> rowsOf(draft).toString()));
    }

    /** What is told of the rows alone, without running a case. */
    private static List<String> rowsOf(Decisions draft) {
        return new RowChecks(draft)
                .findings().stream()
                        .filter(f -> f.severity() != Severity.NOTE)
                        .map(f -> f.severity() + " " + f.code() + " "
                                + f.place().sheet() + " " + f.place().key())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Ownership, CN-2025-61/2/SUM-TIERS, provision, no-rule",
        "End uses, CN-2026-1/MILITARY, provision, no-rule",
        "Shares, CN-2025-61/1.1, provision, no-rule",
        "Technologies, CN-2025-61/1.2/RARE_EARTH_MINING, provision, no-rule",
        "Counting lists, CN-2025-61/2/CN_CONTROL, provision, no-rule",
        "Exemption limits, CN-2025-61/5/CN-2025-61/2, provision, no-rule"
    })
    void aRowThatNothingReadsIsAnError(String sheet, String like, String column, String error) throws IOException {
        var edited = new EditedRuleset()
                .copy(PROVISIONS, sheet, like, Map.of("key", LAW + "/row", column, "CN-CONTROL-LIST", "from", FIRST));
        if (sheet.equals("Ownership")) {
            edited.cell(PROVISIONS, sheet, LAW + "/row", "reading", "ANY");
        }
        draft(
                edited,
                draft -> assertTrue(
                        told(draft).contains("ERROR " + error + " " + sheet + " " + LAW + "/row"),
                        () -> told(draft).toString()));
    }

    @Test
    void aDutyAfterAnEffectThatNeverComesIsAnError() throws IOException {
        var edited = new EditedRuleset()
                .copy(
                        PROVISIONS,
                        "Obligations",
                        "CN-2025-61/5.report",
                        Map.of(
                                "key",
                                LAW + "/row",
                                "after provisions",
                                "CN-2025-10",
                                "after effects",
                                "PROHIBITED",
                                "from",
                                FIRST));
        draft(edited, draft -> assertEquals(List.of("ERROR never-arises Obligations " + LAW + "/row"), told(draft)));
    }

    // ---- a threshold by the day

    private static EditedRuleset raisedFromFebruary() throws IOException {
        return new EditedRuleset()
                .cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "to", "2027-01-31")
                .copy(
                        PROVISIONS,
                        "Shares",
                        "CN-2025-61/1.1",
                        Map.of(
                                "key", "CN-2025-61/1.1/2027",
                                "threshold percent", "0.2",
                                "from", "2027-02-01",
                                "to", "OPEN"));
    }

    private static Consumer<ObjectNode> declared(String percent) {
        return facts -> {
            line(facts).putNull("content");
            line(facts)
                    .putArray("declaredShares")
                    .addObject()
                    .put("provision", "CN-2025-61/1.1")
                    .put("percent", percent);
        };
    }

    @Test
    void aThresholdThatChangesOnADayChangesOnThatDay() throws IOException {
        draft(raisedFromFebruary(), draft -> {
            assertEquals(List.of(), told(draft));
            for (String day : List.of("2027-01-31", "2027-02-01")) {
                boolean later = day.equals("2027-02-01");
                assertEquals(
                        "LICENSE_REQUIRED",
                        decide(base, "cn61-11-exact", day, declared("0.1")).outcome());
                assertEquals(
                        later ? "NO_LICENSE_REQUIRED" : "LICENSE_REQUIRED",
                        decide(draft, "cn61-11-exact", day, declared("0.1")).outcome(),
                        day);
                assertEquals(
                        "LICENSE_REQUIRED",
                        decide(draft, "cn61-11-exact", day, declared("0.2")).outcome());
                assertEquals(
                        "NO_LICENSE_REQUIRED",
                        decide(draft, "cn61-11-exact", day, declared("0.09")).outcome());
            }
            FindingAnswer below = decide(draft, "cn61-11-exact", "2027-02-01", declared("0.1")).findings().stream()
                    .filter(f -> f.effect().equals("BELOW_THRESHOLD"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("CN-2025-61/1.1/2027", below.source().key());
        });
    }

    @Test
    void theTimelineShowsIt() throws IOException {
        draft(raisedFromFebruary(), draft -> {
            List<Stretch> stretches = new Timeline(draft)
                    .of(
                            shipment(draft, "cn61-11-exact", "2027-01-15", declared("0.15")),
                            LocalDate.parse("2027-01-11"),
                            LocalDate.parse("2027-03-20"));
            assertEquals(
                    List.of("2027-01-11 LICENSE_REQUIRED", "2027-02-01 NO_LICENSE_REQUIRED"),
                    stretches.stream().map(s -> s.from() + " " + s.outcome()).toList());
            assertFalse(stretches.get(1).changes().isEmpty());
            assertEquals("CN-2025-61/1.1", stretches.get(1).changes().get(0).provision());
        });
    }

    @Test
    void theImpactIsExactlyWhatLiesBetweenTheTwoFiguresOnLaterDays() throws IOException {
        List<Past> past = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String day : List.of("2027-01-31", "2027-02-01", "2027-02-15")) {
            for (String percent : List.of("0.05", "0.0999", "0.1", "0.15", "0.1999", "0.2", "0.25")) {
                String id = day + " " + percent;
                ObjectNode facts =
                        ReadOnce.published(base, "cn61-11-exact").shipment().deepCopy();
                facts.put("exportDate", day);
                declared(percent).accept(facts);
                past.add(new Past(id, Past.RECORD, facts.toString().getBytes(StandardCharsets.UTF_8)));
                if (!day.equals("2027-01-31")
                        && List.of("0.1", "0.15", "0.1999").contains(percent)) {
                    expected.add(id);
                }
            }
        }
        draft(raisedFromFebruary(), draft -> {
            List<String> flips = new ArrayList<>();
            ImpactReport report =
                    new Impact(draft, base).run(past.iterator(), past.size(), listener(flips), () -> false);
            assertEquals(expected, flips);
            assertEquals(expected.size(), report.totals().selected(), "only what lies between is decided");
        });
    }

    private static Impact.Listener listener(List<String> flips) {
        return new Impact.Listener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void flip(Flip flip) {
                flips.add(flip.id());
            }
        };
    }

    // ---- the past

    @Test
    void whatIsClosedAndAddedLeavesThePastAlone() throws IOException {
        draft(raisedFromFebruary(), draft -> assertEquals(Set.of(), past(draft, TODAY)));
        draft(koreaBan(), draft -> assertEquals(Set.of(), past(draft, TODAY)));
        draft(
                koreaBan(),
                draft -> assertFalse(past(draft, LocalDate.parse("2026-12-02")).isEmpty()));
    }

    private static Set<String> past(Decisions draft, LocalDate day) {
        return checked(draft, day, null).stream()
                .filter(f -> f.code().equals("changes-the-past"))
                .peek(f -> {
                    assertEquals(Severity.WARNING, f.severity());
                    String last = day.minusDays(1).toString();
                    assertTrue(f.message().en().contains(last), f.message()::en);
                    assertTrue(f.message().zh().contains(last), f.message()::zh);
                })
                .map(f -> f.place().workbook() + " " + f.place().sheet() + " "
                        + f.place().key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatIsOverwrittenChangesThePast() throws IOException {
        draft(
                new EditedRuleset().cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "0.2"),
                draft -> assertEquals(Set.of("provisions.xlsx Shares CN-2025-61/1.1"), past(draft, TODAY)));
    }

    @Test
    void aListEntryThatIsMovedOrTakenOutChangesThePastAndOneThatEndsDoesNot() throws IOException {
        var edited = new EditedRuleset()
                .cell("parties.xlsx", "Entries", "CN_CONTROL-2025-01-002", "from", "2026-12-01")
                .without("parties.xlsx", "Entries", "CN_CONTROL-2025-01-003")
                .cell("parties.xlsx", "Entries", "CN_CONTROL-2025-01-004", "until", "2026-11-28")
                .cell("parties.xlsx", "Entries", "CN_CONTROL-2025-01-005", "until", "2026-11-26");
        draft(
                edited,
                draft -> assertEquals(
                        Set.of(
                                "parties.xlsx Entries CN_CONTROL-2025-01-002",
                                "parties.xlsx Entries CN_CONTROL-2025-01-003",
                                "parties.xlsx Entries CN_CONTROL-2025-01-005"),
                        past(draft, TODAY)));
    }

    @Test
    void anItemWithoutAFirstDayChangesThePast() throws IOException {
        draft(
                item(announcement("PROHIBITED"), Map.of("from", "OPEN")),
                draft -> assertEquals(Set.of("cn-items.xlsx Control list " + LAW + "/1C996"), past(draft, TODAY)));
    }

    @Test
    void aPauseThatIsProlongedInTimeLeavesThePastAlone() throws IOException {
        var edited = new EditedRuleset()
                .cell(PROVISIONS, "Calendar", "CN-2024-46-2.b", "to", "2027-11-10")
                .cell(PROVISIONS, "Calendar", "CN-2024-46-2.c", "from", "2027-11-11");
        draft(edited, draft -> {
            assertEquals(Set.of(), past(draft, LocalDate.parse("2026-11-28")));
            assertEquals(
                    Set.of("provisions.xlsx Calendar CN-2024-46-2.b", "provisions.xlsx Calendar CN-2024-46-2.c"),
                    past(draft, LocalDate.parse("2026-11-29")));
        });
    }

    @Test
    void whatChangesThePastIsToldWithItsDaysAndTheRecordedShipmentsThatMeetIt() throws IOException {
        Consumer<ObjectNode> listed = facts -> buyer(facts).put("name", "General Dynamics");
        List<byte[]> records = new ArrayList<>();
        for (String day : List.of("2024-12-31", "2025-01-02", "2025-03-31", "2026-11-27", "2026-11-28", "2027-05-01")) {
            records.add(facts("cl-none", day, listed));
            records.add(facts("cl-none", day, facts -> {}));
        }
        records.add("no JSON".getBytes(StandardCharsets.UTF_8));
        var edited = new EditedRuleset()
                .without("parties.xlsx", "Entries", "CN_CONTROL-2025-01-001")
                .cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "0.2");
        draft(edited, draft -> {
            CheckReport report = Checks.of(draft, base, TODAY, records.iterator());
            assertEquals(
                    new PastRecords(
                            records.size(), true, 3, LocalDate.parse("2025-01-02"), LocalDate.parse("2026-11-27")),
                    report.past());
            Text entry = changed(report.findings(), "Entries");
            assertTrue(entry.en().contains("from 2025-01-02 to 2026-11-27"), entry::en);
            assertTrue(
                    entry.en().contains("of the 13 recorded shipments 3 meet it, of 2025-01-02 to 2026-11-27"),
                    entry::en);
            assertTrue(entry.zh().contains("全部 13 份记录中有 3 份"), entry::zh);
            assertTrue(changed(report.findings(), "Shares").en().contains("none meets it"));

            String alone = changed(checked(draft, TODAY, null), "Entries").en();
            assertTrue(alone.contains("no records were at hand"), alone);
        });
    }

    @Test
    void ofManyRecordsTheNewestAreLookedAtAndThatIsSaid() throws IOException {
        List<byte[]> records = Collections.nCopies(20_000, "{}".getBytes(StandardCharsets.UTF_8));
        draft(new EditedRuleset().without("parties.xlsx", "Entries", "CN_CONTROL-2025-01-001"), draft -> {
            String told = changed(checked(draft, TODAY, records), "Entries").en();
            assertTrue(told.contains("of the newest 10000 recorded shipments none meets it"), told);
        });
    }

    private static byte[] facts(String caseId, String day, Consumer<ObjectNode> change) {
        ObjectNode facts = ReadOnce.published(base, caseId).shipment().deepCopy();
        facts.put("exportDate", day);
        change.accept(facts);
        return facts.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Text changed(List<CheckFinding> findings, String sheet) {
        return findings.stream()
                .filter(f ->
                        f.code().equals("changes-the-past") && f.place().sheet().equals(sheet))
                .findFirst()
                .orElseThrow()
                .message();
    }

    @Test
    void wordsAndWhatIsOnlyCitedLeaveThePastAlone() throws IOException {
        draft(
                new EditedRuleset()
                        .cell(PROVISIONS, "Provisions", "CN-2025-10", "title en", "Announcement No. 10")
                        .cell(PROVISIONS, "Calendar", "CN-2025-10.a", "instrument", "Announcement No. 10"),
                draft -> assertEquals(Set.of(), past(draft, TODAY)));
    }

    @Test
    void theEffectOfALawInForceChangesThePast() throws IOException {
        draft(
                new EditedRuleset().cell(PROVISIONS, "Provisions", "CN-2025-10", "review policy", "STRICT_REVIEW"),
                draft -> assertEquals(Set.of("provisions.xlsx Provisions CN-2025-10"), past(draft, TODAY)));
    }

    @Test
    void aRulesetThatIsRefusedIsNoDraft() {
        assertEquals(
                1,
                org.junit.jupiter.api.Assertions.assertThrows(
                                RefusedRuleset.class,
                                () -> item(new EditedRuleset(), Map.of("provision", "CN-2099-1"))
                                        .load())
                        .reasons()
                        .size());
    }
}
