package guanka.cli.cases;

import guanka.cli.rulesets.Kjar;
import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.Guanka;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.Ruleset;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.RowCoverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs cases and shows which rows they reach. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs cases: names every case that breaks with what was expected, what came out and the row behind it.",
            "A case whose expectation is not understood is malformed: it is told by JSON Pointer and never holds.",
            "Then names the rows and rules that no case reaches."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case holds",
            "1:a case breaks, is malformed or cannot be decided, or the ruleset is refused",
            "2:the command was not understood, or a file cannot be read or holds no case"
        })
public final class TestCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    private record Report(
            String ruleset,
            String digest,
            int cases,
            List<Failure> failures,
            List<Malformed> malformed,
            List<RowCoverage.SheetCoverage> coverage,
            List<String> silentRules) {}

    private record Malformed(String id, String place, List<String> mistakes) {}

    private record Failure(
            String id,
            String title,
            String source,
            String place,
            String fault,
            List<Difference> differences,
            List<List<String>> because) {}

    private final Terminal terminal;

    @Option(
            names = "--ruleset",
            paramLabel = "FILE.jar",
            description = "the kjar to test; default: the one that the build packed")
    private Path ruleset;

    @Option(
            names = "--cases",
            paramLabel = "DIR|FILE",
            description =
                    "cases: .json files (also below a folder), or one a line in .ndjson; default: those of the kjar")
    private Path cases;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "write a report for the build server")
    private Path junitXml;

    @Option(names = "--all-rows", description = "name every row that no case reaches, not the first ten of each sheet")
    private boolean allRows;

    @Option(names = "--json", description = "print the report as one JSON object")
    private boolean json;

    public TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try {
            return run();
        } catch (IOException | RuntimeException e) {
            if (junitXml != null) {
                JunitXml.write(junitXml, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private int run() throws IOException {
        Kjar kjar = Rulesets.of(ruleset);
        Ruleset loaded;
        List<CaseFiles.Placed> given;
        List<CaseVerdict> verdicts;
        try (Guanka guanka = kjar.load()) {
            loaded = guanka.ruleset();
            given = cases == null ? CaseFiles.of(guanka.decisions()) : CaseFiles.of(cases, false, loaded);
            var replay = new Replay(guanka.decisions());
            verdicts = given.stream().map(one -> CaseVerdict.of(one, replay)).toList();
        }
        var coverage = new RowCoverage(loaded);
        verdicts.stream().filter(v -> v.trace() != null).forEach(v -> coverage.add(v.trace()));
        if (junitXml != null) {
            JunitXml.write(junitXml, verdicts);
        }
        long malformed = verdicts.stream().filter(CaseVerdict::isMalformed).count();
        long failed = verdicts.stream().filter(v -> !v.holds()).count() - malformed;
        if (json) {
            List<Failure> failures = verdicts.stream()
                    .filter(v -> !v.holds() && !v.isMalformed())
                    .map(TestCommand::failure)
                    .toList();
            var report = new Report(
                    loaded.version(),
                    loaded.digest(),
                    verdicts.size(),
                    failures,
                    given.stream()
                            .filter(one -> !one.mistakes().isEmpty())
                            .map(one -> new Malformed(one.content().id(), one.place(), one.mistakes()))
                            .toList(),
                    coverage.sheets(),
                    coverage.silentRules());
            terminal.out().println(new String(CanonicalJson.write(report), StandardCharsets.UTF_8));
        } else {
            TestReport.failures(verdicts, terminal.out());
            TestReport.coverage(coverage, allRows, terminal.out());
            terminal.out()
                    .println("ruleset " + loaded.version() + ": " + verdicts.size() + " cases, " + failed + " failed"
                            + (malformed > 0 ? ", " + malformed + " malformed" : ""));
        }
        given.forEach(one -> one.told().forEach(terminal.err()::println));
        return failed + malformed > 0 ? Refusal.FAILED : Refusal.OK;
    }

    private static Failure failure(CaseVerdict verdict) {
        var of = verdict.of().content();
        return new Failure(
                of.id(),
                of.title(),
                of.source(),
                verdict.of().place(),
                verdict.fault(),
                verdict.differences(),
                verdict.because());
    }
}
