package guanka.cli.tables;

import guanka.cli.rulesets.Kjar;
import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Text;
import guanka.tables.CellMistake;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks workbooks and names every mistake by cell. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks workbooks against the columns of a ruleset and names every mistake by workbook, sheet and cell.",
            "Workbooks that are not given are taken from the ruleset, so one changed workbook can be checked alone."
        })
public final class ValidateCommand implements Callable<Integer> {

    /** Languages in which mistakes are printed. */
    enum Language {
        EN,
        ZH;

        String of(Text text) {
            return this == EN ? text.en() : text.zh();
        }
    }

    /** What {@code --json} prints. */
    private record Report(int mistakeCount, List<CellMistake> mistakes) {}

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FOLDER|FILE", description = "workbooks, or folders that hold them")
    private List<Path> named;

    @Option(
            names = "--ruleset",
            paramLabel = "FILE.jar",
            description = "the kjar whose columns hold; default: the one that the build packed")
    private Path ruleset;

    @Option(
            names = "--lang",
            paramLabel = "en|zh",
            defaultValue = "en",
            description = "language of the mistakes: en or zh (default: en)")
    private Language language;

    @Option(names = "--json", description = "print the mistakes as one JSON object")
    private boolean json;

    public ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Kjar base = Rulesets.of(ruleset);
        try {
            report(base.with(WorkbookFiles.read(named)).tables());
            return Refusal.OK;
        } catch (RefusedWorkbooks refused) {
            report(refused);
            return Refusal.FAILED;
        }
    }

    private void report(Tables tables) {
        if (json) {
            print(new Report(0, List.of()));
            return;
        }
        int rows = tables.sheets().stream().mapToInt(s -> s.rows().size()).sum();
        long workbooks =
                tables.sheets().stream().map(s -> s.workbook()).distinct().count();
        terminal.out()
                .println("no mistake in " + workbooks + " workbooks, "
                        + tables.sheets().size() + " sheets, " + rows + " rows");
    }

    private void report(RefusedWorkbooks refused) {
        int all = refused.mistakes().size() + refused.beyond();
        if (json) {
            print(new Report(all, refused.mistakes()));
            return;
        }
        for (CellMistake mistake : refused.mistakes()) {
            terminal.out().println(place(mistake) + ": " + language.of(mistake.message()));
        }
        if (refused.beyond() > 0) {
            terminal.out().println("and " + refused.beyond() + " more");
        }
        terminal.err().println(all == 1 ? "1 mistake" : all + " mistakes");
    }

    private static String place(CellMistake mistake) {
        return mistake.workbook()
                + (mistake.sheet() == null ? "" : "!" + mistake.sheet())
                + (mistake.cell() == null ? "" : "!" + mistake.cell());
    }

    private void print(Object report) {
        terminal.out().println(new String(CanonicalJson.write(report), java.nio.charset.StandardCharsets.UTF_8));
    }
}
