package guanka.engine.ruleset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Provision;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TechnologyRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What rules ask for stands in their texts")
class RuleReferencesTest {

    private static final RuleReferences REFERENCES = new RuleReferences(TestRuleset.get());

    private static Set<String> notCarriedOut(Ruleset ruleset) {
        Set<String> carried =
                new RuleReferences(ruleset).carriedOut(ruleset.tables().rows(), ruleset.rows(ItemRow.class));
        Set<String> left = new TreeSet<>();
        for (Provision provision : ruleset.rows(Provision.class)) {
            if (provision.effect().isRequirement() && !carried.contains(provision.key())) {
                left.add(provision.key());
            }
        }
        return left;
    }

    @Test
    void everyRuleIsReadWithWhatItNames() {
        RuleReferences.Reference share = REFERENCES.all().stream()
                .filter(r -> r.laws().contains("CN-2025-61/1.1"))
                .findFirst()
                .orElseThrow();
        assertTrue(share.path().endsWith("announcement_61_2025.drl"), share::path);
        assertTrue(share.territories().contains("CHINA_MAINLAND"), share::toString);
        assertTrue(share.joined().containsAll(List.of("Law", "Term", "ValueShare")), share::toString);
        assertTrue(share.decides());
    }

    @Test
    void aRowIsReadWhereARuleJoinsItsKindForItsProvision() {
        assertTrue(REFERENCES.isRead("CN-2025-61/1.2", "CN", TechnologyRow.class));
        assertFalse(REFERENCES.isRead("CN-2025-61/5", "CN", TechnologyRow.class));
        assertTrue(REFERENCES.isRead("CN-2025-61/1.1", "CN", ShareRow.class) || REFERENCES.names("CN-2025-61/1.1"));
    }

    @Test
    void everyRequirementOfThePublishedLawIsCarriedOut() {
        assertEquals(Set.of(), notCarriedOut(TestRuleset.get()));
    }

    @Test
    void aRequirementThatNobodyCarriesOutIsFound() throws IOException {
        assertEquals(
                Set.of("CN-2027-1"),
                notCarriedOut(new EditedRuleset()
                        .copy("provisions.xlsx", "Provisions", "CN-2023-23", Map.of("key", "CN-2027-1"))
                        .load()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            $item : ListedItem(list == "CN-DUAL-USE")                                                          | false
            $list : ItemList(listedProvisionsRequire == true)  $item : ListedItem(list == $list.key)           | false
            $measure : Measure(alone == true)  $item : ListedItem(list == $measure.items, isBehind($limb))     | false
            $in : Contained(list == "A")  $item : ListedItem(list == $in.list)                                 | true
            $of : ItemProvision()  $item : ListedItem(list == $of.list)                                        | true
            $m : Measure()  $item : ListedItem(list == "CN-DUAL-USE" or list == $m.items)                      | true
            $item : ListedItem()                                                                               | true
            $item : ListedItem(provision == "CN-2025-18")                                                      | true
            $list : ItemList()  $item : ListedItem(list == $list.key)                                          | true
            $list : ItemList(jurisdiction == "CN")  $item : ListedItem(list == $list.key)                      | true
            $a : ListedItem(list == "CN-DUAL-USE")  $b : ListedItem(line == $a.line)                           | true
            """)
    void aRuleThatJoinsItemsOfWhateverListIsTold(String when, boolean everyList) {
        assertEquals(everyList, RuleReferences.joinsItemsOfEveryList(when));
    }

    @Test
    void theRulesOfTheBuildJoinItemsOfListsThatTheyOrRowsName() {
        assertFalse(REFERENCES.joinItemsOfEveryList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            $item : ListedItem(list == $of.key)                                                   | true
            $item : ListedItem(list == "CN-DUAL-USE")                                             | true
            $m : Measure()  $item : ListedItem(list == $m.items)                                  | false
            $m : Measure()  MET  $item : ListedItem(list == $m.items)                             | true
            $m : Measure()  MET  $n : Coverage()  $item : ListedItem(list == $n.items)            | false
            $m : DirectProductRow()  MET  $item : ListedItem(list == $m.items)                    | true
            $s : Sentence(alone == true)  $item : ListedItem(list == $s.items)                    | false
            """)
    void itemsOfASentenceAreLeftOutOnlyWhereEveryRuleMeetsItsDestinationEndUsesAndPartiesToo(
            String when, boolean narrows) {
        String met = "$t : Territory(id == $m.destination)  $move : Movement(mayEndIn($t))"
                + "  $use : Purpose(of == $m.endUses, exclusively == false)"
                + "  $to : Counterparty(kind == $m.who, role == $m.role, by == $m.by, list == $m.list)";
        assertEquals(narrows, RuleReferences.narrowsItems(when.replace("MET", met)));
        // with any of them missing nothing is left out
        if (narrows && when.contains("MET")) {
            for (String one : List.of("mayEndIn", "Territory", ".endUses", ".by,")) {
                assertFalse(RuleReferences.narrowsItems(when.replace("MET", met.replace(one, "other"))), one);
            }
        }
    }

    @Test
    void theRulesOfTheBuildMeetSentencesBesidesTheirItems() {
        assertTrue(REFERENCES.narrowItems());
    }
}
