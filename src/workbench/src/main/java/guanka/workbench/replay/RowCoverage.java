package guanka.workbench.replay;

import guanka.engine.decision.Trace;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Source;
import guanka.tables.SheetView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows and rules the cases reach. A row is reached where it stands behind a finding, a condition or a calendar that holds
 * or cannot be ruled out. Rows that only name or word something (provisions, questions, vocabularies) are never reached by a
 * decision and are left out.
 */
public final class RowCoverage {

    private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\"]+)\"");

    /** Row types that name, word or lead to others and never stand behind a finding themselves, by their simple names. */
    private static final Set<String> NEVER_BEHIND_A_FINDING = Set.of(
            "Jurisdiction",
            "Provision",
            "OpenQuestion",
            "Reading",
            "Question",
            "FindingText",
            "Coverage",
            "Designation",
            "VocabularyEntry",
            "ItemList",
            "PartyList",
            "WorkingDaysRow",
            "BaseCase",
            "PromisedCase",
            "RetiredCase");

    /** What the cases reach of a sheet. */
    public record SheetCoverage(String workbook, String sheet, int rows, int reached, List<String> missed) {}

    private final Ruleset ruleset;
    private final Map<String, Set<String>> reached = new LinkedHashMap<>();
    private final Set<String> fired = new TreeSet<>();

    public RowCoverage(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    public void add(Trace trace) {
        fired.addAll(trace.fired());
        for (Source row : trace.rows()) {
            reached.computeIfAbsent(row.workbook() + "!" + row.sheet(), x -> new TreeSet<>())
                    .add(row.key());
        }
    }

    /** Each sheet whose rows a decision can reach, in the order of the ruleset. */
    public List<SheetCoverage> sheets() {
        Set<String> deciding = decidingSheets();
        List<SheetCoverage> coverage = new ArrayList<>();
        for (SheetView sheet : ruleset.tables().sheets()) {
            String name = sheet.workbook() + "!" + sheet.sheet();
            Set<String> hit = reached.getOrDefault(name, Set.of());
            if (deciding.contains(name)) {
                List<String> missed = sheet.rows().stream()
                        .map(SheetView.Row::key)
                        .filter(key -> !hit.contains(key))
                        .toList();
                int rows = sheet.rows().size();
                coverage.add(new SheetCoverage(sheet.workbook(), sheet.sheet(), rows, rows - missed.size(), missed));
            }
        }
        return coverage;
    }

    /** Whether rows like this one can stand behind a finding. */
    public static boolean standsBehindFindings(Object row) {
        return !NEVER_BEHIND_A_FINDING.contains(row.getClass().getSimpleName());
    }

    private Set<String> decidingSheets() {
        return ruleset.tables().rows().stream()
                .filter(RowCoverage::standsBehindFindings)
                .map(Rows::source)
                .map(source -> source.workbook() + "!" + source.sheet())
                .collect(Collectors.toSet());
    }

    /** Rules of the ruleset. */
    public List<String> rules() {
        return ruleset.ruleTexts().values().stream()
                .flatMap(text ->
                        RULE.matcher(new String(text, StandardCharsets.UTF_8)).results())
                .map(rule -> rule.group(1))
                .toList();
    }

    /** Rules that no case fires. */
    public List<String> silentRules() {
        return rules().stream().filter(rule -> !fired.contains(rule)).toList();
    }
}
