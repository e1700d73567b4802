package guanka.workbench.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Maps records of outside sources to lists of the ruleset, by rules from {@code lists.json} beside this class. */
public final class ListRules {

    /** A rule; a condition that is null or empty is met by every record. */
    private record Rule(
            String list, String source, String programId, String dataset, Set<String> programs, String designation) {}

    private final List<Rule> rules;
    private final String bindsForeignPersons;
    private final Set<String> mayHaveEnded;

    private ListRules(List<Rule> rules, String bindsForeignPersons, Set<String> mayHaveEnded) {
        this.rules = rules;
        this.mayHaveEnded = mayHaveEnded;
        this.bindsForeignPersons = bindsForeignPersons;
    }

    /** @param file null for the rules that the build packed */
    public static ListRules of(Path file) throws IOException {
        if (file == null) {
            try (InputStream in = ListRules.class.getResourceAsStream("lists.json")) {
                return of(in.readAllBytes(), "lists.json");
            }
        }
        return of(Files.readAllBytes(file), file.toString());
    }

    private static ListRules of(byte[] bytes, String name) throws IOException {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            throw RefusedSource.otherForm("`" + name + "` is not JSON");
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : json.path("lists")) {
            Set<String> programs = new TreeSet<>();
            rule.path("programs").forEach(program -> programs.add(program.asText()));
            var read = new Rule(
                    text(rule, "list"),
                    text(rule, "source"),
                    text(rule, "programId"),
                    text(rule, "dataset"),
                    programs,
                    text(rule, "designation"));
            if (read.list == null || read.source == null && read.programId == null && read.dataset == null) {
                throw RefusedSource.otherForm(
                        "`" + name + "`: each of `lists` needs `list` and one of `source`, `programId`, `dataset`");
            }
            rules.add(read);
        }
        if (rules.isEmpty()) {
            throw RefusedSource.otherForm("`" + name + "` holds no `lists`");
        }
        Set<String> mayHaveEnded = new TreeSet<>();
        json.path("mayHaveEnded").forEach(list -> mayHaveEnded.add(list.asText()));
        return new ListRules(rules, json.path("bindsForeignPersons").asText(Cells.UNKNOWN), mayHaveEnded);
    }

    private static String text(JsonNode in, String name) {
        return in.hasNonNull(name) ? in.get(name).asText() : null;
    }

    /** The list of a record, or null where it is on none that the ruleset knows. */
    String listOf(
            Collection<String> sources,
            Collection<String> programIds,
            Collection<String> datasets,
            Collection<String> programs) {
        for (Rule rule : rules) {
            if ((rule.source == null || sources.contains(rule.source))
                    && (rule.programId == null || programIds.contains(rule.programId))
                    && (rule.dataset == null || datasets.contains(rule.dataset))
                    && (rule.programs.isEmpty() || programs.stream().anyMatch(rule.programs::contains))) {
                return rule.list;
            }
        }
        return null;
    }

    /** The mark that records of a source bear beside their programmes, or null. */
    String designationOf(Collection<String> sources) {
        return rules.stream()
                .filter(rule -> rule.source != null && rule.designation != null && sources.contains(rule.source))
                .map(Rule::designation)
                .findFirst()
                .orElse(null);
    }

    /** Lists whose source does not tell the end of an entry. */
    Set<String> mayHaveEnded() {
        return mayHaveEnded;
    }

    /** The value for the column {@code binds foreign persons}. */
    String bindsForeignPersons() {
        return bindsForeignPersons;
    }
}
