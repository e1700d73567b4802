package guanka.workbench.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.Provision;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Properties of the law itself: of rules, rows and cases taken together. */
@DisplayName("The law is tidy")
class LawIsTidyTest {

    private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\"]+)\"");
    private static final Pattern PROVISION = Pattern.compile("\"((?:CN|US)-[A-Z0-9][A-Za-z0-9./-]*)\"");

    private static Ruleset ruleset;
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();
    private static final Set<String> FIRED = new TreeSet<>();
    private static final Set<String> APPLIED = new TreeSet<>();
    private static final Set<String> NOT_APPLIED_SOMEWHERE = new TreeSet<>();

    @BeforeAll
    static void decideEveryCase() {
        ruleset = TestRuleset.get();
        ruleset.ruleTexts().forEach((path, bytes) -> TEXTS.put(path, new String(bytes, StandardCharsets.UTF_8)));
        var reader = new ShipmentReader(ruleset);
        try (var decisions = new Decisions(ruleset)) {
            for (Case one : new Replay(decisions).cases()) {
                try {
                    Trace trace = decisions.trace(reader.read(one.shipment()));
                    FIRED.addAll(trace.fired());
                    APPLIED.addAll(trace.applied());
                    APPLIED.addAll(trace.open());
                    Set<String> absent = new TreeSet<>(rules());
                    absent.removeAll(trace.applied());
                    NOT_APPLIED_SOMEWHERE.addAll(absent);
                } catch (RefusedShipment refused) {
                    // a case of bad input reaches no rule
                }
            }
        }
    }

    private static List<String> rules() {
        return TEXTS.values().stream()
                .flatMap(text -> RULE.matcher(text).results().map(r -> r.group(1)))
                .toList();
    }

    private static String body(String text, String rule) {
        int start = text.indexOf("rule \"" + rule + "\"");
        return text.substring(start, text.indexOf("\nend", start));
    }

    @Test
    void everyRuleIsFiredBySomeCase() {
        assertNotEquals(List.of(), rules(), "the kjar holds no text of a rule");
        List<String> never = rules().stream().filter(r -> !FIRED.contains(r)).toList();
        assertEquals(List.of(), never, "write a case that fires these rules");
    }

    @Test
    void everyRuleThatFindsHoldsOrStaysOpenInOneCaseAndNotInAnother() {
        List<String> finding = new ArrayList<>();
        TEXTS.forEach((path, text) -> RULE.matcher(text)
                .results()
                .map(r -> r.group(1))
                .filter(rule -> body(text, rule).contains("ruleflow-group \"require\"")
                        || body(text, rule).contains("ruleflow-group \"review\""))
                .forEach(finding::add));
        assertEquals(
                List.of(),
                finding.stream().filter(r -> !APPLIED.contains(r)).toList(),
                "write a case in which these rules hold");
        assertEquals(
                List.of(),
                finding.stream().filter(r -> !NOT_APPLIED_SOMEWHERE.contains(r)).toList(),
                "write a case in which these rules do not hold");
    }

    @Test
    void everyProvisionNamedInARuleStandsInTheRegister() {
        Set<String> register =
                ruleset.rows(Provision.class).stream().map(Provision::key).collect(Collectors.toSet());
        Set<String> lists = ruleset.rows(guanka.facts.rows.ItemList.class).stream()
                .map(guanka.facts.rows.ItemList::key)
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        TEXTS.forEach((path, text) -> {
            Matcher named = PROVISION.matcher(text.replaceAll("(?m)^rule .*$", ""));
            while (named.find()) {
                if (!register.contains(named.group(1)) && !lists.contains(named.group(1))) {
                    unknown.add(path + " names " + named.group(1)
                            + ": add it to the sheet Provisions or Item lists, or correct the rule");
                }
            }
        });
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyProvisionThatRequiresOrTreatsIsImplementedByARuleOrARow() {
        String rules = String.join("\n", TEXTS.values());
        Set<String> carried = new TreeSet<>();
        ruleset.rows(guanka.facts.rows.ItemRow.class).forEach(r -> carried.add(r.provision()));
        ruleset.rows(guanka.facts.rows.CountryRule.class).forEach(r -> carried.add(r.provision()));
        ruleset.rows(guanka.facts.rows.PartyList.class).forEach(r -> carried.add(r.provision()));
        List<String> idle = ruleset.rows(Provision.class).stream()
                .filter(p -> !p.effect().equals("NONE"))
                .map(Provision::key)
                .filter(key -> !carried.contains(key) && !rules.contains("\"" + key + "\""))
                .toList();
        assertEquals(List.of(), idle, "no rule and no row implements these provisions");
    }

    @Test
    void ruleNamesAreSentencesThatCiteTheirProvisionAndStandOnce() {
        List<String> names = rules();
        assertEquals(names.size(), Set.copyOf(names).size(), "two rules share a name");
        assertEquals(
                List.of(),
                names.stream().filter(n -> n.split(" ").length < 6).toList(),
                "a rule's name is read in answers: make it a sentence");
    }

    @Test
    void rulesHoldNoNumbersDatesOrCountriesAndNoHabitsThatHideOrder() {
        List<String> mistakes = new ArrayList<>();
        Map<Pattern, String> banned = new LinkedHashMap<>();
        banned.put(
                Pattern.compile(
                        "\\bsalience\\b|\\bno-loop\\b|\\block-on-active\\b|\\bhalt\\(|\\bmodify\\b|\\bretract\\b|\\bdelete\\("),
                "order hides here: a fact is missing");
        banned.put(
                Pattern.compile("\\bnot\\s*\\(|\\bnot\\s+[A-Z]|\\bforall\\b|\\baccumulate\\b|\\bexists\\b|\\beval\\b"),
                "absent is not false: use a Condition, which can be unknown");
        banned.put(Pattern.compile("[=<>]\\s*\\d|\\d+\\.\\d+[^\"]*\\)"), "numbers are law: they stand in a row");
        banned.put(Pattern.compile("\"\\d{4}-\\d{2}-\\d{2}\""), "dates are law: they stand in a row");
        banned.put(
                Pattern.compile("from == \"|destination == \"|country == \"|origin == \""),
                "countries stand in Territories");
        banned.put(Pattern.compile("\"\\d[A-E]\\d{3}"), "control codes stand in the item lists");
        TEXTS.forEach((path, text) -> {
            String code = text.replaceAll("(?m)^\\s*//.*$", "").replaceAll("(?m)^rule .*$", "");
            banned.forEach((pattern, why) -> {
                Matcher found = pattern.matcher(code);
                if (found.find()) {
                    mistakes.add(path + ": `" + found.group() + "`: " + why);
                }
            });
        });
        assertEquals(List.of(), mistakes);
    }

    @Test
    void everyCaseHasATitleASourceAndAnIdOfItsOwn() {
        try (var decisions = new Decisions(ruleset)) {
            List<Case> cases = new Replay(decisions).cases();
            assertEquals(cases.size(), cases.stream().map(Case::id).distinct().count(), "two cases share an id");
            assertEquals(
                    List.of(),
                    cases.stream()
                            .filter(c -> c.title().isBlank() || c.source().isBlank())
                            .map(Case::id)
                            .toList());
        }
    }
}
