package guanka.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * One run of a job over files: cuts the input into parts of about the same size, whoever the lines are about, and lets the executors
 * answer one part after the other. A part appears whole, then its receipt; a run that was stopped goes on with the parts that have
 * none. Which lines stand in which part, and in which order, depends on the input alone.
 */
final class Run {

    static final String MANIFEST = "_manifest.json";
    private static final String TERMS = "_run.json";
    private static final String RECEIPTS = "_receipts";
    private static final String STAGED = "_staged";
    private static final String TEMPORARY = "_temporary";

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final Broadcast<SerializableConfiguration> configuration;
    private final String output;
    private final FileSystem files;

    Run(SparkSession spark, String output) throws IOException {
        this.spark = spark;
        context = new JavaSparkContext(spark.sparkContext());
        Configuration hadoop = context.hadoopConfiguration();
        configuration = context.broadcast(new SerializableConfiguration(hadoop));
        files = Storage.of(output, hadoop);
        this.output = files.makeQualified(new Path(output)).toString();
    }

    String output() {
        return output;
    }

    FileSystem files() {
        return files;
    }

    /**
     * The terms under which the folder was begun, or these where it is new.
     *
     * @param given whether {@code evaluatedAt} was asked for; otherwise that of the first start holds
     * @throws RefusedRun where the folder holds something else
     */
    Manifest.Terms begin(Manifest.Terms asked, boolean given) throws IOException {
        Path at = Storage.within(output, TERMS);
        Manifest.Terms begun = Storage.read(files, at, Manifest.Terms.class);
        if (begun == null) {
            if (files.exists(new Path(output)) && files.listStatus(new Path(output)).length > 0) {
                throw new RefusedRun("`" + output + "` holds something else; name an empty folder");
            }
            files.mkdirs(new Path(output));
            Storage.writeJson(files, at, asked);
            return asked;
        }
        String whyNot = begun.whyNot(asked);
        if (whyNot == null && given && !begun.evaluatedAt().equals(asked.evaluatedAt())) {
            whyNot = "evaluatedAt was " + begun.evaluatedAt();
        }
        if (whyNot != null) {
            throw new RefusedRun("`" + output + "` holds another run: " + whyNot + "; name an empty folder");
        }
        return begun;
    }

    /** The files that arguments name. */
    List<Manifest.Input> inputs(List<String> arguments) throws IOException {
        return Storage.inputs(arguments, context.hadoopConfiguration()).entrySet().stream()
                .map(one -> new Manifest.Input(one.getKey(), one.getValue()))
                .toList();
    }

    /** Answers every line that has no answer yet. */
    Manifest of(Manifest.Terms terms, Task task) throws IOException {
        Manifest done = Storage.read(files, Storage.within(output, MANIFEST), Manifest.class);
        if (done != null) {
            return done;
        }
        Format format = Format.valueOf(terms.format());
        List<String> lines = new Staging(spark, configuration)
                .lines(
                        terms.inputs().stream().map(Manifest.Input::file).toList(),
                        Storage.within(output, STAGED).toString(),
                        task.noun());
        List<Part> parts = counted(cut(lines, terms.partBytes()));
        Map<String, Receipt> kept = Storage.readAll(files, Storage.within(output, RECEIPTS), Receipt.class).stream()
                .collect(Collectors.toMap(Receipt::part, one -> one));
        List<Receipt> receipts = new ArrayList<>();
        List<Part> open = new ArrayList<>();
        for (Part part : parts) {
            Receipt receipt = kept.get(name(part, format));
            if (receipt != null && receipt.isOf(part) && stands(receipt)) {
                receipts.add(receipt);
            } else {
                open.add(part);
            }
        }
        receipts.addAll(answered(open, task, format));
        receipts.sort(Comparator.comparing(Receipt::part));
        Map<String, String> inputs = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            inputs.put(lines.get(i), terms.inputs().get(i).file());
        }
        receipts.replaceAll(receipt -> receipt.from(inputs.get(receipt.input())));
        Map<String, Long> counts = new TreeMap<>();
        receipts.forEach(receipt -> {
            counts.merge("lines", receipt.lines(), Long::sum);
            receipt.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
        });
        var manifest = new Manifest(terms, counts, List.copyOf(receipts));
        Storage.writeJson(files, Storage.within(output, MANIFEST), manifest);
        files.delete(Storage.within(output, STAGED), true);
        files.delete(Storage.within(output, TEMPORARY), true);
        return manifest;
    }

    private boolean stands(Receipt receipt) throws IOException {
        Path part = Storage.within(output, receipt.part());
        return files.exists(part) && files.getFileStatus(part).getLen() == receipt.bytes();
    }

    private static String name(Part part, Format format) {
        return String.format(Locale.ROOT, "part-%06d%s", part.number(), format.ending());
    }

    private List<Part> cut(List<String> lines, long partBytes) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (String file : lines) {
            long length = Storage.of(file, context.hadoopConfiguration())
                    .getFileStatus(new Path(file))
                    .getLen();
            for (long from = 0; from < length; from += partBytes) {
                parts.add(new Part(parts.size(), file, from, Math.min(length, from + partBytes), 0, 0, null));
            }
        }
        return parts;
    }

    private List<Part> counted(List<Part> parts) {
        if (parts.isEmpty()) {
            return parts;
        }
        Broadcast<SerializableConfiguration> conf = configuration;
        List<Part> counted = context.parallelize(parts, parts.size())
                .map(part -> PartLines.count(
                        part, Storage.of(part.file(), conf.value().value())))
                .collect();
        List<Part> placed = new ArrayList<>();
        long line = 1;
        for (Part part : counted) {
            placed.add(part.startingAt(line));
            line += part.lines();
        }
        return placed;
    }

    private List<Receipt> answered(List<Part> open, Task task, Format format) {
        if (open.isEmpty()) {
            return List.of();
        }
        Broadcast<SerializableConfiguration> conf = configuration;
        Broadcast<Task> shipped = context.broadcast(task);
        String folder = output;
        // a part to a partition: whoever is free takes the next
        return context.parallelize(open, open.size())
                .map(part -> answer(
                        part, shipped.value(), format, folder, conf.value().value()))
                .collect();
    }

    private static Receipt answer(Part part, Task task, Format format, String folder, Configuration conf)
            throws IOException {
        FileSystem files = Storage.of(folder, conf);
        String name = name(part, format);
        Map<String, Long> counts = new HashMap<>();
        Path temporary =
                Storage.within(folder, TEMPORARY, name + "." + TaskContext.get().taskAttemptId());
        Hashed written = Storage.write(files, Storage.within(folder, name), temporary, out -> {
            try (Answers answers = Answers.into(out, format, task.columns());
                    PartLines lines = new PartLines(part, Storage.of(part.file(), conf))) {
                for (PartLines.Line line; (line = lines.next()) != null; ) {
                    task.answer(line.number(), line.bytes(), answers, counts);
                }
            }
        });
        var receipt = new Receipt(
                name,
                part.file(),
                part.firstLine(),
                part.lines(),
                new TreeMap<>(counts),
                written.getPos(),
                written.hex(),
                part.sha256());
        Storage.writeJson(files, Storage.within(folder, RECEIPTS, name + ".json"), receipt);
        return receipt;
    }
}
