package guanka.engine.ruleset;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.facts.World;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.VocabularyEntry;
import guanka.tables.Columns;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.Tables;
import guanka.tables.Workbooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;

/**
 * One version of the law: the compiled rules, the rows of the workbooks and the cases, loaded from the bytes of a kjar and
 * named by their digest. Nothing is compiled, resolved or fetched, and nothing of the kjar stands on the class path.
 */
public final class Ruleset {

    private static final String WORKBOOKS = "decision-tables/";
    private static final String CASES = "cases/";

    private final String version;
    private final String digest;
    private final KieBase kieBase;
    private final Tables tables;
    private final SortedMap<String, byte[]> cases;
    private final SortedMap<String, byte[]> rules;
    private final Map<String, Set<String>> vocabularies;
    private final World defaultWorld;

    private Ruleset(
            String version,
            String digest,
            KieBase kieBase,
            Tables tables,
            SortedMap<String, byte[]> cases,
            SortedMap<String, byte[]> rules) {
        this.version = version;
        this.digest = digest;
        this.kieBase = kieBase;
        this.tables = tables;
        this.cases = Collections.unmodifiableSortedMap(cases);
        this.rules = Collections.unmodifiableSortedMap(rules);
        this.vocabularies = rows(VocabularyEntry.class).stream()
                .collect(Collectors.groupingBy(
                        VocabularyEntry::vocabulary,
                        TreeMap::new,
                        Collectors.mapping(VocabularyEntry::code, Collectors.toCollection(LinkedHashSet::new))));
        this.defaultWorld = new World(rows(OpenQuestion.class).stream()
                .collect(Collectors.toMap(OpenQuestion::key, OpenQuestion::defaultReading)));
    }

    /**
     * Loads a ruleset.
     *
     * @param kjar bytes of the kjar
     * @throws RefusedRuleset with every reason, among them each mistake of a workbook by cell
     */
    public static Ruleset load(byte[] kjar) {
        SortedMap<String, byte[]> entries = KjarEntries.of(kjar);
        var loader = new KjarClassLoader(entries, Ruleset.class.getClassLoader());
        @SuppressWarnings("deprecation") // its replacement takes no class loader
        KieBaseConfiguration configuration = KieServices.get().newKieBaseConfiguration(null, loader);
        KieBase kieBase = KieBaseBuilder.createKieBaseFromModel(models(entries, loader), configuration);
        return new Ruleset(
                versionOf(entries),
                digestOf(kjar),
                kieBase,
                tables(entries, loader),
                under(CASES, ".json", entries),
                under("", ".drl", entries));
    }

    private static List<Model> models(SortedMap<String, byte[]> entries, ClassLoader loader) {
        String list = entries.entrySet().stream()
                .filter(e -> e.getKey().matches("META-INF/kie/.+/drools-model"))
                .map(e -> new String(e.getValue(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new RefusedRuleset(List.of("the kjar holds no compiled rules")));
        List<Model> models = new ArrayList<>();
        for (String line : list.split("\\R")) {
            if (line.startsWith("Drools-Model-Version:")) {
                String built = line.substring(line.indexOf(':') + 1).trim();
                String ours = KieServices.class.getPackage().getImplementationVersion();
                if (ours != null && !ours.equals(built)) {
                    throw new RefusedRuleset(
                            List.of("the rules were compiled by engine " + built + ", this is " + ours));
                }
            } else if (!line.isBlank()) {
                try {
                    models.add((Model) loader.loadClass(line.trim())
                            .getDeclaredConstructor()
                            .newInstance());
                } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
                    throw new RefusedRuleset(List.of("the compiled rules `" + line.trim() + "` cannot be loaded"));
                }
            }
        }
        return models;
    }

    private static Tables tables(SortedMap<String, byte[]> entries, ClassLoader loader) {
        byte[] columns = entries.get("columns.json");
        if (columns == null) {
            throw new RefusedRuleset(List.of("the kjar holds no columns.json"));
        }
        SortedMap<String, byte[]> workbooks = new TreeMap<>();
        under(WORKBOOKS, ".xlsx", entries)
                .forEach((name, bytes) -> workbooks.put(name.substring(WORKBOOKS.length()), bytes));
        try {
            return Workbooks.read(Columns.parse(columns), workbooks, loader);
        } catch (RefusedWorkbooks e) {
            throw new RefusedRuleset(e.mistakes().stream().map(Object::toString).toList());
        }
    }

    private static SortedMap<String, byte[]> under(String folder, String ending, SortedMap<String, byte[]> entries) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        entries.forEach((name, bytes) -> {
            if (name.startsWith(folder) && name.endsWith(ending)) {
                found.put(name, bytes);
            }
        });
        return found;
    }

    private static String versionOf(SortedMap<String, byte[]> entries) {
        try {
            return new ObjectMapper()
                    .readTree(entries.getOrDefault("ruleset.json", new byte[0]))
                    .path("version")
                    .asText("unnamed");
        } catch (IOException e) {
            throw new RefusedRuleset(List.of("ruleset.json does not hold the ruleset's version"));
        }
    }

    private static String digestOf(byte[] kjar) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(kjar));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String version() {
        return version;
    }

    /** {@code sha256:} and 64 hexadecimal digits over the bytes of the kjar. */
    public String digest() {
        return digest;
    }

    public KieBase kieBase() {
        return kieBase;
    }

    public Tables tables() {
        return tables;
    }

    public <R> List<R> rows(Class<R> type) {
        return tables.rows(type);
    }

    /** Codes of a vocabulary in the order of its rows; empty where there is none of that name. */
    public Set<String> vocabulary(String name) {
        return vocabularies.getOrDefault(name, Set.of());
    }

    /** Case files by their path in the kjar. */
    public SortedMap<String, byte[]> cases() {
        return cases;
    }

    /** Texts of the rules by their path in the kjar. */
    public SortedMap<String, byte[]> ruleTexts() {
        return rules;
    }

    /** Every open question at its default reading. */
    public World defaultWorld() {
        return defaultWorld;
    }
}
