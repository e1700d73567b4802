package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.ReviewPolicy;
import guanka.facts.Truth;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A sample of all lists, each entry under each of its names. */
@DisplayName("Entries drawn from the lists are found, and decided by what they say")
class DrawnEntriesTest {

    private static final int DRAWN = 300;

    /** Each has a legal day of its own before it was listed, whose law has to be made. */
    private static final int DECIDED = 25;

    private static final int LONG_NAME = 16;
    private static final Ruleset RULESET = TestRuleset.get();
    private static final Decisions DECISIONS = Answers.decisions(RULESET);

    private static final String SHIPMENT = """
            {"exportDate": "2026-11-20", "exportFrom": "US", "destination": "DE", "jurisdictions": ["US"], "usNexus": true,
             "parties": [{"id": "buyer", "name": "?", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "controlCodes": ["US:EAR99"], "form": "OTHER", "origin": "US",
                        "value": {"amount": "10000", "currency": "USD"}, "content": [], "technologies": []}]}""";

    private static List<ListEntry> drawn() {
        List<ListEntry> all = new ArrayList<>(RULESET.rows(ListEntry.class));
        all.removeIf(entry -> entry.kind().equals(ListEntry.ADDRESS));
        Collections.shuffle(all, new Random(20261129));
        return all;
    }

    private static List<String> names(ListEntry entry) {
        List<String> names = new ArrayList<>(
                entry.aliases().subList(0, Math.min(3, entry.aliases().size())));
        names.add(entry.name().en());
        names.add(entry.name().zh());
        names.removeIf(name -> name == null || name.equals("?") || name.isBlank());
        return names;
    }

    private static String known(String cell) {
        return cell == null || cell.equals("?") ? null : cell;
    }

    private static boolean isFound(ListEntry entry, String name) {
        return DECISIONS
                .screening()
                .match(List.of(name), known(entry.country()), known(entry.kind()), Map.of())
                .stream()
                .anyMatch(match -> match.entry().key().equals(entry.key()));
    }

    @Test
    @DisplayName("under each of their names, and with a letter missing in the middle of a long one")
    void found() {
        List<String> missed = new ArrayList<>();
        for (ListEntry entry : drawn().subList(0, DRAWN)) {
            for (String name : names(entry)) {
                if (!isFound(entry, name)) {
                    missed.add(entry.key() + ": " + name);
                }
                int middle = name.length() / 2;
                if (name.length() >= LONG_NAME
                        && name.codePoints().allMatch(letter -> letter < 128)
                        && Character.isLetter(name.charAt(middle))) {
                    String misspelt = name.substring(0, middle) + name.substring(middle + 1);
                    if (!isFound(entry, misspelt)) {
                        missed.add(entry.key() + ": " + misspelt);
                    }
                }
            }
        }
        assertEquals(List.of(), missed);
    }

    /** Entries of which the tables say one thing of every item. */
    private static Map<String, EntryTerms> plainTerms() {
        Map<String, EntryTerms> plain = new HashMap<>();
        Map<String, Integer> steps = new HashMap<>();
        RULESET.rows(EntryTerms.class).forEach(step -> steps.merge(step.terms(), 1, Integer::sum));
        for (EntryTerms step : RULESET.rows(EntryTerms.class)) {
            if (steps.get(step.terms()) == 1
                    && step.settled()
                    && step.reviewPolicy() != null
                    && step.items().equals(Sentence.ANY)) {
                plain.put(step.terms(), step);
            }
        }
        return plain;
    }

    private static Determination decided(ListEntry entry, String day) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("/exportDate", day);
        facts.put("/destination", entry.country());
        facts.put("/parties/0/name", entry.name().en());
        facts.put("/parties/0/country", entry.country());
        facts.put("/parties/0/kind", known(entry.kind()));
        facts.put("/parties/0/notListed", true);
        return Answers.of(RULESET, SHIPMENT, facts);
    }

    private static boolean tellsListed(Determination answer, ListEntry entry) {
        return answer.findings().stream()
                .anyMatch(finding -> finding.effect().equals("LISTED_PARTY")
                        && entry.key().equals(finding.source().key()));
    }

    @Test
    @DisplayName("with the requirement and the review policy of their text, and not on the day before they were listed")
    void decided() {
        Map<String, EntryTerms> plain = plainTerms();
        List<ListEntry> entries = drawn().stream()
                .filter(entry -> entry.list().equals("US_ENTITY")
                        && entry.from() != null
                        && entry.until() == null
                        && entry.stillStands() == Truth.TRUE
                        && known(entry.country()) != null
                        && plain.containsKey(entry.terms() == null ? entry.list() : entry.terms()))
                .limit(DECIDED)
                .toList();
        assertEquals(DECIDED, entries.size());
        for (ListEntry entry : entries) {
            EntryTerms says = plain.get(entry.terms() == null ? entry.list() : entry.terms());
            Determination answer = decided(entry, "2026-11-20");
            String told = entry.key() + " " + answer;
            assertTrue(tellsListed(answer, entry), told);
            assertTrue(List.of("LICENSE_REQUIRED", "PROHIBITED").contains(answer.outcome()), told);
            List<String> effects = answer.findings().stream()
                    .filter(finding -> finding.provision().equals(says.provision()))
                    .map(FindingAnswer::effect)
                    .toList();
            assertTrue(effects.contains(says.effect().name()), told);
            assertTrue(
                    answer.reviewPolicy() == null
                            ? answer.outcome().equals("PROHIBITED")
                            : ReviewPolicy.valueOf(answer.reviewPolicy()).compareTo(says.reviewPolicy()) >= 0,
                    told);

            Determination before = decided(entry, entry.from().minusDays(1).toString());
            assertTrue(!tellsListed(before, entry), entry.key() + " " + before);
        }
    }
}
