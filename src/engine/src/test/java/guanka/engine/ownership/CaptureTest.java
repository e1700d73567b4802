package guanka.engine.ownership;

import static guanka.engine.ownership.OwnershipGraphs.holding;
import static guanka.engine.ownership.OwnershipGraphs.party;
import static guanka.engine.ownership.OwnershipGraphs.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.engine.ownership.OwnershipGraphs.Graph;
import guanka.facts.Evaluation;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Party;
import guanka.facts.Truth;
import guanka.facts.rows.OwnershipRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arithmetic of indirect ownership by examples. */
class CaptureTest {

    private static final OwnershipRow HALF = rule("50", "AT_LEAST", "SUM", "TIERS");
    private static final OwnershipRow HALF_ALONE = rule("50", "AT_LEAST", "SINGLE", "TIERS");

    @Test
    void half_of_a_company_that_is_held_to_one_half_is_caught_and_nothing_is_multiplied() {
        assertEquals(
                Truth.TRUE, caught("buyer", HALF, holding("listed", "middle", "50"), holding("middle", "buyer", "50")));
    }

    @Test
    void a_link_under_the_threshold_passes_nothing_on_even_where_the_next_link_is_the_whole() {
        assertEquals(
                Truth.FALSE,
                caught("buyer", HALF, holding("listed", "middle", "49"), holding("middle", "buyer", "100")));
    }

    @Test
    void a_quarter_held_directly_and_thirty_percent_through_a_company_held_to_sixty_are_added() {
        assertEquals(
                Truth.TRUE,
                caught(
                        "buyer",
                        HALF,
                        holding("listed", "buyer", "25"),
                        holding("listed", "middle", "60"),
                        holding("middle", "buyer", "30")));
    }

    @Test
    void eighty_percent_of_the_middle_counts_whole_so_forty_percent_below_it_stay_forty() {
        assertEquals(
                Truth.FALSE,
                caught("buyer", HALF, holding("listed", "middle", "80"), holding("middle", "buyer", "40")));
    }

    @Test
    void the_last_millionth_below_one_half_is_not_enough() {
        assertEquals(Truth.FALSE, caught("buyer", HALF, holding("listed", "buyer", "49.999999")));
    }

    @Test
    void exactly_one_half_is_not_more_than_one_half() {
        assertEquals(
                Truth.FALSE,
                caught("buyer", rule("50", "MORE_THAN", "SUM", "TIERS"), holding("listed", "buyer", "50")));
    }

    @Test
    void two_companies_that_hold_each_other_do_not_catch_each_other_without_a_listed_owner() {
        assertEquals(
                Truth.FALSE,
                caught("buyer", HALF, holding("buyer", "middle", "100"), holding("middle", "buyer", "100")));
    }

    @Test
    void a_loop_below_a_listed_owner_is_caught_as_a_whole() {
        assertEquals(
                Truth.TRUE,
                caught(
                        "buyer",
                        HALF,
                        holding("listed", "middle", "50"),
                        holding("middle", "buyer", "60"),
                        holding("buyer", "middle", "40")));
    }

    @Test
    void ownership_flows_downwards_only_a_parent_of_a_listed_company_is_not_caught() {
        assertEquals(Truth.FALSE, caught("buyer", HALF, holding("buyer", "listed", "100")));
    }

    @Test
    void under_the_direct_reading_a_caught_company_does_not_count_as_an_owner() {
        assertEquals(
                Truth.FALSE,
                caught(
                        "buyer",
                        rule("50", "AT_LEAST", "SUM", "DIRECT"),
                        holding("listed", "middle", "100"),
                        holding("middle", "buyer", "100")));
    }

    @Test
    void a_branch_is_its_legal_entity_so_what_it_holds_is_added_to_what_its_head_office_holds() {
        assertEquals(
                Truth.TRUE, caught("buyer", HALF, holding("listed", "buyer", "30"), holding("branch", "buyer", "20")));
    }

    @Test
    void one_listed_owner_that_holds_through_its_branch_and_itself_holds_both_alone() {
        assertEquals(
                Truth.TRUE,
                caught("buyer", HALF_ALONE, holding("listed", "buyer", "30"), holding("branch", "buyer", "20")));
    }

