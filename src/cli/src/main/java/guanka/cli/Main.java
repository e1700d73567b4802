package guanka.cli;

import guanka.cli.cases.ReplayCommand;
import guanka.cli.cases.TestCommand;
import guanka.cli.decisions.DecideCommand;
import guanka.cli.imports.ImportCommand;
import guanka.cli.records.BackupCommand;
import guanka.cli.records.VerifyRecordsCommand;
import guanka.cli.releases.SignCommand;
import guanka.cli.releases.VerifyCommand;
import guanka.cli.rulesets.Build;
import guanka.cli.tables.DiffCommand;
import guanka.cli.tables.TextCommand;
import guanka.cli.tables.ValidateCommand;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line. It decides by the same code as the service, offline.
 *
 * <p>Exit codes: 0 all is well, 1 something failed (a mistake in a workbook, a case that breaks or is malformed, a decision that moved), 2 the
 * command was not understood or a file that it names cannot be read.
 */
@Command(
        name = "guanka",
        description = "Export-control determinations: check workbooks, run cases, decide and compare offline.",
        versionProvider = Build.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something failed: a mistake, a case that breaks or is malformed, a decision that moved",
            "2:the command was not understood, or a file cannot be read"
        },
        subcommands = {
            ValidateCommand.class,
            TestCommand.class,
            DecideCommand.class,
            DiffCommand.class,
            ReplayCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            TextCommand.class,
            ImportCommand.class,
            VerifyRecordsCommand.class,
            BackupCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
    }

    /** Runs a command as a process would, and returns its exit code. */
    public static int run(Terminal terminal, String... args) {
        CommandLine commands = new CommandLine(new Main(), new Commands(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> terminal.tell(failure));
        try {
            int code = commands.execute(args);
            terminal.out().flush();
            return terminal.out().checkError() ? Refusal.FAILED : code;
        } finally {
            terminal.err().flush();
        }
    }

    public static void main(String[] args) {
        // POI reports what it cannot read as a log; the commands report it as a mistake
        System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
        System.exit(run(Terminal.ofProcess(), args));
    }
}
