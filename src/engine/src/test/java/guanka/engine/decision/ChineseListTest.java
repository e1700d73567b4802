package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Truth;
import guanka.facts.rows.ItemRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** China's dual-use list as a whole: what each code of it decides on each side of its days, and what lies outside it. */
@DisplayName("The unified list of China")
class ChineseListTest {

    private static final Ruleset RULESET = TestRuleset.get();
    private static final String LIST = "CN-DUAL-USE";

    /** The first days on which the announcements ask for a license, as they print them; those paused in 2025 by the text of their pause. */
    private static final Map<String, LocalDate> FIRST = Map.ofEntries(
            Map.entry("CN-2023-23", LocalDate.of(2023, 8, 1)),
            Map.entry("CN-2023-39", LocalDate.of(2023, 12, 1)),
            Map.entry("CN-2024-33", LocalDate.of(2024, 9, 15)),
            Map.entry("CN-2024-51", LocalDate.of(2024, 12, 1)),
            Map.entry("CN-2025-10", LocalDate.of(2025, 2, 4)),
            Map.entry("CN-2025-18", LocalDate.of(2025, 4, 4)),
            Map.entry("CN-2025-55", LocalDate.of(2026, 11, 11)),
            Map.entry("CN-2025-56", LocalDate.of(2026, 11, 11)),
            Map.entry("CN-2025-57", LocalDate.of(2026, 11, 11)),
            Map.entry("CN-2025-58", LocalDate.of(2026, 11, 11)));

    private static final Set<String> LICENSED_IN_2026 =
            Set.of("CN-2023-23", "CN-2023-39", "CN-2024-33", "CN-2024-51", "CN-2025-10", "CN-2025-18");

    /** Civil goods from China to an unlisted buyer in Germany. */
    private static final String PLAIN = """
            {"exportDate": "2026-07-31", "exportFrom": "CN", "destination": "DE", "jurisdictions": ["CN"],
             "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "controlCodes": [], "form": "OTHER", "origin": "CN",
                        "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}]}""";

