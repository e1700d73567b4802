package guanka.spark;

import guanka.engine.ruleset.RefusedRuleset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The jobs, on one machine or, given to {@code spark-submit}, on a cluster. */
@Command(
        name = "guanka-spark",
        mixinStandardHelpOptions = true,
        description = "Decides, replays and screens archives of any size. A run that was stopped goes on where it was.",
        synopsisSubcommandLabel = "JOB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a line was answered with a problem, or the run failed",
            "2:the command was not understood, or a file cannot be read"
        })
public final class Main {

    private static final int PROBLEMS = 1;
    private static final int USAGE = 2;

    private final PrintStream out;

    Main(PrintStream out) {
        this.out = out;
    }

    /** What every job is told. */
    static final class Common {

        @Parameters(
                arity = "1..*",
                paramLabel = "INPUT",
                description = "files or folders: .parquet, .gz, anything else is NDJSON")
        private List<String> inputs;

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "FOLDER",
                description = "empty, or that of a run which goes on")
        private String output;

        @Option(
                names = "--ruleset",
                paramLabel = "FILE.jar",
                description = "the kjar that decides; default: the packed one")
        private String ruleset;

        @Option(
                names = "--trusted-key",
                paramLabel = "PUB",
                description =
                        "file of a public key; given once or more, each ruleset must be a release signed by one of them")
        private List<String> keys = List.of();

        @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default: NDJSON")
        private Format format = Format.NDJSON;

        @Option(names = "--part-bytes", paramLabel = "N", description = "bytes of input to a part; default: 4 MiB")
        private long partBytes = 4L << 20;

