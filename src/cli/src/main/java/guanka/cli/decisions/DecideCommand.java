package guanka.cli.decisions;

import guanka.cli.rulesets.Rulesets;
import guanka.cli.terminal.Inputs;
import guanka.cli.terminal.JsonLines;
import guanka.cli.terminal.Refusal;
import guanka.cli.terminal.Terminal;
import guanka.engine.Guanka;
import guanka.engine.lines.LineAnswers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides shipments offline, one a line. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Decides shipments offline: NDJSON in, NDJSON out, in order, one determination or one problem a line.",
            "Ends with 1 where a line was no shipment. Nothing is recorded; `id` is `line-N`."
        })
public final class DecideCommand implements Callable<Integer> {

    /** Lines that may wait for each thread, and bytes that may wait altogether. */
    private static final int WAITING_LINES = 64;

    private static final long WAITING_BYTES = 64L << 20;

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|-",
            defaultValue = "-",
            description = "shipments, one a line; .gz is unpacked; - or nothing is the standard input")
    private Path file;

    @Option(
            names = "--ruleset",
            paramLabel = "FILE.jar",
            description = "the kjar that decides; default: the one that the build packed")
    private Path ruleset;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "decide on so many threads; default: as many as the machine has")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--evaluated-at",
            paramLabel = "INSTANT",
            description = "write this instant as evaluatedAt, so that two runs give the same bytes; default: now")
    private Instant evaluatedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    public DecideCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Waiting(Future<LineAnswers.Answer> answer, int bytes) {}

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || threads > 1024) {
            throw Refusal.usage("--threads must be from 1 to 1024, not " + threads);
        }
        boolean standardInput = file.toString().equals("-");
        try (InputStream in = standardInput ? new java.io.BufferedInputStream(terminal.in()) : Inputs.open(file);
                Guanka guanka = Rulesets.of(ruleset).load()) {
            return decide(
                    new JsonLines(in, LineAnswers.LINE_BYTES), new LineAnswers(guanka, evaluatedAt), terminal.bytes());
        }
    }

    private int decide(JsonLines lines, LineAnswers answers, OutputStream out) throws IOException {
        var waiting = new ArrayDeque<Waiting>();
        var buffered = new java.io.BufferedOutputStream(out, 1 << 16);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        long bytes = 0;
        long answered = 0;
        long problems = 0;
        try {
            for (JsonLines.Line line; (line = lines.next()) != null; ) {
                JsonLines.Line one = line;
                int size = one.bytes() == null ? 0 : one.bytes().length;
                waiting.add(new Waiting(workers.submit(() -> answers.of(one.number(), one.bytes())), size));
                bytes += size;
                while (waiting.size() > threads * WAITING_LINES || bytes > WAITING_BYTES) {
                    Waiting first = waiting.remove();
                    bytes -= first.bytes;
                    problems += write(first, buffered);
                    answered++;
                }
            }
            while (!waiting.isEmpty()) {
                problems += write(waiting.remove(), buffered);
                answered++;
            }
        } finally {
            workers.shutdownNow();
            buffered.flush();
        }
        if (problems > 0) {
            terminal.err().println(problems + " of " + answered + " lines could not be decided");
        }
        return problems > 0 ? Refusal.FAILED : Refusal.OK;
    }

    private static int write(Waiting waiting, OutputStream out) throws IOException {
        try {
            LineAnswers.Answer answer = waiting.answer.get();
            out.write(answer.json());
            out.write('\n');
            return answer.isProblem() ? 1 : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
