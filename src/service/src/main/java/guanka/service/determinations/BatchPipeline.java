package guanka.service.determinations;

import guanka.engine.decision.Cost;
import guanka.engine.decision.OverBudget;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Shipment;
import guanka.records.AppendResult;
import guanka.records.NewDetermination;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.LineReference;
import guanka.service.requests.Lines;
import guanka.service.rulesets.Edition;
import guanka.service.settings.Settings;
import guanka.service.workers.Background;
import guanka.service.workers.CostlyWork;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Decides lines of shipments chunk by chunk: the lines of a chunk are decided side by side, recorded in one transaction and
 * answered in order, while the next chunks are read. No more than a few chunks are ever in memory, and of their answers, of which
 * one may be hundreds of times as long as its line, no more than there is room for.
 */
@ApplicationScoped
public class BatchPipeline {

    private static final Logger LOG = Logger.getLogger(BatchPipeline.class);
    private static final int LINES_MAX = 128;
    private static final int BYTES_MAX = 1 << 20;
    private static final int AHEAD_MAX = 8;
    /** With so many chunks under way the deciders are busy, so that the next one may wait for more lines. */
    private static final int AHEAD_ENOUGH = 3;

    /** No more lines are decided together than this allows, so that others have their turn and progress is seen. */
    private static final long PART_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The answers to lines that are decided together; an ordinary chunk's are a quarter as long. */
    private static final long PART_BYTES = 4 << 20;

    /** Beyond its budget, until a line that does not end makes the service not ready. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final long UNREAD_LEAST = 16 << 20;

    private final Decider decider;
    private final Records records;
    private final ExecutorService deciders =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), BatchPipeline::thread);
    private final ExecutorService readers = Executors.newCachedThreadPool(BatchPipeline::thread);

    private static Thread thread(Runnable task) {
        return Background.thread(task, "guanka-batch");
    }

    private final UnreadAnswers unread;
    private final CostlyWork costly;
    private final Workers workers;

    BatchPipeline(Decider decider, Records records, CostlyWork costly, Workers workers, Settings settings) {
        unread = new UnreadAnswers(Math.max(UNREAD_LEAST, Runtime.getRuntime().maxMemory() / 8), settings.batchesMax());
        this.costly = costly;
        this.workers = workers;
        this.decider = decider;
        this.records = records;
    }

    public void stop() {
        deciders.shutdown();
        readers.shutdownNow();
    }

    /**
     * How lines are decided.
     *
     * @param keys      the idempotency key of a line, by its number; null for none
     * @param asked     what the keys stand for beside the facts, or null
     * @param shares    how many lines may be decided side by side
     */
    public record Options(
            Edition edition,
            boolean explained,
            boolean recorded,
            String actor,
            LongFunction<String> keys,
            String asked,
            int shares) {

        /** Keys that are a prefix and the number of the line; none where there is no prefix. */
        public static LongFunction<String> keys(String prefix) {
            return number -> prefix == null ? null : prefix + number;
        }
    }

    /** Every processor for a caller who waits. */
    public static final int ALL = Runtime.getRuntime().availableProcessors();

    /** Half of them for work in the background. */
    public static final int HALF = Math.max(1, ALL / 2);

    /**
     * The answer to one line.
     *
     * @param problem the problem that the answer reports, or null where it is a determination
     */
    public record LineAnswer(Lines.Line line, byte[] json, Problem problem) {}

