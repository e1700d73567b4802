package guanka.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.RefusedRuleset;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("compiles-rules")
@DisplayName("A rule that can never say anything is refused by its name")
class SilentRulesTest {

    private static final String NAME = "CN-2026-1: what nobody hears";

    private static List<String> reasons(String group, String condition) throws IOException {
        String drl = "package guanka.cn;\nimport guanka.facts.*;\nimport guanka.facts.rows.*;\nrule \"" + NAME + "\"\n"
                + group + "\nwhen\n" + condition + "\nthen\nend\n";
        var edited = new EditedRuleset().rules(RuleCompiler.of("guanka/cn/silent.drl", drl));
        return assertThrows(RefusedRuleset.class, edited::load).reasons();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"ruleflow-group \"rewiew\"", "agenda-group \"review\"", "-"})
    void aRuleThatNoPhaseFires(String group) throws IOException {
        assertEquals(
                List.of("the rule `" + NAME
                        + "` belongs to no phase: its ruleflow-group must be one of classify, require, review, oblige"),
                reasons(group == null ? "" : group, "Law(key == \"CN-2026-1\")"));
    }

    @ParameterizedTest
    @CsvSource({
        "guanka.facts.rows.ItemRow",
        "guanka.facts.rows.ListEntry",
        "guanka.facts.rows.Provision",
        "guanka.facts.LicenseException",
        "guanka.facts.Party"
    })
    void aRuleThatAsksForFactsThatNoSessionHolds(String type) throws IOException {
        assertEquals(
                List.of("the rule `" + NAME + "` asks for facts of type `" + type + "`, which no session holds"),
                reasons("ruleflow-group \"review\"", "Law(key == \"CN-2026-1\")\n" + type + "()"));
    }

    @Test
    void everyReasonIsToldAtOnce() throws IOException {
        assertEquals(2, reasons("", "guanka.facts.rows.ItemRow()").size());
    }
}