    private static Determination answer(Object... facts) {
        Map<String, Object> changed = new HashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            changed.put((String) facts[i], facts[i + 1]);
        }
        return Answers.of(RULESET, PLAIN, changed);
    }

    private static Determination on(LocalDate day, String code) {
        return answer("/exportDate", day.toString(), "/lines/0/controlCodes", List.of("CN:" + code));
    }

    private static Stream<ItemRow> listed() {
        return RULESET.rows(ItemRow.class).stream()
                .filter(row ->
                        row.list().equals(LIST) && row.listed() == Truth.TRUE && FIRST.containsKey(row.provision()));
    }

    private static boolean isOpen(Determination said) {
        return said.findings().stream()
                .anyMatch(f -> f.effect().equals("UNKNOWN") || f.effect().equals("NOT_MODELLED"));
    }

    @Test
    void every_code_needs_a_license_from_the_first_day_of_its_announcement_on_and_none_stays_open() {
        List<Executable> all = new ArrayList<>();
        listed().forEach(row -> row.codes().forEach(code -> {
            LocalDate first = FIRST.get(row.provision());
            LocalDate from = row.from() == null || row.from().isBefore(first) ? first : row.from();
            if (row.to() != null && row.to().isBefore(from)) {
                return;
            }
            all.add(() -> {
                Determination said = on(from, code);
                assertEquals("LICENSE_REQUIRED", said.outcome(), () -> code + " on " + from);
                assertEquals("LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(said), () -> code + " on " + from);
                assertTrue(
                        Answers.tells(said, row.provision(), "LICENSE_REQUIRED"),
                        () -> row.key() + ": " + said.findings());
                assertFalse(isOpen(said), () -> code + ": " + said.findings());
            });
        }));
        assertTrue(all.size() > 800, () -> "rows: " + all.size());
        assertAll(all);
    }

    @Test
    void no_code_needs_a_license_by_its_announcement_on_the_day_before_and_what_earlier_lists_said_stays_open() {
        List<Executable> all = new ArrayList<>();
        listed().forEach(row -> row.codes().forEach(code -> {
            LocalDate eve = FIRST.get(row.provision()).minusDays(1);
            if (row.holdsOn(eve)) {
                all.add(() -> {
                    Determination said = on(eve, code);
                    assertFalse(
                            Answers.tells(said, row.provision(), "LICENSE_REQUIRED"),
                            () -> row.key() + " on " + eve + ": " + said.findings());
                    if (row.provision().equals("CN-2024-51")) {
                        assertEquals("UNDETERMINED", said.outcome(), () -> code + " on " + eve);
                        assertTrue(Answers.tells(said, "CN-ECL", "NOT_MODELLED"), () -> code + ": " + said.findings());
                    }
                });
            }
        }));
        assertTrue(all.size() > 800, () -> "rows: " + all.size());
        assertAll(all);
    }

    @Test
    void every_code_needs_a_license_in_2026_written_with_its_jurisdiction_or_without_where_china_alone_is_asked() {
        List<Executable> all = new ArrayList<>();
        codes().forEach(code -> all.add(() -> {
            Determination said = answer("/lines/0/controlCodes", List.of(code));
            assertEquals("LICENSE_REQUIRED", said.outcome(), code);
            assertEquals(List.of(), Answers.missing(said), code);
        }));
        assertAll(all);
    }

    /** The catalogue numbers 846 goods: 752 codes, of which 2B350 and 1C210.c hold several; 1C117.a is a code without a row of it. */
    @Test
    void the_list_holds_the_codes_that_the_catalogue_of_2026_counts() {
        assertEquals(753, codes().size());
        assertEquals(
                189,
                codes().stream().map(code -> code.substring(0, 5)).distinct().count());
    }

    private static Set<String> codes() {
        return listed().filter(row -> LICENSED_IN_2026.contains(row.provision()))
                .flatMap(row -> row.codes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_row_has_a_name_in_both_languages_and_no_two_rows_of_a_code_and_name_hold_on_one_day() {
        Map<List<Object>, ItemRow> known = new HashMap<>();
        for (ItemRow row : listed().toList()) {
            assertFalse(row.name().en().isBlank() || row.name().en().equals("?"), row::key);
            assertTrue(row.name().zh().codePoints().anyMatch(Character::isIdeographic), row::key);
            ItemRow other =
                    known.put(List.of(row.provision(), row.codes(), row.name().en()), row);
            assertTrue(
                    other == null || other.to() != null && other.to().isBefore(row.from()),
                    () -> row.key() + " and " + other.key());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3C001.a, 2023-09-01, 8112929010; 8112929090; 8112999000",
        "3C001.b, 2023-09-01, 2850001901; 3818009001; 3825690001",
        "3C001.b, 2025-12-31, 2850001901; 3818009001; 3825690001",
        "3C001.b, 2026-01-01, 2850001901; 3818009020; 3825690020; 8541410010",
        "1C108.b, 2023-12-01, 3801100030; 3801909010; 6815190020",
        "1C108.b, 2026-11-01, 3801100040; 3801909010; 6815190020",
        "1C904.b, 2026-11-01, 2846901600; 2846901993; 3824999922",
        "2B005, 2026-11-01, 8479899957"
    })
    void customs_codes_carry_the_days_on_which_they_are_declared(String code, LocalDate day, String customs) {
        assertEquals(
                List.of(customs.split("; ")),
                listed().filter(row -> row.codes().contains(code) && row.holdsOn(day))
                        .flatMap(row -> row.hsCodes().stream())
                        .toList());
    }

    @Test
    void a_code_on_no_list_leaves_the_list_open_and_nothing_else() {
        Determination said = answer("/lines/0/controlCodes", List.of("CN:9A999"));
        assertEquals("NO_LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(said));
        assertEquals(List.of("/lines/0/controlCodes/0"), Answers.missing(said));
        assertEquals(
                List.of("CN-2024-51 UNKNOWN"),
                said.findings().stream()
                        .filter(f -> !f.effect().equals("LIST_NOT_CURRENT"))
                        .map(f -> f.provision() + " " + f.effect())
                        .toList());
    }

    @Test
    void a_military_user_in_japan_gets_no_item_of_the_list() {
        for (String code : codes()) {
            Determination said = answer(
                    "/destination", "JP",
                    "/parties/0/country", "JP",
                    "/parties/0/name", "Quellbach Lederwaren",
                    "/parties/0/military", true,
                    "/lines/0/controlCodes", List.of("CN:" + code));
            assertEquals("PROHIBITED", said.outcome(), code);
        }
    }

    /** Annex 1 of Announcement 61 names 13 metals, alloys and oxides; the unified list has codes for most of them. */
    @ParameterizedTest
    @CsvSource({
        "1C905.a.2.a, LICENSE_REQUIRED",
        "1C905.a.2.b, LICENSE_REQUIRED",
        "1C905.a.2,   UNDETERMINED",
        "1C906.a.1,   LICENSE_REQUIRED",
        "1C906.a.2,   NO_LICENSE_REQUIRED",
        "1C906.a.3,   UNDETERMINED",
        "1C906.a,     UNDETERMINED",
        "1C907.a.1,   LICENSE_REQUIRED",
        "1C907.a.2.a, NO_LICENSE_REQUIRED",
        "1C908.a.1,   LICENSE_REQUIRED",
        "2B350.a.1,   NO_LICENSE_REQUIRED"
    })
    void annex_1_of_61_is_met_by_the_codes_of_what_it_names(String code, String outcome) {
        Determination said = answer(
                "/exportDate", "2027-02-01", "/exportFrom", "JP", "/lines/0/controlCodes", List.of("CN:" + code));
        assertEquals(outcome, said.outcome(), said::toString);
    }

    @Nested
    @DisplayName("Helium, found by its customs code")
    class Helium {

        private static Determination declared(Object... facts) {
            List<Object> all = new ArrayList<>(List.of("/lines/0/controlCodes", List.of("CN:NONE")));
            all.addAll(List.of(facts));
            return answer(all.toArray());
        }

        @ParameterizedTest
        @CsvSource({
            "2804290010, 2026-07-09, NO_LICENSE_REQUIRED",
            "2804290010, 2026-07-10, PROHIBITED",
            "2804290010, 2026-11-20, PROHIBITED",
            "2804290090, 2026-11-20, NO_LICENSE_REQUIRED",
            "28042900,   2026-11-20, UNDETERMINED",
            "2804,       2026-11-20, UNDETERMINED",
            "8501100000, 2026-11-20, NO_LICENSE_REQUIRED"
        })
        void may_not_be_exported_from_the_day_of_the_announcement_on(String hs, String day, String outcome) {
            assertEquals(
                    outcome, declared("/lines/0/hsCode", hs, "/exportDate", day).outcome());
        }

        @Test
        void is_asked_for_only_where_nothing_else_tells_what_the_goods_are() {
            assertEquals("NO_LICENSE_REQUIRED", declared().outcome(), "classified, no customs code");
            Determination unclassified = answer("/lines/0/controlCodes", null);
            assertEquals("NO_LICENSE_REQUIRED..PROHIBITED", Answers.range(unclassified));
            assertTrue(Answers.missing(unclassified).contains("/lines/0/hsCode"), unclassified::toString);
            Determination magnet = answer("/lines/0/controlCodes", null, "/lines/0/form", "MAGNET");
            assertEquals("NO_LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(magnet));
            Determination software = answer("/lines/0/controlCodes", null, "/lines/0/kind", "SOFTWARE");
            assertEquals("NO_LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(software));
        }

        @Test
        void moved_between_other_countries_is_not_exported_from_china() {
            assertEquals(
                    "NO_LICENSE_REQUIRED",
                    declared("/lines/0/hsCode", "2804290010", "/exportFrom", "KR")
                            .outcome());
        }
    }
}