    /**
     * Answers every line, each determination as it is to be shown; returns at the end of the lines, or throws where the caller has gone.
     * One thread reads and one writes, so that a caller who waits for each answer is served as well as one who sends all he has.
     */
    public void stream(Lines lines, Options options, UnaryOperator<byte[]> shown, OutputStream out) throws IOException {
        BlockingQueue<Chunk> ahead = new ArrayBlockingQueue<>(AHEAD_MAX);
        UnreadAnswers.OfABatch batch = unread.ofABatch();
        Future<?> reading = readers.submit(() -> read(lines, options, batch, ahead));
        try {
            for (Chunk chunk; (chunk = next(ahead, reading)) != Chunk.END; ) {
                write(chunk, options, batch, shown, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service stops");
        } finally {
            batch.end();
            reading.cancel(true);
        }
    }

    /** The next chunk; a reader that was stopped hands over no end. */
    private static Chunk next(BlockingQueue<Chunk> ahead, Future<?> reading) throws IOException, InterruptedException {
        while (true) {
            boolean isOver = reading.isDone();
            Chunk chunk = ahead.poll(isOver ? 0 : 1, TimeUnit.SECONDS);
            if (chunk != null) {
                return chunk;
            }
            if (isOver) {
                throw new InterruptedIOException("the lines are not read on");
            }
        }
    }

    /**
     * Lines that were read together.
     *
     * @param ahead the answers to the first of them, as many as there was room for; null where none was decided ahead
     */
    private record Chunk(List<Lines.Line> lines, CompletableFuture<Answers> ahead) {

        static final Chunk END = new Chunk(List.of(), null);
    }

    /** Answers to the first of some lines, and how long they are; they are taken out as they are written. */
    private record Answers(Deque<LineAnswer> answers, int count, long bytes) {}

    /** Hands over chunk after chunk, and an empty one at the end. */
    private void read(Lines lines, Options options, UnreadAnswers.OfABatch batch, BlockingQueue<Chunk> ahead) {
        try {
            try {
                for (List<Lines.Line> chunk; !(chunk = next(lines, ahead)).isEmpty(); ) {
                    ahead.put(new Chunk(chunk, batch.isWhole() ? ahead(chunk, options, batch) : null));
                }
            } catch (IOException broken) {
                ahead.put(new Chunk(List.of(), CompletableFuture.completedFuture(broken(broken))));
            } catch (RuntimeException | Error failed) {
                workers.fatalIfOfTheMachine("a batch", failed);
                ahead.put(new Chunk(List.of(), CompletableFuture.failedFuture(failed)));
            }
            ahead.put(Chunk.END);
        } catch (InterruptedException callerHasGone) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Answers> ahead(List<Lines.Line> lines, Options options, UnreadAnswers.OfABatch batch) {
        return begin(new Part(lines, false, batch::hasRoom), options, batch::add, batch::isEnded)
                .whenComplete((answers, failure) -> {
                    if (answers != null && answers.count() < lines.size()) {
                        batch.partial();
                    }
                });
    }

    /** Writes the answers that there are, then decides and writes those to the rest of its lines. */
    private void write(
            Chunk chunk, Options options, UnreadAnswers.OfABatch batch, UnaryOperator<byte[]> shown, OutputStream out)
            throws IOException, InterruptedException {
        int done = 0;
        if (chunk.ahead() != null) {
            Answers first = chunk.ahead().join();
            done = first.count();
            write(first, batch, shown, out);
        }
        boolean isRest = done < chunk.lines().size();
        boolean hasRoom = true; // where one line has waited in vain, those after it do not wait as long again
        while (done < chunk.lines().size()) {
            List<Lines.Line> rest = chunk.lines().subList(done, chunk.lines().size());
            hasRoom = batch.awaitRoom(hasRoom);
            Answers more = hasRoom
                    ? begin(new Part(rest, true, batch::hasRoomBesideOthers), options, batch::add, batch::isEnded)
                            .join()
                    : noRoom(rest.get(0));
            done += more.count();
            write(more, batch, shown, out);
        }
        if (isRest && chunk.ahead() != null) {
            batch.whole();
        }
    }

    private static Answers noRoom(Lines.Line line) {
        Problem problem = Problem.of(Kind.UNAVAILABLE, "as many answers as there is room for are not read yet");
        return answers(List.of(problem(line, problem)), 0);
    }

    private static Answers broken(IOException why) {
        Problem problem = Problem.of(Kind.BAD_REQUEST, "the body cannot be read on: " + why.getMessage());
        return answers(List.of(new LineAnswer(null, problem.json(), problem)), 0);
    }

    private static Answers answers(List<LineAnswer> answers, long bytes) {
        return new Answers(new ArrayDeque<>(answers), answers.size(), bytes);
    }

    /** Waits for a line, then takes the others that have arrived; it waits for more only while enough chunks are under way. */
    private static List<Lines.Line> next(Lines lines, Collection<?> ahead) throws IOException, InterruptedException {
        List<Lines.Line> chunk = new ArrayList<>();
        long bytes = 0;
        do {
            Lines.Line line = lines.nextFilled();
            if (line == null) {
                break;
            }
            chunk.add(line);
            bytes += line.bytes().length;
        } while (chunk.size() < LINES_MAX && bytes < BYTES_MAX && moreComes(lines, ahead));
        return chunk;
    }

    /**
     * Ends the wait once the chunks under way become few, so that a caller who waits for answers before sending more gets them.
     */
    private static boolean moreComes(Lines lines, Collection<?> ahead) throws IOException, InterruptedException {
        while (!lines.ready()) {
            if (ahead.size() < AHEAD_ENOUGH) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    private static void write(
            Answers answers, UnreadAnswers.OfABatch batch, UnaryOperator<byte[]> shown, OutputStream out)
            throws IOException {
        if (answers.count() == 0) {
            return;
        }
        var buffer = new BufferedOutputStream(out, 64 << 10);
        for (LineAnswer answer; (answer = answers.answers().poll()) != null; ) {
            buffer.write(answer.problem() == null ? shown.apply(answer.json()) : answer.json());
            buffer.write('\n');
        }
        buffer.flush();
        batch.written(answers.bytes());
    }

    /**
     * Decides the first of some lines side by side and records them together: at least one, and as many as a second and the room for
     * their answers allow; one that is large by its facts is decided by itself, in turn with other callers'.
     *
     * @param gone whether nobody wants the answers any more
     * @return answers in order, which may be fewer than the lines
     */
    public CompletableFuture<List<LineAnswer>> answer(List<Lines.Line> lines, Options options, BooleanSupplier gone) {
        return begin(new Part(lines, true, () -> true), options, bytes -> {}, gone)
                .thenApply(answers -> List.copyOf(answers.answers()));
    }

    /** The first of some lines, as far as they are decided together. */
    private static final class Part {

        private final List<Lines.Line> lines;
        private final boolean wanted;
        private final BooleanSupplier hasRoom;
        private final Object[] decided; // UnrecordedDetermination or LineAnswer
        private int count;
        private long bytes;
        private long end;
        private boolean closed;

        /** @param wanted whether somebody waits for the first line, so that it is decided in any case */
        Part(List<Lines.Line> lines, boolean wanted, BooleanSupplier hasRoom) {
            this.lines = lines;
            this.wanted = wanted;
            this.hasRoom = hasRoom;
            decided = new Object[lines.size()];
        }

        private boolean takesMore() {
            if (closed || count == lines.size()) {
                return false;
            }
            if (count == 0) {
                end = System.nanoTime() + PART_NANOS;
                return wanted || hasRoom.getAsBoolean();
            }
            return System.nanoTime() < end && bytes < PART_BYTES && hasRoom.getAsBoolean();
        }

        synchronized void made(long more) {
            bytes += more;
        }

        List<Lines.Line> linesDone() {
            return lines.subList(0, count);
        }

        Object[] done() {
            return Arrays.copyOf(decided, count);
        }
    }

    /** A line that is to be decided next: what was read of it, or the problem that it has. */
    private record Begun(int at, Lines.Line line, Shipment shipment, LineAnswer refused, boolean large) {}

    /** The next line, or null where no more are decided with those before it. */
    private Begun next(Part part, Options options) {
        synchronized (part) {
            if (!part.takesMore()) {
                part.closed = true;
                return null;
            }
            Lines.Line line = part.lines.get(part.count);
            Shipment shipment = null;
            LineAnswer refused = null;
            try {
                if (line.tooLarge()) {
                    refused = problem(
                            line, Problem.of(Kind.TOO_LARGE, "it is larger than " + Lines.LINE_BYTES_MAX + " bytes"));
                } else {
                    shipment = options.edition().reader().read(line.bytes());
                }
            } catch (RuntimeException why) {
                refused = problem(line, problem(why, line));
            }
            boolean large = shipment != null && Cost.isLarge(shipment);
            if (large && (part.count > 0 || !part.wanted)) {
                part.closed = true;
                return null;
            }
            part.closed = large;
            return new Begun(part.count++, line, shipment, refused, large);
        }
    }

    private CompletableFuture<Answers> begin(Part part, Options options, LongConsumer made, BooleanSupplier gone) {
        CompletableFuture<?>[] running = new CompletableFuture<?>[Math.min(part.lines.size(), options.shares())];
        for (int share = 0; share < running.length; share++) {
            running[share] = CompletableFuture.supplyAsync(() -> decide(part, options, made, gone), deciders)
                    .thenCompose(large -> large);
        }
        return CompletableFuture.allOf(running)
                .thenCompose(all -> options.recorded()
                        ? record(part.linesDone(), part.done(), options)
                        : unrecorded(part.linesDone(), part.done()))
                .thenApply(answers -> answers(answers, part.bytes));
    }

    /** Decides line after line; what is returned ends with the large one, if there is one. */
    private CompletableFuture<Void> decide(Part part, Options options, LongConsumer made, BooleanSupplier gone) {
        // whoever waits for a part cannot tell a line that does not end from one that waits for its turn
        Workers.Worker busy = workers.watch(
                "guanka-batch-" + Thread.currentThread().getId(),
                costly.limits().time().plus(GRACE));
        try {
            for (Begun begun; (begun = next(part, options)) != null; busy.turn()) {
                Begun one = begun;
                Supplier<Object> decision = () -> decide(one, options, gone);
                if (begun.large()) {
                    return costly.inTurn(options.actor(), gone, decision)
                            .exceptionally(failure -> problem(one.line(), problem(cause(failure), one.line())))
                            .thenAccept(decided -> keep(part, one, decided, made));
                }
                keep(part, one, decision.get(), made);
            }
            return CompletableFuture.completedFuture(null);
        } catch (Error error) {
            workers.fatal("a batch", error);
            throw error;
        } finally {
            busy.end();
        }
    }

    private static void keep(Part part, Begun begun, Object decided, LongConsumer made) {
        part.decided[begun.at()] = decided;
        long bytes = decided instanceof UnrecordedDetermination one
                ? one.answer().length
                : ((LineAnswer) decided).json().length;
        part.made(bytes);
        made.accept(bytes);
    }

    private Object decide(Begun begun, Options options, BooleanSupplier gone) {
        if (begun.refused() != null) {
            return begun.refused();
        }
        try {
            return decider.decide(options.edition(), begun.line().bytes(), begun.shipment(), options.explained(), gone);
        } catch (RuntimeException why) {
            return problem(begun.line(), problem(why, begun.line()));
        }
    }

    private static Problem problem(Throwable why, Lines.Line line) {
        if (why instanceof RefusedShipment refused) {
            return Problem.of(refused);
        }
        if (why instanceof NotJson notJson) {
            return Problem.of(notJson);
        }
        if (why instanceof OverBudget over) {
            return Problem.of(over);
        }
        if (why instanceof Refusal refused) {
            return refused.problem();
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(why, "incident %s in line %d of a batch", incident, line.number());
        return Problem.of(Kind.FAILED, "incident " + incident);
    }

    private static CompletionStage<List<LineAnswer>> unrecorded(List<Lines.Line> chunk, Object[] decided) {
        List<LineAnswer> answers = new ArrayList<>(decided.length);
        for (int i = 0; i < decided.length; i++) {
            answers.add(
                    decided[i] instanceof UnrecordedDetermination one
                            ? new LineAnswer(chunk.get(i), one.answer(), null)
                            : (LineAnswer) decided[i]);
        }
        return CompletableFuture.completedStage(answers);
    }

    private CompletionStage<List<LineAnswer>> record(List<Lines.Line> chunk, Object[] decided, Options options) {
        List<NewDetermination> written = new ArrayList<>(decided.length);
        for (int i = 0; i < decided.length; i++) {
            if (decided[i] instanceof UnrecordedDetermination one) {
                String key = options.keys().apply(chunk.get(i).number());
                written.add(one.by(options.actor(), key, options.asked()));
            }
        }
        if (written.isEmpty()) {
            return unrecorded(chunk, decided);
        }
        return records.log()
                .appendAll(written)
                .handle((appended, failure) -> answered(chunk, decided, appended, failure));
    }

    private static List<LineAnswer> answered(
            List<Lines.Line> chunk, Object[] decided, List<AppendResult> appended, Throwable failure) {
        List<LineAnswer> answers = new ArrayList<>(decided.length);
        int next = 0;
        for (int i = 0; i < decided.length; i++) {
            Lines.Line line = chunk.get(i);
            if (decided[i] instanceof LineAnswer refused) {
                answers.add(refused);
            } else if (failure != null) {
                answers.add(problem(line, Problem.notRecorded(cause(failure))));
            } else {
                answers.add(answered(line, (UnrecordedDetermination) decided[i], appended.get(next++)));
            }
        }
        return answers;
    }

    private static LineAnswer answered(Lines.Line line, UnrecordedDetermination decided, AppendResult appended) {
        if (appended instanceof AppendResult.Known known) {
            return new LineAnswer(line, known.earlier().answer(), null);
        }
        if (appended instanceof AppendResult.OtherFacts other) {
            return problem(line, Problem.keyUsed(other.earlier()));
        }
        return new LineAnswer(line, decided.answer(), null);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static LineAnswer problem(Lines.Line line, Problem problem) {
        Problem told = problem.inLine(line.number(), LineReference.of(line, "reference"));
        return new LineAnswer(line, told.json(), problem);
    }
}
