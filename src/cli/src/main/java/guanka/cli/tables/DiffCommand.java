package guanka.cli.tables;

import guanka.cli.rulesets.Kjar;
import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.json.CanonicalJson;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.TableDiff;
import guanka.tables.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which rows and rules differ between two rulesets. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Shows the rows that a draft adds, removes and changes, by sheet and key, and the rules whose text differs.")
public final class DiffCommand implements Callable<Integer> {

    /** What {@code --json} prints; rules by their path. */
    private record Report(List<TableDiff.SheetDiff> sheets, List<RuleChange> rules) {}

    private record RuleChange(String path, String change) {}

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "BASE.jar", description = "the kjar that the draft is compared with")
    private Path base;

    @Parameters(
            index = "1",
            paramLabel = "DRAFT.jar|FOLDER",
            description = "a kjar, or a folder of workbooks that replace those of the base")
    private Path draft;

    @Option(names = "--fail-on-change", description = "end with 1 where anything differs")
    private boolean failOnChange;

    @Option(names = "--json", description = "print the differences as one JSON object")
    private boolean json;

    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Kjar before = Rulesets.of(base);
        boolean workbooksOnly = Files.isDirectory(draft);
        Kjar after = workbooksOnly ? before.with(WorkbookFiles.read(List.of(draft))) : Rulesets.of(draft);
        TableDiff tables = TableDiff.between(tables(before, base), tables(after, draft));
        List<RuleChange> rules = rules(before.rules(), after.rules());
        if (json) {
            terminal.out()
                    .println(new String(
                            CanonicalJson.write(new Report(tables.sheets(), rules)), StandardCharsets.UTF_8));
        } else {
            print(tables, rules);
        }
        return failOnChange && !(tables.isEmpty() && rules.isEmpty()) ? Refusal.FAILED : Refusal.OK;
    }

    private static Tables tables(Kjar kjar, Path named) {
        try {
            return kjar.tables();
        } catch (RefusedWorkbooks refused) {
            throw Refusal.failed("the workbooks of `" + named + "` hold mistakes:\n" + refused.getMessage());
        }
    }

    private static List<RuleChange> rules(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
        var paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        return paths.stream()
                .filter(path -> !Arrays.equals(before.get(path), after.get(path)))
                .map(path -> new RuleChange(
                        path, before.get(path) == null ? "added" : after.get(path) == null ? "removed" : "changed"))
                .toList();
    }

    private void print(TableDiff tables, List<RuleChange> rules) {
        PrintWriter out = terminal.out();
        int added = 0;
        int removed = 0;
        int changed = 0;
        for (TableDiff.SheetDiff sheet : tables.sheets()) {
            out.println("# " + sheet.workbook() + "!" + sheet.sheet());
            for (TableDiff.RowOnOneSide row : sheet.removed()) {
                out.println("- " + row.key() + " (row " + row.row() + ")");
                row.cells().forEach((header, text) -> out.println("    " + header + ": " + oneLine(text)));
            }
            for (TableDiff.RowOnOneSide row : sheet.added()) {
                out.println("+ " + row.key() + " (row " + row.row() + ")");
                row.cells().forEach((header, text) -> out.println("    " + header + ": " + oneLine(text)));
            }
            for (TableDiff.ChangedRow row : sheet.changed()) {
                out.println("~ " + row.key());
                for (TableDiff.ChangedCell cell : row.cells()) {
                    String at = cell.draftCell() == null ? cell.baseCell() : cell.draftCell();
                    out.println("    " + cell.header() + " (" + at + "): `" + oneLine(cell.base()) + "` becomes `"
                            + oneLine(cell.draft()) + "`");
                }
            }
            added += sheet.added().size();
            removed += sheet.removed().size();
            changed += sheet.changed().size();
        }
        if (!rules.isEmpty()) {
            out.println("# rules");
            rules.forEach(rule -> out.println(
                    (rule.change().equals("added") ? "+ " : rule.change().equals("removed") ? "- " : "~ ")
                            + rule.path()));
        }
        out.println("rows: " + added + " added, " + removed + " removed, " + changed
                + " changed; rule files that differ: " + rules.size());
    }

    private static String oneLine(String cell) {
        return cell.replace("\r", "\\r").replace("\n", "\\n");
    }
}
