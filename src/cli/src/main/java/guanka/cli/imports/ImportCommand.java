package guanka.cli.imports;

import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.facts.Text;
import guanka.facts.rows.ListEntry;
import guanka.tables.Columns;
import guanka.tables.EditedWorkbook;
import guanka.tables.SheetView;
import guanka.workbench.imports.BodsImport;
import guanka.workbench.imports.Fragment;
import guanka.workbench.imports.GleifImport;
import guanka.workbench.imports.ListRules;
import guanka.workbench.imports.ListSource;
import guanka.workbench.imports.ListUpdate;
import guanka.workbench.imports.OpenSanctionsImport;
import guanka.workbench.imports.Provenance;
import guanka.workbench.imports.SourceFile;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
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
            return Provenance.of(publication, source(), retrieved);
        }

        SourceFile source() {
            return SourceFile.of(file);
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
                        "--into takes list entries. Who holds whom is a fact of the parties at hand and no law: in a workbook it would"
                                + " count for every shipment and grow old unseen. Write it for a shipment by --out FILE.json and --for ID");
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

        ListSource source(ListSource.Kind kind, Common common) throws IOException {
            Provenance provenance = common.provenance(kind.publication());
            return new ListSource(
                    kind,
                    common.source(),
                    provenance,
                    ListRules.of(rules),
                    only,
                    charset(),
                    fromIfUnknown,
                    Integer.MAX_VALUE);
        }

        private Charset charset() {
            try {
                return charset == null ? null : Charset.forName(charset);
            } catch (IllegalArgumentException unknown) {
                throw Refusal.usage("`" + charset + "` is no code of letters that is known here");
            }
        }
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

    private static void writeEntries(Common common, Lists lists, Terminal terminal, ListSource source)
            throws IOException {
        if (common.into != null) {
            into(common, lists, terminal, source);
            return;
        }
        Columns.Sheet sheet = Rulesets.of(lists.ruleset).columns().workbooks().stream()
                .flatMap(w -> w.sheets().stream())
                .filter(s -> ListEntry.class.getName().equals(s.row()))
                .findFirst()
                .orElseThrow(() -> Refusal.failed("the ruleset has no sheet of list entries"));
        List<String> headers =
                sheet.columns().stream().map(Columns.Column::header).toList();
        write(
                common,
                terminal,
                out -> english(source.write(headers, out, common.endsWith(".xlsx") ? sheet.sheet() : null)));
    }

    private static List<String> english(List<Text> remarks) {
        return remarks.stream().map(Text::en).toList();
    }

    private static void into(Common common, Lists lists, Terminal terminal, ListSource source) throws IOException {
        if (!Files.isRegularFile(common.into)) {
            throw new NoSuchFileException(common.into.toString());
        }
        if (!common.endsWith(".xlsx")) {
            throw common.wrongEnding(".xlsx");
        }
        LocalDate lastDay =
                lists.lastDay == null ? source.provenance().retrieved().minusDays(1) : lists.lastDay;
        byte[] workbook = Files.readAllBytes(common.into);
        String name = common.into.getFileName().toString();
        List<SheetView> sheets;
        try {
            sheets = EditedWorkbook.sheets(name, workbook);
        } catch (IllegalArgumentException mistaken) {
            throw Refusal.failed("`" + common.into + "` cannot be read: " + mistaken.getMessage());
        }
        write(common, terminal, out -> {
            ListSource.Brought brought = source.update(sheets, lastDay, lists.mayShrink);
            ListUpdate update = brought.update();
            out.write(EditedWorkbook.of(workbook, update.edits().getOrDefault(name, List.of())));
            List<String> summary = new ArrayList<>();
            summary.add(sum(update, ListUpdate.Counts::added) + " new, " + sum(update, ListUpdate.Counts::changed)
                    + " changed, " + sum(update, ListUpdate.Counts::gone) + " gone (last day " + update.lastDay()
                    + ")");
            update.lists().stream()
                    .map(list -> list.inSource() == 0
                            ? list.list() + ": not in the source, so it stays as it is"
                            : list.list() + ": " + list.held() + " held, " + list.inSource() + " in the source, "
                                    + list.added() + " new, " + list.changed() + " changed, " + list.gone() + " gone")
                    .forEach(summary::add);
            update.entries().stream()
                    .map(entry -> entry.change().name().toLowerCase(Locale.ROOT) + " " + entry.key() + " "
                            + entry.name()
                            + (entry.detail().en().isEmpty()
                                    ? ""
                                    : ": " + entry.detail().en()))
                    .forEach(summary::add);
            summary.addAll(english(brought.remarks()));
            return summary;
        });
    }

    private static int sum(ListUpdate update, ToIntFunction<ListUpdate.Counts> count) {
        return update.lists().stream().mapToInt(count).sum();
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
            writeEntries(common, lists, terminal, lists.source(ListSource.Kind.CSL, common));
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
            if (common.endsWith(".json")) {
                common.refuseInto();
                var fragment = new Fragment(common.provenance(OpenSanctionsImport.PUBLICATION));
                var source = new OpenSanctionsImport(common.source());
                write(common, terminal, out -> {
                    source.ownership(fragment);
                    return fragment.write(out, asked);
                });
            } else if (common.endsWith(".xlsx") || common.endsWith(".csv")) {
                writeEntries(common, lists, terminal, lists.source(ListSource.Kind.OPENSANCTIONS, common));
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
                gleif.read(common.source());
                if (exceptions != null) {
                    gleif.exceptions(SourceFile.of(exceptions));
                }
                if (names != null) {
                    gleif.names(SourceFile.of(names));
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
                new BodsImport(fragment).read(common.source());
                return fragment.write(out, asked);
            });
            return Refusal.OK;
        }
    }
}
