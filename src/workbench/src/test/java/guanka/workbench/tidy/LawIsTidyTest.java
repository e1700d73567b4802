package guanka.workbench.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Effect;
import guanka.facts.Source;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.Measure;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Sentence;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern FOLDER = Pattern.compile("guanka/([a-z_]+)/");
    private static final Pattern LAW = Pattern.compile("\\bLaw\\s*\\([^)]*?\\b(?:key|measure) == \"([^\"]+)\"");
    private static final String COMMON = "common";
    /** Cases of exports from China under codes that the tables hold, and under one that they do not. */
    private static final String[] MISTAKEN = {"cn18-never-suspended", "cn61-13-magnet", "ul-code-not-held"};

    private static Ruleset ruleset;
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();
    private static final Set<String> FIRED = new TreeSet<>();
    private static final Set<String> APPLIED = new TreeSet<>();
    private static final Set<String> NOT_APPLIED_SOMEWHERE = new TreeSet<>();
    private static final List<Set<Source>> REACHED = new ArrayList<>();

    @BeforeAll
    static void decideEveryCase() throws IOException {
        ruleset = TestRuleset.get();
        ruleset.ruleTexts().forEach((path, bytes) -> TEXTS.put(path, new String(bytes, StandardCharsets.UTF_8)));
        decide(ruleset);
        for (EditedRuleset mistake : mistakes()) {
            decide(mistake.load(), MISTAKEN);
        }
    }

    /** Some rules keep an answer open where rows are mistaken, which no published row may be: drafts that are show that they do. */
    private static List<EditedRuleset> mistakes() throws IOException {
        var idle = new EditedRuleset()
                .copy(
                        "provisions.xlsx",
                        "Provisions",
                        "CN-2025-18",
                        Map.of("key", "CN-2099-1", "measure", "CN-2099-1", "calendar of", "CN-2025-18"));
        var toothless = new EditedRuleset()
                .copy(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C002/02",
                        Map.of("key", "CN-2026-34/7A199", "provision", "CN-2026-34", "control codes", "7A199"));
        return List.of(idle, toothless);
    }

    private static void decide(Ruleset by, String... cases) {
        var reader = new ShipmentReader(by);
        Set<String> wanted = Set.of(cases);
        try (var decisions = new Decisions(by)) {
            for (Case one : new Replay(decisions).cases()) {
                if (one.promise() != null || !wanted.isEmpty() && !wanted.contains(one.id())) {
                    continue;
                }
                try {
                    Trace trace = decisions.trace(reader.read(one.shipment()));
                    FIRED.addAll(trace.fired());
                    APPLIED.addAll(trace.applied());
                    APPLIED.addAll(trace.open());
                    Set<String> absent = new TreeSet<>(rules());
                    absent.removeAll(trace.applied());
                    NOT_APPLIED_SOMEWHERE.addAll(absent);
                    REACHED.add(trace.rows());
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

    /** Rules are few and general: what they say of each law is a row, so each row is held to what each rule was. */
    @Test
    void everyMeasureIsReachedInOneCaseAndNotInAnother() {
        sentenceReachedAndNot(Measure.class);
    }

    @Test
    void everyGapThatCanBiteIsReachedInOneCaseAndNotInAnother() {
        sentenceReachedAndNot(Coverage.class);
    }

    private static <R extends Sentence> void sentenceReachedAndNot(Class<R> type) {
        List<R> rows = ruleset.rows(type).stream()
                .filter(row -> !(row instanceof Coverage gap) || gap.isAbleToBite())
                .toList();
        assertNotEquals(List.of(), rows);
        assertEquals(
                List.of(),
                rows.stream()
                        .filter(row -> REACHED.stream().noneMatch(of -> of.contains(row.source())))
                        .map(Sentence::key)
                        .toList(),
                "write a case that these rows reach");
        assertEquals(
                List.of(),
                rows.stream()
                        .filter(row -> REACHED.stream().allMatch(of -> of.contains(row.source())))
                        .map(Sentence::key)
                        .toList(),
                "write a case that these rows do not reach");
    }

    @Test
    void aRuleOutsideTheCommonOnesNamesALawOfItsFoldersJurisdictionAndACommonOneNamesNone() {
        Map<String, String> jurisdictions = ruleset.rows(Provision.class).stream()
                .collect(Collectors.toMap(Provision::key, p -> p.jurisdiction().toLowerCase(Locale.ROOT)));
        List<String> mistakes = new ArrayList<>();
        TEXTS.forEach((path, text) -> RULE.matcher(text)
                .results()
                .map(r -> r.group(1))
                .forEach(rule -> {
                    String body = body(text, rule);
                    Matcher folder = FOLDER.matcher(path);
                    String own = folder.find() ? folder.group(1) : "?";
                    List<String> of = LAW.matcher(body)
                            .results()
                            .map(r -> jurisdictions.getOrDefault(r.group(1), "no"))
                            .distinct()
                            .toList();
                    if (!of.equals(own.equals(COMMON) ? List.of() : List.of(own))) {
                        mistakes.add(path + ": `" + rule + "` names laws of " + of);
                    }
                }));
        assertEquals(List.of(), mistakes);
    }

    @Test
    void everyFolderOfRulesIsThatOfAJurisdictionOrCommon() {
        Set<String> folders = ruleset.rows(Jurisdiction.class).stream()
                .map(j -> j.key().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        folders.add(COMMON);
        assertEquals(
                List.of(),
                TEXTS.keySet().stream()
                        .filter(path -> folders.stream().noneMatch(f -> path.contains("guanka/" + f + "/")))
                        .toList());
    }

    /** A key in quotes that begins as the keys of some jurisdiction do. */
    private static Pattern provisionInQuotes() {
        String jurisdictions =
                ruleset.rows(Jurisdiction.class).stream().map(Jurisdiction::key).collect(Collectors.joining("|"));
        return Pattern.compile("\"((?:" + jurisdictions + ")-[A-Z0-9][A-Za-z0-9./-]*)\"");
    }

    @Test
    void everyProvisionNamedInARuleStandsInTheRegister() {
        Set<String> register =
                ruleset.rows(Provision.class).stream().map(Provision::key).collect(Collectors.toSet());
        Set<String> lists =
                ruleset.rows(ItemList.class).stream().map(ItemList::key).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        Pattern provision = provisionInQuotes();
        TEXTS.forEach((path, text) -> {
            Matcher named = provision.matcher(text.replaceAll("(?m)^rule .*$", ""));
            while (named.find()) {
                if (!register.contains(named.group(1)) && !lists.contains(named.group(1))) {
                    unknown.add(path + " names " + named.group(1)
                            + ": add it to the sheet Provisions or Item lists, or correct the rule");
                }
            }
        });
        assertEquals(List.of(), unknown);
    }

    /** What a provision says is carried out by a rule that names it, or by a row that a rule for all laws reads. */
    @Test
    void everyProvisionWithAnEffectIsCarriedOut() {
        String rules = String.join("\n", TEXTS.values());
        Set<String> carried = new TreeSet<>();
        ruleset.rows(Measure.class).forEach(r -> carried.add(r.provision()));
        ruleset.rows(Coverage.class).stream().filter(Coverage::isAbleToBite).forEach(r -> carried.add(r.provision()));
        Set<String> requiring = ruleset.rows(ItemList.class).stream()
                .filter(ItemList::listedProvisionsRequire)
                .map(ItemList::key)
                .collect(Collectors.toSet());
        ruleset.rows(ItemList.class).stream()
                .filter(ItemList::listedProvisionsRequire)
                .forEach(r -> carried.add(r.provision()));
        ruleset.rows(ItemRow.class).stream()
                .filter(r -> requiring.contains(r.list()))
                .forEach(r -> carried.add(r.provision()));
        ruleset.rows(PartyList.class).forEach(r -> carried.add(r.provision()));
        ruleset.rows(ControlRow.class).forEach(r -> carried.add(r.provision()));
        ruleset.rows(ExceptionRow.class).forEach(r -> carried.add(r.provision()));
        List<String> idle = ruleset.rows(Provision.class).stream()
                .filter(p -> p.effect() != Effect.NONE)
                .map(Provision::key)
                .filter(key -> !carried.contains(key) && !rules.contains("Law(key == \"" + key + "\""))
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
