package guanka.cli.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.decision.Decisions;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.workbench.impact.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Decides the same cases under two rulesets and shows what moved. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Decides the same cases under two rulesets and shows which decisions moved, milder ones first.",
            "The last line is made for a commit message. Where a case is malformed nothing is compared."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no decision moved, or moves are allowed",
            "1:a decision moved, a case is malformed, or a ruleset is refused",
            "2:the command was not understood, or a file cannot be read or holds no case"
        })
public final class ReplayCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    private record Report(
            String ruleset,
            String baseline,
            int cases,
            List<Cell> matrix,
            List<Moved> moved,
            List<Moved> findingsOnly,
            String summary) {}

    private record Cell(String from, String to, long cases) {}

    private record Moved(
            String id, String title, String direction, Side before, Side after, List<String> gone, List<String> come) {}

    private record Side(String outcome, String reviewPolicy, List<String> jurisdictions) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Option(
            names = "--ruleset",
            paramLabel = "FILE.jar",
            description = "the kjar whose decisions are looked at; default: the one that the build packed")
    private Path ruleset;

    @Option(
            names = "--baseline",
            required = true,
            paramLabel = "FILE.jar",
            description = "the kjar that it is compared with")
    private Path baseline;

    @Option(
            names = "--cases",
            paramLabel = "DIR|FILE",
            description = "cases or shipments: .json, or one a line in .ndjson; default: the cases of the ruleset")
    private Path cases;

    @Option(names = "--allow-moves", description = "end with 0 although decisions moved")
    private boolean allowMoves;

    @Option(names = "--json", description = "print the comparison as one JSON object")
    private boolean json;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Ruleset after = Rulesets.of(ruleset).load();
        Ruleset before = Rulesets.of(baseline).load();
        var moves = new Moves();
        try (var decisionsAfter = new Decisions(after);
                var decisionsBefore = new Decisions(before)) {
            List<CaseFiles.Placed> given =
                    cases == null ? CaseFiles.of(after) : CaseFiles.of(cases, true, after, before);
            List<String> mistakes =
                    given.stream().flatMap(one -> one.told().stream()).toList();
            if (!mistakes.isEmpty()) {
                throw Refusal.failed(mistakes);
            }
            var readerAfter = new ShipmentReader(after);
            var readerBefore = new ShipmentReader(before);
            for (CaseFiles.Placed one : given) {
                byte[] facts = JSON.writeValueAsBytes(one.content().shipment());
                moves.add(new Moves.Move(
                        one,
                        Answer.of(facts, decisionsBefore, readerBefore),
                        Answer.of(facts, decisionsAfter, readerAfter)));
            }
        }
        if (json) {
            List<Cell> matrix = moves.matrix().entrySet().stream()
                    .map(e -> new Cell(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                    .toList();
            var report = new Report(
                    after.version() + " " + after.digest(),
                    before.version() + " " + before.digest(),
                    moves.cases(),
                    matrix,
                    moves.moved().stream().map(ReplayCommand::moved).toList(),
                    moves.findingsOnly().stream().map(ReplayCommand::moved).toList(),
                    moves.summary());
            terminal.out().println(new String(CanonicalJson.write(report), StandardCharsets.UTF_8));
        } else {
            print(moves, terminal.out());
        }
        return moves.moved().isEmpty() || allowMoves ? Refusal.OK : Refusal.FAILED;
    }

    private static Moved moved(Moves.Move move) {
        var of = move.of().content();
        return new Moved(
                of.id(),
                of.title(),
                move.direction(),
                answer(move.before()),
                answer(move.after()),
                move.gone(),
                move.come());
    }

    private static Side answer(Answer answer) {
        return new Side(answer.outcome(), answer.reviewPolicy(), parts(answer));
    }

    private static List<String> parts(Answer answer) {
        return answer.parts().entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue().outcome() + " "
                        + part.getValue().reviewPolicy())
                .toList();
    }

    private static void print(Moves moves, PrintWriter out) {
        moves.matrix()
                .forEach((pair, count) -> out.println(String.format("%6d  %s to %s", count, pair.get(0), pair.get(1))));
        for (Moves.Move move : moves.moved()) {
            var of = move.of().content();
            out.println(move.direction() + " " + of.id() + (of.title().isEmpty() ? "" : ": " + of.title()));
            out.println("  was " + told(move.before()) + ", is " + told(move.after()));
            findings(move, out);
        }
        if (!moves.findingsOnly().isEmpty()) {
            out.println("The decision stays, findings differ:");
            for (Moves.Move move : moves.findingsOnly()) {
                out.println("same " + move.of().content().id());
                findings(move, out);
            }
        }
        out.println(moves.summary());
    }

    private static String told(Answer answer) {
        return answer.outcome()
                + (answer.reviewPolicy() == null ? "" : " (" + answer.reviewPolicy() + ")")
                + (answer.parts().size() < 2 ? "" : " " + parts(answer));
    }

    private static void findings(Moves.Move move, PrintWriter out) {
        move.gone().forEach(finding -> out.println("  - " + finding));
        move.come().forEach(finding -> out.println("  + " + finding));
    }
}
