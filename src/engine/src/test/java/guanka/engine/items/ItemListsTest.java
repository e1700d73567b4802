package guanka.engine.items;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Facts;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.ControlCode;
import guanka.facts.Known;
import guanka.facts.Truth;
import guanka.facts.rows.ItemRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Where a control code stands, for every code of the tables, every heading above it and a code below it. */
class ItemListsTest {

    private static final Ruleset RULESET = TestRuleset.get();
    private static final ItemLists ITEMS = new ItemLists(RULESET, new ClosedWorld(RULESET));
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final Set<String> BOTH = Set.of("CN", "US");

    private record Group(String list, String provision) {}

    private static ItemLists.Classification said(List<String> codes, String jurisdiction, Set<String> asked) {
        return ITEMS.classification(
                new Known<>(codes.stream().map(Facts::code).toList(), "/lines/0/controlCodes"),
                jurisdiction,
                asked,
                DAY);
    }

    private static void stands(List<String> codes, CodeOracle oracle, String jurisdiction, Set<String> asked) {
        var said = said(codes, jurisdiction, asked);
        for (String list : oracle.lists()) {
            assertEquals(
                    oracle.under(list, codes),
                    said.under(list),
                    () -> codes + " in " + list + " where " + asked + " are asked");
        }
    }

    @Test
    void every_code_of_the_tables_its_headings_and_codes_below_it_stand_where_a_scan_of_the_rows_finds_them() {
        Set<Group> groups = new java.util.HashSet<>();
        RULESET.rows(ItemRow.class).forEach(r -> groups.add(new Group(r.list(), r.provision())));
        ITEMS.lists().values().forEach(l -> groups.add(new Group(l.key(), l.provision())));
        groups.removeIf(group -> ITEMS.lists().get(group.list()).byCustomsCode());
        for (String jurisdiction : BOTH) {
            var oracle = new CodeOracle(RULESET, jurisdiction, BOTH, DAY);
            for (String code : codes()) {
                var hits = said(List.of(code), jurisdiction, BOTH).hits(list -> true);
                for (Group group : groups) {
                    Truth said = hits.stream()
                            .filter(h -> h.list().equals(group.list())
                                    && h.provision().equals(group.provision()))
                            .map(h -> h.condition().in(RULESET.defaultWorld()).truth())
                            .reduce(Truth.FALSE, Truth::or);
                    assertEquals(
                            oracle.lists().contains(group.list())
                                    ? oracle.under(group.list(), group.provision(), List.of(code))
                                    : Truth.FALSE,
                            said,
                            () -> code + " in " + group + " for " + jurisdiction);
                }
                stands(List.of(code), oracle, jurisdiction, BOTH);
            }
        }
    }

    @Test
    void of_several_codes_the_one_that_certainly_stands_under_a_list_decides() {
        List<String> codes = List.copyOf(codes());
        for (String jurisdiction : BOTH) {
            var oracle = new CodeOracle(RULESET, jurisdiction, BOTH, DAY);
            for (int i = 0; i < codes.size(); i++) {
                stands(List.of(codes.get(i), codes.get((i * 31 + 7) % codes.size())), oracle, jurisdiction, BOTH);
            }
        }
    }

    @Test
    void a_prefix_says_whose_list_is_meant_and_a_basket_that_nothing_is_listed() {
        List<String> codes = new ArrayList<>(List.of("EAR99", "US:EAR99", "NONE", "CN:NONE", "US:NONE"));
        codes().stream().limit(300).forEach(code -> codes.addAll(List.of("CN:" + code, "US:" + code)));
        for (Set<String> asked : List.of(BOTH, Set.of("CN"), Set.of("US"))) {
            for (String jurisdiction : asked) {
                var oracle = new CodeOracle(RULESET, jurisdiction, asked, DAY);
                stands(List.of(), oracle, jurisdiction, asked);
                for (int i = 0; i < codes.size(); i++) {
                    stands(List.of(codes.get(i)), oracle, jurisdiction, asked);
                    stands(List.of(codes.get(i), codes.get((i * 31 + 7) % codes.size())), oracle, jurisdiction, asked);
                }
            }
        }
    }

    @Test
    void a_code_that_the_lists_of_two_jurisdictions_hold_is_in_doubt_until_one_of_them_is_named() {
        // 3C001: gallium in China, epitaxial material in the United States
        assertEquals(Truth.UNKNOWN, said(List.of("3C001"), "CN", BOTH).under("CN-DUAL-USE"));
        assertEquals(Truth.UNKNOWN, said(List.of("3C001"), "US", BOTH).under("US-CCL"));
        assertEquals(Truth.TRUE, said(List.of("CN:3C001"), "CN", BOTH).under("CN-DUAL-USE"));
        assertEquals(Truth.TRUE, said(List.of("US:3C001"), "US", BOTH).under("US-CCL"));
        assertEquals(Truth.TRUE, said(List.of("3C001"), "CN", Set.of("CN")).under("CN-DUAL-USE"));
        assertEquals(Truth.UNKNOWN, said(List.of("US:3C001"), "CN", BOTH).under("CN-DUAL-USE"));
    }

    @Test
    void a_code_may_be_written_in_lower_or_upper_case() {
        for (String code : codes()) {
            ControlCode lower = Facts.code(" " + code.toLowerCase(Locale.ROOT));
            for (String jurisdiction : BOTH) {
                var plain = said(List.of(code), jurisdiction, BOTH);
                var small = ITEMS.classification(new Known<>(List.of(lower), ""), jurisdiction, BOTH, DAY);
                for (String list : ITEMS.lists().keySet()) {
                    assertEquals(plain.under(list), small.under(list), () -> code + " in " + list);
                }
            }
        }
    }

    /** A sibling whose code only begins alike is another code: 1C90 is no heading of 1C902, and 1C902.a.10 none of 1C902.a.1. */
    static Set<String> codes() {
        Set<String> codes = new TreeSet<>(List.of("1C90", "1C902.a.10", "1C902.a.1.b", "9Z999"));
        for (ItemRow row : RULESET.rows(ItemRow.class)) {
            for (String code : row.codes()) {
                if (!code.equals("?")) {
                    codes.add(code);
                    codes.add(code + ".z");
                    var parts = new ArrayList<>(List.of(code.split("\\.")));
                    while (parts.size() > 1) {
                        parts.remove(parts.size() - 1);
                        codes.add(String.join(".", parts));
                    }
                }
            }
        }
        return codes;
    }
}