        @Option(
                names = "--cores",
                paramLabel = "N",
                description = "cores to use on one machine; default: all. spark-submit says so itself")
        private Integer cores;
    }

    /** What was asked for in all, before it is shipped. */
    private record Asked(String options, Instant evaluatedAt, boolean isGiven) {}

    private interface Tasks {
        Task of(ShippedRuleset ruleset, ShippedRuleset baseline, Instant evaluatedAt);
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            description =
                    "A determination or a problem for every line: the bytes of `guanka decide`; `id` is `line-N`.")
    int decide(
            @Mixin Common common,
            @Option(
                            names = "--evaluated-at",
                            paramLabel = "INSTANT",
                            description = "write this instant as evaluatedAt; default: when the run first began")
                    Instant evaluatedAt)
            throws IOException {
        var asked = new Asked(
                "",
                evaluatedAt == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : evaluatedAt,
                evaluatedAt != null);
        return run(common, null, asked, (ruleset, baseline, at) -> new DecideTask(ruleset, at));
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Decides every line by two rulesets and tells those that move.")
    int replay(
            @Mixin Common common,
            @Option(names = "--baseline", required = true, paramLabel = "FILE.jar") String baseline)
            throws IOException {
        return run(common, baseline, unasked(""), (one, other, at) -> new MovesTask(one, other, false));
    }

    @Command(
            name = "impact",
            mixinStandardHelpOptions = true,
            description = "Tells the lines that move, deciding only those that the change can touch.")
    int impact(
            @Mixin Common common,
            @Option(names = "--baseline", required = true, paramLabel = "FILE.jar") String baseline)
            throws IOException {
        return run(common, baseline, unasked(""), (one, other, at) -> new MovesTask(one, other, true));
    }

    @Command(
            name = "rescreen",
            mixinStandardHelpOptions = true,
            description = {
                "Holds parties, one a line, against the party lists and tells those that match.",
                "With --baseline only those that match otherwise than by that ruleset."
            })
    int rescreen(
            @Mixin Common common,
            @Option(names = "--baseline", paramLabel = "FILE.jar") String baseline,
            @Option(names = "--list", paramLabel = "LIST", description = "only this list; may be repeated")
                    List<String> lists)
            throws IOException {
        Set<String> wanted = new TreeSet<>(lists == null ? List.of() : lists);
        return run(
                common,
                baseline,
                unasked(String.join(",", wanted)),
                (one, other, at) -> new RescreenTask(one, other, wanted));
    }

    @Command(name = "sample", mixinStandardHelpOptions = true, description = "Writes an archive to try the jobs on.")
    int sample(
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Option(names = "--shipments", paramLabel = "N", description = "default: 20000") Integer shipments,
            @Option(names = "--packed", description = "with gzip") boolean packed)
            throws IOException {
        Samples.write(
                ShippedRuleset.of(ownRuleset(), List.of(), Instant.now()).guanka(),
                folder,
                shipments == null ? 20_000 : shipments,
                packed);
        return 0;
    }

    private static Asked unasked(String options) {
        return new Asked(options, Instant.EPOCH, false);
    }

    private int run(Common common, String baselineFile, Asked asked, Tasks tasks) throws IOException {
        if (common.partBytes < 1) {
            throw new RefusedRun("--part-bytes must be at least 1, not " + common.partBytes);
        }
        SparkSession spark = session(common.cores);
        var hadoop = spark.sparkContext().hadoopConfiguration();
        Instant now = Instant.now();
        List<byte[]> keys = new ArrayList<>();
        for (String key : common.keys) {
            keys.add(Storage.read(Storage.of(key, hadoop), new org.apache.hadoop.fs.Path(key)));
        }
        ShippedRuleset ruleset = shipped(common.ruleset, keys, now, hadoop);
        ShippedRuleset baseline = baselineFile == null ? null : shipped(baselineFile, keys, now, hadoop);
        List<String> digests = new ArrayList<>(List.of(ruleset.digest()));
        if (baseline != null) {
            digests.add(baseline.digest());
        }
        Task task = tasks.of(ruleset, baseline, asked.evaluatedAt());
        var run = new Run(spark, common.output);
        Manifest.Terms terms = run.begin(
                new Manifest.Terms(
                        task.job(),
                        digests,
                        asked.options(),
                        asked.evaluatedAt().toString(),
                        common.format.name(),
                        common.partBytes,
                        run.inputs(common.inputs)),
                asked.isGiven());
        Manifest manifest = run.of(terms, tasks.of(ruleset, baseline, Instant.parse(terms.evaluatedAt())));
        if (task instanceof MovesTask) {
            new Summary(spark, run).write(manifest, ruleset, baseline);
        }
        manifest.counts().forEach((name, count) -> out.println(name + " " + count));
        return manifest.counts().containsKey(Problems.COUNT) ? PROBLEMS : 0;
    }

    private static ShippedRuleset shipped(
            String file, List<byte[]> keys, Instant now, org.apache.hadoop.conf.Configuration hadoop)
            throws IOException {
        byte[] kjar = file == null
                ? ownRuleset()
                : Storage.read(Storage.of(file, hadoop), new org.apache.hadoop.fs.Path(file));
        return ShippedRuleset.of(kjar, keys, now);
    }

    /** The kjar that the build packed; null where it packed none. */
    static byte[] packedRuleset() throws IOException {
        try (InputStream in = Main.class.getResourceAsStream("/ruleset/guanka-rules.jar")) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static byte[] ownRuleset() throws IOException {
        byte[] packed = packedRuleset();
        if (packed == null) {
            throw new RefusedRun("this build holds no ruleset; name the file of a kjar by --ruleset");
        }
        return packed;
    }

    /** The session that spark-submit prepared, or one on this machine alone. */
    private static SparkSession session(Integer cores) {
        var conf = new SparkConf();
        if (!conf.contains("spark.master")) {
            conf.setMaster("local[" + (cores == null ? "*" : cores.toString()) + "]");
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.sql.shuffle.partitions", "8");
            conf.setIfMissing("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"));
        }
        conf.setIfMissing("spark.app.name", "guanka");
        // no files with sums beside the files: the manifest holds digests
        conf.setIfMissing("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /** Runs a job as a process would, and returns its exit code. */
    static int run(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new Main(out))
                .setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8))
                .setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, err))
                .execute(args);
    }

    private static int tell(Exception failure, PrintStream err) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedRuleset refused) {
                refused.reasons().forEach(err::println);
                return PROBLEMS;
            }
            if (cause instanceof RefusedRun) {
                err.println(cause.getMessage());
                return USAGE;
            }
            if (cause instanceof FileNotFoundException) {
                err.println("a file cannot be read: " + cause.getMessage());
                return USAGE;
            }
        }
        err.println("the run failed: " + failure.getMessage());
        return PROBLEMS;
    }

    public static void main(String[] args) {
        int code = run(System.out, System.err, args);
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
        System.exit(code);
    }
}
