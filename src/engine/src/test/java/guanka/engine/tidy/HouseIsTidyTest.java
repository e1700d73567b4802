package guanka.engine.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Properties of the code itself: which module may know which, and what may not stand in Java. */
@DisplayName("The house is tidy")
class HouseIsTidyTest {

    private static final Path SRC = Path.of("..").toAbsolutePath().normalize();

    /** Each package and what it may import of ours, itself aside. */
    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("facts/src/main/java/guanka/facts", List.of());
        ARROWS.put("tables/src/main/java/guanka/tables", List.of("guanka.facts"));
        ARROWS.put("engine/src/main/java/guanka/engine/screening", List.of());
        ARROWS.put("engine/src/main/java/guanka/engine/ownership", List.of("guanka.facts"));
        ARROWS.put("engine/src/main/java/guanka/engine/ruleset", List.of("guanka.facts", "guanka.tables"));
        ARROWS.put("engine/src/main/java/guanka/engine/items", List.of("guanka.facts", "guanka.engine.ruleset"));
        ARROWS.put("engine/src/main/java/guanka/engine/json", List.of("guanka.facts", "guanka.engine.ruleset"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/decision",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.items",
                        "guanka.engine.ownership",
                        "guanka.engine.screening"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/release",
                List.of("guanka.tables", "guanka.engine.ruleset", "guanka.engine.json"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/timeline", List.of("guanka.facts", "guanka.engine.decision"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/alternatives",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.decision",
                        "guanka.workbench.timeline"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/replay",
                List.of(
                        "guanka.facts",
                        "guanka.tables",
                        "guanka.engine.ruleset",
                        "guanka.engine.json",
                        "guanka.engine.decision"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/impact",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.items",
                        "guanka.engine.screening",
                        "guanka.engine.json",
                        "guanka.engine.decision"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/check",
                List.of(
                        "guanka.facts",
                        "guanka.tables",
                        "guanka.engine.ruleset",
                        "guanka.engine.json",
                        "guanka.engine.decision",
                        "guanka.engine.screening",
                        "guanka.workbench.alternatives",
                        "guanka.workbench.replay",
                        "guanka.workbench.impact"));
        ARROWS.put("records/src/main/java/guanka/records/chain", List.of());
        ARROWS.put("records/src/main/java/guanka/records/database", List.of());
        ARROWS.put("records/src/main/java/guanka/records", List.of());
        // the verifier believes nothing that the writer believes
        ARROWS.put("cli/src/main/java/guanka/cli/records", List.of("guanka.cli"));
    }

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?(guanka\\.[a-z.]+)");

    private static List<Path> java(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    @Test
    void dependenciesPointOneWay() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (var arrow : ARROWS.entrySet()) {
            String own =
                    arrow.getKey().substring(arrow.getKey().indexOf("guanka/")).replace('/', '.');
            for (Path file : java(SRC.resolve(arrow.getKey()))) {
                Matcher imports = IMPORT.matcher(Files.readString(file));
                while (imports.find()) {
                    String imported = imports.group(1).replaceAll("\\.$", "");
                    if (!imported.startsWith(own) && arrow.getValue().stream().noneMatch(imported::startsWith)) {
                        wrong.add(SRC.relativize(file) + " imports " + imported + ": `" + own + "` may only know "
                                + arrow.getValue() + "; move the code to where both sides may see it");
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void noLawStandsInJava() throws IOException {
        Map<Pattern, String> law = new LinkedHashMap<>();
        law.put(Pattern.compile("\"(CN|US)-[0-9A-Z]{2,}[-/][^\"]*\""), "a provision");
        law.put(Pattern.compile("\"(CN_CONTROL|CN_WATCH|CN_UNRELIABLE|US_[A-Z_0-9]+)\""), "a party list");
        law.put(Pattern.compile("\"(CN|US|JP|HK|MO|TW|IR|CU|KP|SY)\""), "a country");
        law.put(Pattern.compile("\"20[0-9]{2}-[0-9]{2}-[0-9]{2}\"|LocalDate\\.of\\(2"), "a date");
        law.put(Pattern.compile("\"[0-9][A-E][0-9]{3}[.\"]|EAR99"), "a control code");
        law.put(Pattern.compile("new BigDecimal\\(\"(0\\.1|50|25|10)\"\\)"), "a threshold");
        List<String> found = new ArrayList<>();
        for (String module : List.of("facts", "tables", "engine", "workbench", "records", "service")) {
            Path main = SRC.resolve(module).resolve("src/main/java");
            for (Path file : Files.exists(main) ? java(main) : List.<Path>of()) {
                String code =
                        Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "");
                law.forEach((pattern, what) -> {
                    Matcher match = pattern.matcher(code);
                    if (match.find()) {
                        found.add(SRC.relativize(file) + " names " + what + " (" + match.group()
                                + "): move it to a table or a rule");
                    }
                });
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void namesSayWhatAThingIsFor() throws IOException {
        List<String> vague = new ArrayList<>();
        for (String module : List.of("facts", "tables", "engine", "workbench", "records", "cli", "service", "bench")) {
            Path main = SRC.resolve(module).resolve("src/main/java");
            for (Path file : Files.exists(main) ? java(main) : List.<Path>of()) {
                if (file.getFileName().toString().matches(".*(Manager|Helper|Util|Utils|Impl|Processor)\\.java")) {
                    vague.add(SRC.relativize(file).toString());
                }
            }
        }
        assertEquals(List.of(), vague, "name what these classes are for");
    }

    @Test
    void noCompilerParserOrXmlBinderStandsOnTheClassPath() {
        for (String banned : List.of(
                "org.eclipse.jdt.internal.compiler.Compiler",
                "org.mvel2.MVEL",
                "com.thoughtworks.xstream.XStream",
                "org.drools.drl.parser.DrlParser",
                "com.github.javaparser.JavaParser",
                "org.kie.scanner.KieRepositoryScannerImpl")) {
            assertTrue(absent(banned), banned + " is on the class path: nothing that is uploaded may be compiled");
        }
    }

    private static boolean absent(String name) {
        try {
            Class.forName(name, false, HouseIsTidyTest.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
