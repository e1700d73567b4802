package guanka.bench;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.Certainty;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The screening against test tables that others publish, which lie in a folder as they are: of pairs of names, which of them are found
 * and which are flagged that should not be; of names of companies that are on no list, how many the lists of the built kjar flag.
 *
 * <p>A table is a CSV whose headers say which it is: {@code name1, name2, is_match} and perhaps {@code schema} (the first name is given, the
 * second listed); {@code Query, Expected Match} (all expected); or {@code Security}, {@code name} (strangers).
 */
public final class NameTables {

    private static final String LIST = "TABLE";
    private static final Map<String, String> KINDS = Map.of(
            "Company", "ORGANISATION",
            "Organization", "ORGANISATION",
            "Person", "PERSON",
            "Vessel", "VESSEL",
            "Airplane", "AIRCRAFT");

    private record Pair(String given, String listed, String kind, boolean expected) {}

    /** How many there are, how many were flagged, and how many of those were sure. */
    private static final class Count {

        private int all;
        private int flagged;
        private int sure;

        void add(Match match) {
            all++;
            flagged += match == null ? 0 : 1;
            sure += match != null && match.certainty() == Certainty.EXACT ? 1 : 0;
        }

        @Override
        public String toString() {
            return flagged + " of " + all + " (" + sure + " sure)";
        }
    }

    private NameTables() {}

    /** @param args the folder, and {@code tell} to have each miss and each false alert told */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            throw new IllegalArgumentException("name the folder of the tables");
        }
        boolean tell = args.length > 1 && args[1].equals("tell");
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                List<Map<String, String>> rows = rows(file);
                if (rows.isEmpty()) {
                    continue;
                }
                Map<String, String> first = rows.get(0);
                if (first.containsKey("name1") && first.containsKey("is_match")) {
                    pairs(file, rows, "name1", "name2", tell);
                } else if (first.containsKey("Expected Match")) {
                    pairs(file, rows, "Query", "Expected Match", tell);
                } else if (first.containsKey("Security") || first.containsKey("name")) {
                    strangers(file, rows, first.containsKey("Security") ? "Security" : "name", tell);
                }
            }
        }
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        try (var rows = new CsvMapper()
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<Map<String, String>>readValues(withoutRemarks(file))) {
            return rows.readAll();
        }
    }

    /** In some tables the headers stand in a remark: "# Format: Query,Expected Match". */
    private static String withoutRemarks(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# Format: ")) {
                text.append(line.substring("# Format: ".length())).append('\n');
            } else if (!line.startsWith("#")) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    private static void pairs(Path file, List<Map<String, String>> rows, String given, String listed, boolean tell) {
        List<Pair> pairs = new ArrayList<>();
        Map<String, ListedName> names = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String kind = KINDS.get(row.getOrDefault("schema", ""));
            Pair pair = new Pair(row.get(given), row.get(listed), kind, !"false".equals(row.get("is_match")));
            pairs.add(pair);
            names.computeIfAbsent(
                    key(pair), key -> new ListedName(key, LIST, List.of(pair.listed()), pair.kind(), null, Map.of()));
        }
        PartyScreening screening = new PartyScreening(names.values());
        Map<String, Count> counts = new TreeMap<>();
        for (Pair pair : pairs) {
            Match match = screening.match(List.of(pair.given()), null, pair.kind(), Map.of()).stream()
                    .filter(one -> one.entry().key().equals(key(pair)))
                    .findFirst()
                    .orElse(null);
            String of =
                    ("PERSON".equals(pair.kind()) ? "persons" : "others") + (pair.expected() ? ", found" : ", false");
            counts.computeIfAbsent(of, none -> new Count()).add(match);
            if (tell && (match == null) == pair.expected()) {
                System.out.println(
                        (pair.expected() ? "  missed: " : "  false: ") + pair.given() + " | " + pair.listed());
            }
        }
        counts.forEach((of, count) -> System.out.println(file.getFileName() + ", " + of + ": " + count));
    }

    private static String key(Pair pair) {
        return pair.kind() + " " + pair.listed();
    }

    private static void strangers(Path file, List<Map<String, String>> rows, String column, boolean tell)
            throws IOException {
        Path kjar = Path.of(System.getProperty("guanka.kjar", "rules-kjar/target/guanka-rules-1.0.0.jar"));
        Count count = new Count();
        try (Decisions decisions = new Decisions(Ruleset.load(Files.readAllBytes(kjar)))) {
            for (Map<String, String> row : rows) {
                List<Match> matches = decisions.screening().match(List.of(row.get(column)), null, Map.of());
                Match best = matches.isEmpty() ? null : matches.get(0);
                count.add(best);
                if (tell && best != null) {
                    System.out.println("  flagged: " + row.get(column) + " | " + best.matched() + " "
                            + best.entry().kind() + " " + best.reason());
                }
            }
        }
        System.out.println(file.getFileName() + ", flagged: " + count);
    }
}
