package guanka.cli.tables;

import guanka.cli.terminal.Refusal;
import guanka.tables.WorkbookText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a workbook as text, for {@code git diff}. */
@Command(
        name = "text",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a workbook as text, one line for each filled cell, rows sorted by key.",
            "To have git show what changed in workbooks:",
            "  git config diff.xlsx.textconv \"java -jar src/cli/target/guanka.jar text\""
        })
public final class TextCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORKBOOK", description = "an .xlsx file")
    private Path workbook;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(workbook)) {
            throw new NoSuchFileException(workbook.toString());
        }
        WorkbookText.main(new String[] {workbook.toString()});
        return Refusal.OK;
    }
}
