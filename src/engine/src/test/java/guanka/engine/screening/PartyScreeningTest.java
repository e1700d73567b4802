package guanka.engine.screening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a party's name and identifiers are matched with; the tables of names lie beside the test as text files. */
class PartyScreeningTest {

    private static final PartyScreening SCREENING = new PartyScreening(ListedNames.all());

    static Stream<String> closeNames() {
        return WordFile.lines("close-names.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("closeNames")
    void a_close_name_is_matched_with_the_listed_one(String line) {
        String[] cells = line.split("\\s*;\\s*");
        List<Match> matches = named(cells[0]);
        assertTrue(
                matches.stream()
                        .anyMatch(match -> match.entry().key().equals(cells[2])
                                && match.certainty() == Certainty.valueOf(cells[1])),
                () -> cells[0] + " gives " + matches);
    }

    static Stream<String> commonNames() {
        return WordFile.lines("common-names.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("commonNames")
    void a_common_name_matches_nobody(String name) {
        assertEquals(List.of(), named(name));
    }

    @Test
    void an_identifier_is_enough_whatever_the_name() {
        PartyScreening screening = new PartyScreening(
                List.of(listed("A", "US", Map.of("lei", "5493001KJTIIGC8Y1R12"), "Quartz Lantern Ltd")));
        List<Match> matches = screening.match(List.of("Something Else"), null, Map.of("LEI", "5493 001K-jtiigc8y1r12"));
        assertEquals(1, matches.size());
        assertEquals(
                new Match(
                        matches.get(0).entry(),
                        Certainty.EXACT,
                        BigDecimal.ONE,
                        "5493001KJTIIGC8Y1R12",
                        "5493 001K-jtiigc8y1r12",
                        "IDENTIFIER"),
                matches.get(0));
    }

    @Test
    void an_identifier_of_another_kind_or_without_content_matches_nobody() {
        PartyScreening screening = new PartyScreening(
                List.of(listed("A", "US", Map.of("duns", "123456789", "lei", "-"), "Quartz Lantern Ltd")));
        assertEquals(List.of(), screening.match(List.of(), "US", Map.of("uscc", "123456789", "lei", " ")));
    }

    @Test
    void another_identifier_than_the_listed_one_does_not_clear_the_name() {
        PartyScreening screening =
                new PartyScreening(List.of(listed("A", "US", Map.of("duns", "123456789"), "Quartz Lantern Ltd")));
        assertEquals(
                "SAME_NAME",
                screening
                        .match(List.of("Quartz Lantern Ltd"), "US", Map.of("duns", "987654321"))
                        .get(0)
                        .reason());
    }

    @Test
    void any_of_the_given_names_counts_and_the_best_one_is_named() {
        List<Match> matches = SCREENING.match(List.of("Example KK", "Hensolt", "Hensoldt AG"), null, Map.of());
        assertEquals(1, matches.size());
        assertEquals("Hensoldt AG", matches.get(0).given());
        assertEquals("HENSOLDT AG", matches.get(0).matched());
        assertEquals(new BigDecimal("1.00"), matches.get(0).score());
    }

    @Test
    void the_name_as_written_is_sure_in_whatever_country() {
        assertEquals(Certainty.EXACT, first("TDK Corporation", "US").certainty());
    }

    @Test
    void another_legal_form_or_another_country_leaves_a_question() {
        assertEquals(Certainty.POSSIBLE, first("Hensoldt SAS", "FR").certainty());
        assertEquals(Certainty.POSSIBLE, first("Hensoldt SAS", "DE").certainty());
        assertEquals(Certainty.POSSIBLE, first("Hensoldt SAS", null).certainty());
        assertEquals(Certainty.POSSIBLE, first("TDK Ltd", "JP").certainty());
        assertEquals(Certainty.POSSIBLE, first("Hensoldt", "FR").certainty());
        assertEquals(Certainty.EXACT, first("Hensoldt", "DE").certainty());
        assertEquals(Certainty.EXACT, first("Hensoldt Aktiengesellschaft", "DE").certainty());
    }

    @Test
    void a_company_is_never_surely_the_ship_that_bears_its_name() {
        PartyScreening ship = of("VESSEL", "Quartzlan");
        assertEquals(
                Certainty.POSSIBLE,
                ship.match(List.of("Quartzlan Corporation"), "US", Map.of())
                        .get(0)
                        .certainty());
        assertEquals(
                Certainty.EXACT,
                ship.match(List.of("Quartzlan"), null, "VESSEL", Map.of())
                        .get(0)
                        .certainty());
        assertEquals(
                Certainty.POSSIBLE,
                ship.match(List.of("Quartzlan"), null, "ORGANISATION", Map.of())
                        .get(0)
                        .certainty());
    }

    private static Match first(String name, String country) {
        return SCREENING.match(List.of(name), country, Map.of()).get(0);
    }

    @Test
    void sure_matches_come_first_then_by_score() {
        List<Match> matches = named("Lockheed Martin");
        assertEquals("L12", matches.get(0).entry().key());
        assertEquals(matches.stream().sorted(Match.BEST_FIRST).toList(), matches);
    }

    @Test
    void a_name_that_was_not_established_is_never_matched() {
        assertTrue(named("?").isEmpty());
    }

    @Test
    void a_party_without_names_and_identifiers_matches_nobody() {
        assertEquals(List.of(), SCREENING.match(List.of(), null, Map.of()));
        assertEquals(List.of(), named(" "));
    }

    @Test
    void a_name_of_greatest_length_is_screened_too() {
        assertTrue(named("Trading ".repeat(60) + "Rheinmetall").stream()
                .anyMatch(match -> match.entry().key().equals("L10")));
    }

    @Test
    void a_slip_in_three_letters_beside_ordinary_words_is_another_name() {
        assertEquals(
                List.of(), of("ORGANISATION", "JSC MTS Bank").match(List.of("M&T Bank Corporation"), null, Map.of()));
        assertEquals(List.of(), of("ORGANISATION", "T-Bank").match(List.of("M&T Bank Corporation"), null, Map.of()));
        assertEquals(
                1,
                of("ORGANISATION", "T-Bank")
                        .match(List.of("T Bank Europe"), null, Map.of())
                        .size());
        assertEquals(
                1,
                of("ORGANISATION", "JSC Quartz Bank")
                        .match(List.of("Quarz Bank"), null, Map.of())
                        .size());
    }

    @Test
    void a_later_word_of_a_listed_name_with_another_legal_form_is_no_short_name_of_it() {
        PartyScreening listed = of("ORGANISATION", "Oriental Quartz Company Pte Ltd");
        assertEquals(List.of(), listed.match(List.of("Quartz Inc."), null, Map.of()));
        assertEquals(1, listed.match(List.of("Oriental Quartz"), null, Map.of()).size());
    }

    @Test
    void a_match_tells_the_kind_of_its_entry() {
        assertEquals(
                "VESSEL",
                of("VESSEL", "Quartzlan")
                        .match(List.of("Quartzlan Ltd"), null, Map.of())
                        .get(0)
                        .kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PERSON", "VESSEL", "AIRCRAFT"})
    void nobody_is_called_after_the_single_name_of_a_person_a_ship_or_an_aircraft(String kind) {
        assertEquals(List.of(), of(kind, "Quartzlan").match(List.of("Tabor Quartzlan Fishing"), null, Map.of()));
        assertEquals(
                MatchReason.LISTED_NAME_INSIDE.name(),
                of("ORGANISATION", "Quartzlan")
                        .match(List.of("Tabor Quartzlan Fishing"), null, Map.of())
                        .get(0)
                        .reason());
        assertEquals(
                MatchReason.LISTED_NAME_INSIDE.name(),
                of(kind, "Quartzlan")
                        .match(List.of("M/V Quartzlan"), null, kind, Map.of())
                        .get(0)
                        .reason());
        assertEquals(
                MatchReason.LISTED_NAME_INSIDE.name(),
                of(kind, "Quartzlan Tolmek")
                        .match(List.of("Quartzlan Tolmek Fishing"), null, Map.of())
                        .get(0)
                        .reason());
    }

    @Test
    void an_ordinary_word_is_no_slip_for_a_name() {
        assertEquals(List.of(), of("ORGANISATION", "Minint").match(List.of("Tabor Ridge Mining"), null, Map.of()));
        assertEquals(
                1,
                of("ORGANISATION", "Minintrax")
                        .match(List.of("Tabor Ridge Minimtrax Mining"), null, Map.of())
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Quartzlan Growth Fund III | Quartzlan Growth Fund IV",
                "Quartzlan Loan Trust 2004-1 | Quartzlan Loan Trust 2004-2",
                "Quartzlan 7 | Quartzlan 9",
                "JOINT STOCK CMPANY TOLMEK | JOINT STOCK COMPANY TOLMEK",
                "U.S. Department of Quartz | United States Department of Quartz",
                "Agriculture Bank of Quartzlan | Agricultural Bank of Quartzlan",
                "QIE Shanghai | Quartz Institute of Engineering",
                "Brigade Fourty-Four of Quartzlan | 44th Brigade of Quartzlan"
            })
    void a_name_of_a_series_a_misspelt_legal_form_and_the_like_leave_a_question(String given, String listed) {
        List<Match> matches = of("ORGANISATION", listed).match(List.of(given), null, Map.of());
        assertEquals(1, matches.size(), given);
        assertEquals(Certainty.POSSIBLE, matches.get(0).certainty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Institute 703 | Institute 704",
                "Southwest Airlines Co. | North-West Airlines",
                "Quartz Gartner | OOO Partner"
            })
    void another_institute_or_another_point_of_the_compass_is_another_name(String given, String listed) {
        assertEquals(List.of(), of("ORGANISATION", listed).match(List.of(given), null, Map.of()));
    }

    @Test
    void a_few_letters_beside_ordinary_words_are_no_misspelt_name_of_another_country() {
        PartyScreening bank = new PartyScreening(
                List.of(new ListedName("L1", "LIST", List.of("MTS Bank"), "ORGANISATION", "RU", Map.of())));
        assertEquals(List.of(), bank.match(List.of("M&T Bank Corporation"), "US", Map.of()));
        assertEquals(List.of(), bank.match(List.of("M&T Bank Corporation"), null, Map.of()));
    }

    private static PartyScreening of(String kind, String name) {
        return new PartyScreening(List.of(new ListedName("A", "X_MADE_UP", List.of(name), kind, null, Map.of())));
    }

    @Test
    void two_entries_with_one_key_are_refused() {
        List<ListedName> twice = List.of(listed("A", "US", Map.of(), "One"), listed("A", "US", Map.of(), "Two"));
        assertEquals(
                "two listed entries have the key A",
                assertThrows(IllegalArgumentException.class, () -> new PartyScreening(twice))
                        .getMessage());
    }

    private static List<Match> named(String name) {
        return SCREENING.match(List.of(name), null, Map.of());
    }

    private static ListedName listed(String key, String country, Map<String, String> identifiers, String name) {
        return new ListedName(key, "X_MADE_UP", List.of(name), null, country, identifiers);
    }
}
