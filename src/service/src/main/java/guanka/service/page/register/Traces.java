package guanka.service.page.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.facts.Text;
import guanka.facts.rows.Provision;
import guanka.service.rulesets.Edition;
import guanka.tables.SheetView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a ruleset speaks of each provision: rows of workbooks, rules, cases. */
public final class Traces {

    /** @param number of the row as Excel shows it */
    public record Row(String workbook, String sheet, int number, String key) {}

    /** @param file that holds the rule */
    public record Rule(String file, String name) {}

    /** @param file of the case in the ruleset */
    public record Case(String file, Text title) {}

    private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\":]+)(?::[^\"]*)?\"");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, List<Row>> rows = new TreeMap<>();
    private final Map<String, List<Rule>> rules = new TreeMap<>();
    private final Map<String, List<Case>> cases = new TreeMap<>();

    Traces(Edition edition) {
        Set<String> provisions = edition.ruleset().rows(Provision.class).stream()
                .map(Provision::key)
                .collect(Collectors.toSet());
        for (SheetView sheet : edition.ruleset().tables().sheets()) {
            for (SheetView.Row row : sheet.rows()) {
                row.cells().stream()
                        .flatMap(cell -> List.of(cell.split("[;,\\n]")).stream())
                        .map(String::strip)
                        .filter(provisions::contains)
                        .distinct()
                        .forEach(id -> rows.computeIfAbsent(id, x -> new ArrayList<>())
                                .add(new Row(sheet.workbook(), sheet.sheet(), row.number(), row.key())));
            }
        }
        edition.ruleset().ruleTexts().forEach((file, text) -> {
            Matcher rule = RULE.matcher(new String(text, StandardCharsets.UTF_8));
            while (rule.find()) {
                String name = rule.group();
                rules.computeIfAbsent(rule.group(1), x -> new ArrayList<>())
                        .add(new Rule(file, name.substring("rule \"".length(), name.length() - 1)));
            }
        });
        edition.ruleset().cases().forEach(this::read);
    }

    private void read(String file, byte[] json) {
        try {
            JsonNode read = MAPPER.readTree(json);
            for (JsonNode one : read.isArray() ? read : List.of(read)) {
                JsonNode findings = one.path("expect").path("findings");
                String title = one.path("title").asText(one.path("id").asText());
                Text told = new Text(title, one.path("titleZh").asText(title));
                List<String> seen = new ArrayList<>();
                for (JsonNode finding : findings) {
                    String provision = finding.path("provision").asText();
                    if (!seen.contains(provision)) {
                        seen.add(provision);
                        cases.computeIfAbsent(provision, x -> new ArrayList<>()).add(new Case(file, told));
                    }
                }
            }
        } catch (IOException e) {
            // a ruleset whose cases are no JSON is refused when it is loaded
        }
    }

    List<Row> rowsOf(String provision) {
        return rows.getOrDefault(provision, List.of());
    }

    List<Rule> rulesOf(String provision) {
        return rules.getOrDefault(provision, List.of());
    }

    List<Case> casesOf(String provision) {
        return cases.getOrDefault(provision, List.of());
    }
}
