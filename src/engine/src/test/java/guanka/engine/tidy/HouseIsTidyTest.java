package guanka.engine.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** Those with rooms; the benchmarks may know everything. */
    private static final List<String> MODULES =
            List.of("facts", "tables", "screening", "engine", "records", "cli", "service", "spark");

    /** Each package and what it may know of ours, itself aside: only packages that stand above it in this table, so no circle. */
    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("facts/src/main/java/guanka/facts", List.of());
        ARROWS.put("tables/src/main/java/guanka/tables", List.of("guanka.facts"));
        ARROWS.put("screening/src/main/java/guanka/engine/screening", List.of("guanka.facts"));
        ARROWS.put(
                "screening/src/main/java/guanka/engine/image",
                List.of("guanka.facts", "guanka.tables", "guanka.engine.screening"));
        ARROWS.put("engine/src/main/java/guanka/engine/ownership", List.of("guanka.facts"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/ruleset",
                List.of("guanka.facts", "guanka.tables", "guanka.engine.screening", "guanka.engine.image"));
        ARROWS.put("engine/src/main/java/guanka/engine/items", List.of("guanka.facts", "guanka.engine.ruleset"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/classification",
                List.of("guanka.facts", "guanka.engine.ruleset", "guanka.engine.items"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/json",
                List.of("guanka.facts", "guanka.engine.ruleset", "guanka.engine.items"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/decision",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.items",
                        "guanka.engine.classification",
                        "guanka.engine.ownership",
                        "guanka.engine.screening"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/release",
                List.of("guanka.tables", "guanka.engine.image", "guanka.engine.ruleset", "guanka.engine.json"));
        // the engine as a library, by which all that stand above load and decide
        ARROWS.put(
                "engine/src/main/java/guanka/engine",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.json",
                        "guanka.engine.decision",
                        "guanka.engine.release"));
        ARROWS.put(
                "engine/src/main/java/guanka/engine/lines",
                List.of("guanka.facts", "guanka.engine.json", "guanka.engine"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/timeline", List.of("guanka.facts", "guanka.engine.decision"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/alternatives",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.json",
                        "guanka.engine.decision",
                        "guanka.workbench.timeline"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/replay",
                List.of(
                        "guanka.facts",
                        "guanka.tables",
                        "guanka.engine.ruleset",
                        "guanka.engine.items",
                        "guanka.engine.json",
                        "guanka.engine.decision",
                        "guanka.workbench.timeline"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/impact",
                List.of(
                        "guanka.facts",
                        "guanka.engine.ruleset",
                        "guanka.engine.items",
                        "guanka.engine.screening",
                        "guanka.engine.json",
                        "guanka.engine.decision",
                        "guanka.engine"));
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/watches",
                List.of(
                        "guanka.facts",
                        "guanka.engine.json",
                        "guanka.engine.decision",
                        "guanka.workbench.timeline",
                        "guanka.workbench.impact"));
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
        ARROWS.put(
                "workbench/src/main/java/guanka/workbench/imports",
                List.of("guanka.facts", "guanka.tables", "guanka.engine.screening"));
        ARROWS.put("records/src/main/java/guanka/records/chain", List.of());
        ARROWS.put("records/src/main/java/guanka/records/database", List.of());
        ARROWS.put("records/src/main/java/guanka/records", List.of("guanka.records.chain", "guanka.records.database"));
        cli();
        service();
        room(
                "spark/src/main/java/guanka/spark",
                "",
                "facts",
                "engine.ruleset",
                "engine.screening",
                "engine.json",
                "engine.release",
                "engine",
                "engine.lines",
                "workbench.impact");
    }

    private static void cli() {
        cli("terminal", "engine.ruleset", "workbench.imports");
        // the verifier believes nothing that the writer believes
        cli("records", "cli.terminal");
        cli("rulesets", "tables", "engine.ruleset", "engine", "cli.terminal");
        cli("tables", "facts", "tables", "engine.json", "cli.terminal", "cli.rulesets");
        cli("imports", "facts", "tables", "workbench.imports", "cli.terminal", "cli.rulesets");
        cli("releases", "engine.ruleset", "engine.release", "cli.terminal");
        cli("decisions", "engine", "engine.lines", "cli.terminal", "cli.rulesets");
        cli(
                "cases",
                "facts",
                "engine.ruleset",
                "engine.json",
                "engine.decision",
                "engine",
                "workbench.replay",
                "workbench.impact",
                "cli.terminal",
                "cli.rulesets");
        cli(
                "",
                "cli.terminal",
                "cli.records",
                "cli.rulesets",
                "cli.tables",
                "cli.imports",
                "cli.releases",
                "cli.decisions",
                "cli.cases");
    }

    private static void service() {
        service("problems", "facts", "tables", "engine.ruleset", "engine.decision", "engine.json", "records");
        service("settings", "facts", "records", "service.problems");
        service("requests", "facts", "service.problems", "service.settings");
        service("workers", "engine.decision", "service.problems", "service.settings");
        service("security", "facts", "records", "service.problems", "service.settings");
        service(
                "records",
                "facts",
                "records",
                "service.problems",
                "service.requests",
                "service.settings",
                "service.workers");
        String[] below = {
            "facts",
            "tables",
            "engine.ruleset",
            "engine.json",
            "engine.decision",
            "engine",
            "records",
            "service.problems",
            "service.requests",
            "service.settings",
            "service.workers",
            "service.security",
            "service.records"
        };
        service(
                "rulesets",
                and(
                        below,
                        "engine.release",
                        "workbench.replay",
                        "workbench.impact",
                        "workbench.check",
                        "workbench.imports"));
        // a package for each noun of the contract: they know rulesets, and few of them each other
        String[] noun = and(below, "service.rulesets");
        service("vocabularies", noun);
        service("authorities", noun);
        service("provisions", noun);
        service("audit", noun);
        service("clearances", and(noun, "engine.screening"));
        service("screenings", and(noun, "engine.screening", "service.clearances"));
        service("items", and(noun, "engine.items", "engine.classification"));
        service("classifications", and(noun, "engine.classification", "service.items", "service.screenings"));
        service("timelines", and(noun, "workbench.timeline", "service.clearances"));
        service("alternatives", and(noun, "workbench.alternatives", "service.clearances"));
        service("replays", and(noun, "workbench.replay", "service.screenings"));
        service("determinations", and(noun, "workbench.replay", "service.clearances"));
        service(
                "clearances/desk",
                and(noun, "engine.screening", "service.clearances", "service.screenings", "service.determinations"));
        service("jobs", and(noun, "service.clearances", "service.determinations", "service.screenings"));
        service("watches", and(noun, "workbench.watches", "service.clearances", "service.determinations"));
        service("status", and(noun, "service.determinations"));
        service("page", noun);
        service("page/facts", and(noun, "service.screenings", "service.page"));
        String[] page = and(noun, "service.page", "service.page.facts");
        service("page/answer", and(page, "service.determinations"));
        String[] pages = and(page, "service.page.answer");
        service("page/ask", and(pages, "service.clearances", "service.determinations"));
        service("page/chips", pages);
        service("page/codes", and(pages, "engine.classification", "service.classifications"));
        service("page/ownership", pages);
        service("page/records", and(pages, "workbench.replay", "records.chain", "service.determinations"));
        service(
                "page/register",
                and(pages, "service.clearances", "service.provisions", "service.screenings", "service.status"));
        service("page/clearances", and(pages, "service.clearances", "service.clearances.desk"));
        service("page/rulesets", and(pages, "workbench.impact", "workbench.check"));
        service("page/timeline", and(pages, "workbench.timeline"));
        service("page/watches", and(pages, "service.watches"));
        service("page/integrate", pages);
        service("kafka", and(noun, "service.determinations", "service.watches"));
        service(
                "startup",
                and(
                        noun,
                        "service.clearances",
                        "service.determinations",
                        "service.jobs",
                        "service.watches",
                        "service.kafka"));
    }

    private static void cli(String room, String... known) {
        room("cli/src/main/java/guanka/cli", room, known);
    }

    private static void service(String room, String... known) {
        room("service/src/main/java/guanka/service", room, known);
    }

    private static void room(String floor, String room, String... known) {
        ARROWS.put(
                room.isEmpty() ? floor : floor + "/" + room,
                Stream.of(known).map(name -> "guanka." + name).toList());
    }

    private static String[] and(String[] known, String... others) {
        return Stream.concat(Stream.of(known), Stream.of(others)).toArray(String[]::new);
    }

    /** A name of ours in code, imported or written out. */
    private static final Pattern NAME = Pattern.compile("\\b(guanka(?:\\.[a-z]+)+)\\.[A-Z]");

    private static List<Path> java(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String name(String folder) {
        return folder.substring(folder.indexOf("guanka")).replace('/', '.');
    }

    @Test
    void dependenciesPointOneWay() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> above = new ArrayList<>();
        for (var arrow : ARROWS.entrySet()) {
            String own = name(arrow.getKey());
            for (String known : arrow.getValue()) {
                if (!above.contains(known)) {
                    wrong.add("`" + own + "` may know `" + known + "`, which does not stand above it in the table");
                }
            }
            above.add(own);
        }
        for (String module : MODULES) {
            for (Path file : java(SRC.resolve(module).resolve("src/main/java"))) {
                String own = name(SRC.relativize(file.getParent()).toString());
                String room = room(own, above);
                if (room == null) {
                    wrong.add(SRC.relativize(file) + ": `" + own + "` does not stand in the table of arrows");
                    continue;
                }
                List<String> known = ARROWS.entrySet().stream()
                        .filter(arrow -> name(arrow.getKey()).equals(room))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
                Matcher names = NAME.matcher(code(file));
                while (names.find()) {
                    String other = room(names.group(1), above);
                    if (!room.equals(other) && !known.contains(other)) {
                        wrong.add(SRC.relativize(file) + " names " + names.group(1) + ": `" + room + "` may only know "
                                + known + "; move the code to where both sides may see it");
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The package of the table in which another one stands, or null. */
    private static String room(String name, List<String> rooms) {
        return rooms.stream()
                .filter(room -> name.equals(room) || name.startsWith(room + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    /** What a file says to the compiler: no comments. */
    private static String code(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "");
    }

    @Test
    @DisplayName("bytes become a ruleset by one door: nothing but the admission loads a kjar")
    void oneDoorForRulesets() throws IOException {
        List<String> others = new ArrayList<>();
        for (String module : List.of("screening", "engine", "workbench", "records", "cli", "service", "spark")) {
            for (Path file : java(SRC.resolve(module).resolve("src/main/java"))) {
                String name = file.getFileName().toString();
                if (!name.equals("Admission.java")
                        && !name.equals("Ruleset.java")
                        && code(file).contains("Ruleset.load(")) {
                    others.add(SRC.relativize(file).toString());
                }
            }
        }
        assertEquals(List.of(), others, "load through guanka.engine.release.Admission");
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
        for (String module :
                List.of("facts", "tables", "screening", "engine", "workbench", "records", "service", "spark")) {
            Path main = SRC.resolve(module).resolve("src/main/java");
            for (Path file : Files.exists(main) ? java(main) : List.<Path>of()) {
                String code = code(file);
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
        for (String module : List.of(
                "facts", "tables", "screening", "engine", "workbench", "records", "cli", "service", "spark", "bench")) {
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
