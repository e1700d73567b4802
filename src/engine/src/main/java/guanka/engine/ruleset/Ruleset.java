package guanka.engine.ruleset;

import guanka.engine.image.NameIndexes;
import guanka.engine.image.RulesetImage;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Shipment;
import guanka.facts.World;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.VocabularyEntry;
import guanka.tables.Columns;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.Tables;
import guanka.tables.Workbooks;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseMutabilityOption;

/**
 * One version of the law: the compiled rules, the rows of the workbooks and the cases, loaded from the bytes of a kjar and
 * named by their digest. Nothing is compiled, resolved or fetched, and nothing of the kjar stands on the class path.
 */
public final class Ruleset {

    /** Packages of rules of jurisdictions are called like this and then like the jurisdiction. */
    private static final String RULES = "guanka.";

    private final String version;
    private final String digest;
    private final String rulesDigest;
    private final Map<String, KieBase> kieBases;
    private final Tables tables;
    private final SortedMap<String, byte[]> cases;
    private final SortedMap<String, byte[]> rules;
    private final Map<String, Set<String>> vocabularies;
    private final World defaultWorld;
    private final boolean ofImage;
    private final Supplier<PartyScreening> screening;

    private Ruleset(
            String version,
            String digest,
            String rulesDigest,
            Map<String, KieBase> kieBases,
            Tables tables,
            SortedMap<String, byte[]> cases,
            SortedMap<String, byte[]> rules,
            boolean ofImage,
            Supplier<PartyScreening> screening) {
        this.ofImage = ofImage;
        this.screening = screening;
        this.version = version;
        this.digest = digest;
        this.rulesDigest = rulesDigest;
        this.kieBases = kieBases;
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

    /** Loads a kjar of one's own making; what comes from anywhere else goes through {@code guanka.engine.release.Admission}. */
    public static Ruleset load(byte[] kjar) {
        return load(KjarEntries.digest(kjar), KjarEntries.of(kjar), false);
    }

    /**
     * Loads a ruleset.
     *
     * @param digest   of the bytes of the kjar
     * @param entries  of the kjar
     * @param believed whether the image of the workbooks that stands beside them is taken in their place
     * @throws RefusedRuleset with every reason, among them each mistake of a workbook by cell
     */
    public static Ruleset load(String digest, SortedMap<String, byte[]> entries, boolean believed) {
        String rulesDigest = rulesDigestOf(entries);
        var loader =
                KjarClassLoader.of(rulesDigest, () -> under("", ".class", entries), Ruleset.class.getClassLoader());
        @SuppressWarnings("deprecation") // its replacement takes no class loader
        KieBaseConfiguration configuration = KieServices.get().newKieBaseConfiguration(null, loader);
        // rules are never added to a loaded version
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        RulesetImage image = believed ? RulesetImage.in(entries) : null;
        Tables tables = tables(entries, image, loader);
        // beside the rules: it takes as long as they do
        Future<PartyScreening> screening =
                image == null ? null : CompletableFuture.supplyAsync(() -> image.screening(tables));
        Map<String, KieBase> kieBases = kieBases(models(entries, loader), tables, configuration);
        List<String> silent = SessionFacts.whyNotFired(kieBases.values(), tables.rowTypes());
        if (!silent.isEmpty()) {
            throw new RefusedRuleset(silent);
        }
        return new Ruleset(
                KjarEntries.version(entries),
                digest,
                rulesDigest,
                kieBases,
                tables,
                under(KjarEntries.CASES, ".json", entries),
                under("", ".drl", entries),
                image != null,
                screening == null ? once(() -> NameIndexes.of(tables)) : () -> made(screening));
    }

    /** The rules of each jurisdiction: those of its own package, and those of packages that are no other jurisdiction's. */
    private static Map<String, KieBase> kieBases(
            List<Model> models, Tables tables, KieBaseConfiguration configuration) {
        Map<String, String> owners = new TreeMap<>();
        tables.rows(Jurisdiction.class).forEach(j -> owners.put(RULES + j.key().toLowerCase(Locale.ROOT), j.key()));
        Map<String, KieBase> kieBases = new TreeMap<>();
        owners.values().forEach(jurisdiction -> {
            List<Model> own = models.stream()
                    .filter(model -> owners.getOrDefault(model.getPackageName(), jurisdiction)
                            .equals(jurisdiction))
                    .toList();
            kieBases.put(jurisdiction, kieBase(own, configuration));
        });
        return kieBases;
    }

    private static KieBase kieBase(List<Model> models, KieBaseConfiguration configuration) {
        try {
            return KieBaseBuilder.createKieBaseFromModel(models, configuration);
        } catch (RuntimeException | LinkageError e) {
            throw new RefusedRuleset(List.of("the compiled rules do not fit together: " + e));
        }
    }

    private static List<Model> models(SortedMap<String, byte[]> entries, ClassLoader loader) {
        CompiledRules rules = CompiledRules.of(entries);
        String otherEngine = CompiledRules.whyNotOf(rules.builtBy());
        if (otherEngine != null) {
            throw new RefusedRuleset(List.of(otherEngine));
        }
        List<String> foreign = rules.foreignModels(entries);
        if (!foreign.isEmpty()) {
            throw new RefusedRuleset(foreign);
        }
        List<Model> models = new ArrayList<>();
        for (String name : rules.models()) {
            try {
                // looked at before it is initialised: a kjar could name any class that this program holds
                Class<?> model = loader.loadClass(name);
                if (model.getClassLoader() != loader || !Model.class.isAssignableFrom(model)) {
                    throw new RefusedRuleset(List.of(CompiledRules.notOfTheKjar(name)));
                }
                models.add((Model) model.getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException | LinkageError e) {
                throw new RefusedRuleset(List.of("the compiled rules `" + name + "` cannot be loaded"));
            }
        }
        return models;
    }

    /**
     * Reads the workbooks of a kjar and nothing else of it.
     *
     * @throws RefusedRuleset with each mistake of a workbook by cell
     */
    public static Tables tables(SortedMap<String, byte[]> entries) {
        return tables(entries, false);
    }

    /**
     * Reads the workbooks of a kjar.
     *
     * @param believed whether the image of them that stands beside them is taken in their place
     * @throws RefusedRuleset with each mistake of a workbook by cell
     */
    public static Tables tables(SortedMap<String, byte[]> entries, boolean believed) {
        return tables(
                entries,
                believed ? RulesetImage.in(entries) : null,
                new KjarClassLoader(entries, Ruleset.class.getClassLoader()));
    }

    private static Tables tables(SortedMap<String, byte[]> entries, RulesetImage image, ClassLoader loader) {
        return read(
                entries,
                columns -> image == null
                        ? Workbooks.read(columns, RulesetImage.workbooks(entries), loader)
                        : image.tables(columns, loader));
    }

    /** How the workbooks of a kjar are declared. */
    public static Columns columns(byte[] kjar) {
        return Columns.parse(KjarEntries.of(kjar, KjarEntries.COLUMNS));
    }

    /** Held from the first question on: what is kept for all rulesets goes when memory is short, and would be made for each party anew. */
    private static Supplier<PartyScreening> once(Supplier<PartyScreening> how) {
        return new Supplier<>() {
            private volatile PartyScreening made;

            @Override
            public PartyScreening get() {
                PartyScreening known = made;
                return known == null ? make() : known;
            }

            private synchronized PartyScreening make() {
                if (made == null) {
                    made = how.get();
                }
                return made;
            }
        };
    }

    private static PartyScreening made(Future<PartyScreening> screening) {
        try {
            return screening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the names of the lists were filed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the names of the lists cannot be filed", e.getCause());
        }
    }

    private static Tables read(SortedMap<String, byte[]> entries, Function<Columns, Tables> by) {
        byte[] columns = entries.get(KjarEntries.COLUMNS);
        if (columns == null) {
            throw new RefusedRuleset(List.of("the kjar holds no columns.json"));
        }
        try {
            return by.apply(Columns.parse(columns));
        } catch (RefusedWorkbooks e) {
            throw new RefusedRuleset(e);
        } catch (IllegalArgumentException e) {
            throw new RefusedRuleset(List.of("columns.json: " + e.getMessage()));
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

    /** {@link #rulesDigest()} of the kjar with these entries. */
    public static String rulesDigestOf(SortedMap<String, byte[]> entries) {
        var rules = new ByteArrayOutputStream();
        entries.forEach((name, bytes) -> {
            if (name.endsWith(".class")
                    || name.endsWith(".drl")
                    || name.equals(KjarEntries.COLUMNS)
                    || CompiledRules.isList(name)) {
                rules.writeBytes((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                rules.writeBytes(bytes);
            }
        });
        return KjarEntries.digest(rules.toByteArray());
    }

    public String version() {
        return version;
    }

    /** {@code sha256:} and 64 hexadecimal digits over the bytes of the kjar. */
    public String digest() {
        return digest;
    }

    /** Digest over the rules and the declaration of the columns alone: rulesets with the same one differ in rows and cases only. */
    public String rulesDigest() {
        return rulesDigest;
    }

    /** Finds the entries of its party lists by name. */
    public PartyScreening screening() {
        return screening.get();
    }

    /** Whether the image of the workbooks was taken in their place. */
    public boolean isOfImage() {
        return ofImage;
    }

    /** The rules that a jurisdiction's law is decided by. */
    public KieBase kieBase(String jurisdiction) {
        return kieBases.get(jurisdiction);
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

    /** The world in which a shipment is decided: the defaults but for the readings that the caller asks for. */
    public World world(Shipment shipment) {
        World world = defaultWorld;
        for (var reading : shipment.readings().entrySet()) {
            world = world.with(reading.getKey(), reading.getValue());
        }
        return world;
    }

    /** Every open question at its default reading. */
    public World defaultWorld() {
        return defaultWorld;
    }
}