    @Test
    void an_owner_of_unknown_share_cannot_hold_what_others_hold_for_certain() {
        assertEquals(
                Truth.FALSE, caught("buyer", HALF, unknown("listed", "buyer"), holding("other", "buyer", "50.000001")));
        assertEquals(Truth.UNKNOWN, caught("buyer", HALF, unknown("listed", "buyer"), holding("other", "buyer", "50")));
    }

    @Test
    void an_owner_of_unknown_share_cannot_alone_hold_what_others_hold_for_certain() {
        assertEquals(
                Truth.FALSE,
                caught("buyer", HALF_ALONE, unknown("listed", "buyer"), holding("other", "buyer", "50.000001")));
    }

    @Test
    void where_another_holds_more_than_one_half_by_its_register_band_no_half_is_left() {
        assertEquals(
                Truth.FALSE,
                caught(
                        "buyer",
                        HALF,
                        unknown("listed", "buyer"),
                        new Holding(
                                "other",
                                "buyer",
                                "/ownership/1/percent",
                                new BigDecimal(50),
                                true,
                                new BigDecimal(75),
                                false,
                                Holding.SHAREHOLDING,
                                null,
                                null)));
    }

    @Test
    void where_the_shares_given_exceed_the_whole_a_certain_capture_still_counts_below() {
        assertEquals(
                Truth.UNKNOWN,
                caught(
                        "buyer",
                        HALF,
                        holding("listed", "middle", "60"),
                        holding("other", "middle", "60"),
                        unknown("middle", "buyer")));
    }

    @Test
    void where_nobody_looked_for_owners_it_stays_unknown_and_ownership_is_asked_for() {
        var nobodyLooked = OwnershipGraphs.stakes(List.of(party("buyer", null)), Known.unknown("/ownership"));
        var capture = new Capture(nobodyLooked, HALF, Map.of(), Map.of(), Map.of());
        assertEquals(Truth.UNKNOWN, capture.of("buyer").truth());
        assertEquals(List.of("/ownership"), capture.of("buyer").missing());
    }

    @Test
    void above_a_certain_owner_the_share_that_decides_through_which_list_is_asked_for() {
        var holdings = List.of(
                holding("middle", "buyer", "100"), holding("otherList", "middle", "60"), unknown("listed", "middle"));
        List<Party> parties =
                List.of(party("buyer", null), party("middle", null), party("listed", null), party("otherList", null));
        var stakes = OwnershipGraphs.stakes(parties, new Known<>(holdings, "/ownership"));
        var isListed = new Evaluation(Truth.TRUE, null, List.of());
        var capture = new Capture(
                stakes,
                HALF,
                Map.of(),
                Map.of("listed", isListed, "otherList", isListed),
                Map.of("listed", Map.of("US_ENTITY", Truth.TRUE), "otherList", Map.of("US_MEU", Truth.TRUE)));
        assertEquals(Truth.TRUE, capture.of("buyer", "US_MEU").truth());
        assertEquals(Truth.UNKNOWN, capture.of("buyer", "US_ENTITY").truth());
        assertEquals(
                List.of("/ownership/listed>middle"),
                capture.of("buyer", "US_ENTITY").missing());
    }

    private static Holding unknown(String owner, String owned) {
        return new Holding(
                owner,
                owned,
                "/ownership/" + owner + ">" + owned,
                BigDecimal.ZERO,
                false,
                new BigDecimal(100),
                false,
                Holding.SHAREHOLDING,
                null,
                null);
    }

    private static Truth caught(String company, OwnershipRow rule, Holding... holdings) {
        var ids = new TreeSet<>(List.of("listed", company));
        for (Holding holding : holdings) {
            ids.add(holding.owner());
            ids.add(holding.owned());
        }
        List<Party> parties = new ArrayList<>();
        ids.forEach(id -> parties.add(party(id, id.equals("branch") ? "listed" : null)));
        return new Graph(parties, List.of(holdings), Map.of(), Map.of("listed", Truth.TRUE), rule)
                .capture()
                .of(company)
                .truth();
    }
}
