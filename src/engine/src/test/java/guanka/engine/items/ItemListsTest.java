package guanka.engine.items;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Known;
import guanka.facts.Truth;
import guanka.facts.rows.ItemRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Where a control code stands, for every code of the tables, every heading above it and a code below it. */
class ItemListsTest {

    private static final Ruleset RULESET = TestRuleset.get();
    private static final ItemLists ITEMS = new ItemLists(RULESET);
    private static final CodeOracle ORACLE = new CodeOracle(RULESET);

    private record Group(String list, String provision) {}

    @Test
    void every_code_of_the_tables_its_headings_and_codes_below_it_stand_where_a_scan_of_the_rows_finds_them() {
        Set<Group> groups = new java.util.HashSet<>();
        RULESET.rows(ItemRow.class).forEach(r -> groups.add(new Group(r.list(), r.provision())));
        for (String code : codes()) {
            var hits = ITEMS.hits(new Known<>(List.of(code), "/lines/0/controlCodes"));
            for (Group group : groups) {
                Truth said = hits.stream()
                        .filter(h ->
                                h.list().equals(group.list()) && h.provision().equals(group.provision()))
                        .map(h -> h.condition().in(RULESET.defaultWorld()).truth())
                        .reduce(Truth.FALSE, Truth::or);
                assertEquals(
                        ORACLE.under(group.list(), group.provision(), List.of(code)),
                        said,
                        () -> code + " in " + group);
            }
            for (String list : ITEMS.lists().keySet()) {
                assertEquals(
                        ORACLE.under(list, null, List.of(code)),
                        ITEMS.under(list, new Known<>(List.of(code), "")),
                        () -> code + " in " + list);
            }
        }
    }

    @Test
    void of_several_codes_the_one_that_certainly_stands_under_a_list_decides() {
        List<String> codes = List.copyOf(codes());
        for (int i = 0; i < codes.size(); i++) {
            List<String> two = List.of(codes.get(i), codes.get((i * 31 + 7) % codes.size()));
            for (String list : ITEMS.lists().keySet()) {
                assertEquals(
                        ORACLE.under(list, null, two),
                        ITEMS.under(list, new Known<>(two, "")),
                        () -> two + " in " + list);
            }
        }
    }

    @Test
    void a_code_may_be_written_in_lower_or_upper_case() {
        for (String code : codes()) {
            for (String list : ITEMS.lists().keySet()) {
                assertEquals(
                        ITEMS.under(list, new Known<>(List.of(code), "")),
                        ITEMS.under(list, new Known<>(List.of(" " + code.toLowerCase(Locale.ROOT)), "")),
                        () -> code + " in " + list);
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
