package guanka.cli.imports;

import guanka.cli.rulesets.Kjar;
import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.facts.rows.ListEntry;
import guanka.tables.Columns;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns lists and registers from outside into rows and facts. It never decides anything. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Turns lists and registers from outside into rows for a workbook, or parties and ownership for a shipment,",
            "each with its source, day and digest. What is unclear goes into a note; nothing is guessed, nothing is decided."
        },
        subcommands = {
            ImportCommand.Csl.class,
            ImportCommand.OpenSanctions.class,
            ImportCommand.Gleif.class,
            ImportCommand.Bods.class
        })
public final class ImportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name what to import");
    }

    /** Options of every import. */
    static final class Common {

        @Parameters(paramLabel = "FILE", description = "the file; .gz and .zip are unpacked")
        private Path file;

        @Option(names = "--out", paramLabel = "FILE", description = "where to write; its ending says what")
        private Path out;

        @Option(
                names = "--into",
                paramLabel = "WORKBOOK.xlsx",
                description = {
                    "a workbook of list entries to bring up to date: new rows are added, changed ones",
                    "changed, who is gone gets a last day; it is written anew, or to --out"
                })
        private Path into;

        @Option(
                names = "--retrieved",
                paramLabel = "DAY",
                description = "day on which the file was fetched; default: day of its last change")
        private LocalDate retrieved;

        Provenance provenance(String publication) throws IOException {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            if (!Files.isRegularFile(file)) {
                throw Refusal.usage("`" + file + "` is no file");
            }
            return Provenance.of(publication, file, retrieved);
        }

        boolean endsWith(String ending) {
            return target().toString().endsWith(ending);
        }

        /** Where to write: the workbook itself where no other file is named. */
        Path target() {
            if (out == null && into == null) {
                throw Refusal.usage(
                        "say where to write by --out FILE, or which workbook to bring up to date by --into WORKBOOK.xlsx");
            }
            return out == null ? into : out;
        }

        void refuseInto() {
            if (into != null) {
                throw Refusal.usage(
                        "--into takes list entries; shareholdings are no rows of a workbook, use --out FILE.json");
            }
        }

        Refusal wrongEnding(String wanted) {
            return Refusal.usage("--out must end with " + wanted + ", not `" + target().getFileName() + "`");
        }
    }

    /** Options of imports of list entries. */
    static final class Lists {

        @Option(
                names = "--ruleset",
                paramLabel = "FILE.jar",
                description = "the kjar whose columns the rows are for; default: the one that the build packed")
        private Path ruleset;

        @Option(
                names = "--lists",
                paramLabel = "FILE.json",
                description = "which record stands on which list; default: the file lists.json of this build")
        private Path rules;

        @Option(names = "--only", split = ",", paramLabel = "LIST", description = "take entries of these lists alone")
        private Set<String> only = new TreeSet<>();

        @Option(
                names = "--from-if-unknown",
                paramLabel = "DAY",
                description =
                        "first listed day where the source gives none; without it `UNKNOWN` is written, and the entry counts on every day")
        private LocalDate fromIfUnknown;

        @Option(
                names = "--last-day",
                paramLabel = "DAY",
                description = "with --into: last listed day of who is gone; default: the day before --retrieved")
        private LocalDate lastDay;

        @Option(names = "--may-shrink", description = "with --into: a list may lose more than a tenth of its entries")
        private boolean mayShrink;

        @Option(
                names = "--charset",
                paramLabel = "NAME",
                description = "code of a CSV that is not UTF-8, such as windows-1252 or GBK")
        private String charset;

        Charset charset() {
            try {
                return charset == null ? null : Charset.forName(charset);
            } catch (IllegalArgumentException unknown) {
                throw Refusal.usage("`" + charset + "` is no code of letters that is known here");
            }
        }
    }

    @FunctionalInterface
    private interface Reading {
        void into(Consumer<ListedParty> take) throws IOException;
    }

    @FunctionalInterface
    private interface Writing {
        List<String> to(OutputStream out) throws IOException;
    }

    /** Writes to a file beside the target first, so that a failure leaves the target as it was. */
    private static void write(Common common, Terminal terminal, Writing writing) throws IOException {
        Path target = common.target().toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw Refusal.usage("`" + target + "` is a folder");
        }
        if (target.getParent() != null && !Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(target.getParent().toString());
        }
        Path draft = Files.createTempFile(target.getParent(), ".guanka", ".part");
        try {
            List<String> summary;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                summary = writing.to(out);
            }
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            summary.forEach(terminal.err()::println);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (MalformedInputException
                | java.util.zip.ZipException
                | java.io.EOFException
                | java.io.CharConversionException e) {
            throw Refusal.failed("`" + common.file + "` is damaged: " + e.getMessage());
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void writeEntries(
            Common common,
            Lists lists,
            Terminal terminal,
            Provenance provenance,
            ListRules rules,
            Reading reading,
            Map<String, Integer> leftOut)
            throws IOException {
        Kjar kjar = Rulesets.of(lists.ruleset);
        Columns.Sheet sheet = kjar.columns().workbooks().stream()
                .flatMap(w -> w.sheets().stream())
                .filter(s -> ListEntry.class.getName().equals(s.row()))
                .findFirst()
                .orElseThrow(() -> Refusal.failed("the ruleset has no sheet of list entries"));
        List<String> headers =
                sheet.columns().stream().map(Columns.Column::header).toList();
        if (common.into != null) {
            into(common, lists, terminal, provenance, rules, reading, leftOut, headers);
            return;
        }
        boolean workbook = common.endsWith(".xlsx");
        write(common, terminal, out -> {
            RowWriter writer = workbook ? new XlsxWriter(out, sheet.sheet()) : new CsvWriter(out);
            var rows = new EntryRows(
                    headers,
                    writer,
                    provenance,
                    rules.bindsForeignPersons(),
                    rules.mayHaveEnded(),
                    lists.fromIfUnknown);
            if (workbook) {
                rows.explanation("Imported rows, to be reviewed and copied into sheet " + sheet.sheet());
            }
            reading.into(rows::add);
            writer.close();
            if (rows.rows() == 0) {
                terminal.err().println("no record stands on a list that is taken");
            }
            var summary = new java.util.ArrayList<>(rows.summary());
            leftOut.forEach((source, count) -> summary.add("left out: " + count + " of " + Cells.line(source)));
            return summary;
        });
    }

    private static void into(
            Common common,
            Lists lists,
            Terminal terminal,
            Provenance provenance,
            ListRules rules,
            Reading reading,
            Map<String, Integer> leftOut,
            List<String> headers)
            throws IOException {
        if (!Files.isRegularFile(common.into)) {
            throw new NoSuchFileException(common.into.toString());
        }
        if (!common.endsWith(".xlsx")) {
            throw common.wrongEnding(".xlsx");
        }
        LocalDate lastDay = lists.lastDay == null ? provenance.retrieved().minusDays(1) : lists.lastDay;
        write(common, terminal, out -> {
            List<List<String>> collected = new java.util.ArrayList<>();
            var rows = new EntryRows(
                    headers,
                    new Collected(collected),
                    provenance,
                    rules.bindsForeignPersons(),
                    rules.mayHaveEnded(),
                    lists.fromIfUnknown);
            reading.into(rows::add);
            List<String> summary = new java.util.ArrayList<>(new IntoWorkbook(common.into, lastDay, lists.mayShrink)
                    .take(headers, collected.subList(1, collected.size()), out));
            summary.addAll(rows.summary());
            leftOut.forEach((source, count) -> summary.add("left out: " + count + " of " + Cells.line(source)));
            return summary;
        });
    }

    private record Collected(List<List<String>> rows) implements RowWriter {

        @Override
        public void write(List<String> cells) {
            rows.add(cells);
        }

        @Override
        public void close() {}
    }

    /** The US Consolidated Screening List. */
    @Command(
            name = "csl",
            mixinStandardHelpOptions = true,
            description =
                    "US Consolidated Screening List (consolidated.csv or consolidated.json): rows for sheet Entries, as .xlsx or .csv.")
    static final class Csl implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private Common common;

        @Mixin
        private Lists lists;

        Csl(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if (!common.endsWith(".xlsx") && !common.endsWith(".csv")) {
                throw common.wrongEnding(".xlsx or .csv");
            }
            Provenance provenance = common.provenance(CslImport.PUBLICATION);
            ListRules rules = ListRules.of(lists.rules);
            Map<String, Integer> leftOut = new java.util.TreeMap<>();
            writeEntries(
                    common,
                    lists,
                    terminal,
                    provenance,
                    rules,
                    take -> {
                        var csl = new CslImport(rules, lists.only, lists.charset(), take);
                        csl.read(common.file);
                        leftOut.putAll(csl.leftOut());
                    },
                    leftOut);
            return Refusal.OK;
        }
    }

    /** OpenSanctions. */
    @Command(
            name = "opensanctions",
            mixinStandardHelpOptions = true,
            description = {
                "OpenSanctions in FollowTheMoney form (entities.ftm.json, targets.nested.json):",
                "rows for sheet Entries as .xlsx or .csv, or parties and ownership for a shipment as .json."
            })
    static final class OpenSanctions implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private Common common;

        @Mixin
        private Lists lists;

        @Option(
                names = "--for",
                split = ",",
                paramLabel = "ID",
                description = "with .json: these parties (id or LEI) and all who hold them, tier by tier")
        private Set<String> asked = new TreeSet<>();

        OpenSanctions(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            Provenance provenance = common.provenance(OpenSanctionsImport.PUBLICATION);
            var source = new OpenSanctionsImport(common.file);
            if (common.endsWith(".json")) {
                common.refuseInto();
                var fragment = new Fragment(provenance);
                write(common, terminal, out -> {
                    source.ownership(fragment);
                    return fragment.write(out, asked);
                });
            } else if (common.endsWith(".xlsx") || common.endsWith(".csv")) {
                ListRules rules = ListRules.of(lists.rules);
                writeEntries(
                        common,
                        lists,
                        terminal,
                        provenance,
                        rules,
                        take -> source.entries(rules, lists.only, take),
                        Map.of());
            } else {
                throw common.wrongEnding(".xlsx, .csv or .json");
            }
            return Refusal.OK;
        }
    }

    /** Relationship records of the Global LEI System. */
    @Command(
            name = "gleif",
            mixinStandardHelpOptions = true,
            description =
                    "GLEIF relationship records (RR-CDF 2.1, golden copy in XML, CSV or JSON): parties and ownership for a shipment, as .json.")
    static final class Gleif implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private Common common;

        @Option(
                names = "--for",
                split = ",",
                paramLabel = "LEI",
                description = "these parties and all who hold them, tier by tier; default: everybody")
        private Set<String> asked = new TreeSet<>();

        @Option(
                names = "--names",
                paramLabel = "FILE",
                description = "level 1 (LEI-CDF, golden copy in XML, CSV or JSON): names and countries of the parties")
        private Path names;

        @Option(
                names = "--exceptions",
                paramLabel = "FILE",
                description = {
                    "reporting exceptions (golden copy in XML, CSV or JSON): who does not say which parent it has,",
                    "has an owner of whom nothing is known"
                })
        private Path exceptions;

        Gleif(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            common.refuseInto();
            if (!common.endsWith(".json")) {
                throw common.wrongEnding(".json");
            }
            var fragment = new Fragment(common.provenance(GleifImport.PUBLICATION));
            write(common, terminal, out -> {
                var gleif = new GleifImport(fragment, asked);
                gleif.read(common.file);
                if (exceptions != null) {
                    gleif.exceptions(exceptions);
                }
                if (names != null) {
                    gleif.names(names);
                    gleif.tellNameless();
                }
                return fragment.write(out, asked);
            });
            return Refusal.OK;
        }
    }

    /** Statements of the Beneficial Ownership Data Standard. */
    @Command(
            name = "bods",
            mixinStandardHelpOptions = true,
            description =
                    "Beneficial ownership statements (BODS 0.2 to 0.4, a JSON list or one a line): parties and ownership for a shipment, as .json.")
    static final class Bods implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private Common common;

        @Option(
                names = "--for",
                split = ",",
                paramLabel = "ID",
                description = "these parties (id or LEI) and all who hold them, tier by tier; default: everybody")
        private Set<String> asked = new TreeSet<>();

        Bods(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            common.refuseInto();
            if (!common.endsWith(".json")) {
                throw common.wrongEnding(".json");
            }
            var fragment = new Fragment(common.provenance(BodsImport.PUBLICATION));
            write(common, terminal, out -> {
                new BodsImport(fragment).read(common.file);
                return fragment.write(out, asked);
            });
            return Refusal.OK;
        }
    }
}
