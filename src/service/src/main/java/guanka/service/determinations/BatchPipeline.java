package guanka.service.determinations;

import guanka.engine.decision.OverBudget;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.records.AppendResult;
import guanka.records.NewDetermination;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.LineReference;
import guanka.service.requests.Lines;
import guanka.service.rulesets.Edition;
import guanka.service.workers.Background;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
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

    /** Of dear lines no more are decided together than this, so that others have their turn and progress is seen. */
    private static final long CHUNK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Decider decider;
    private final Records records;
    private final ExecutorService deciders =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), BatchPipeline::thread);
    private final ExecutorService readers = Executors.newCachedThreadPool(BatchPipeline::thread);

    private static Thread thread(Runnable task) {
        return Background.thread(task, "guanka-batch");
    }

    private final UnreadAnswers unread = new UnreadAnswers();
    private final Workers workers;

    BatchPipeline(Decider decider, Records records, Workers workers) {
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
     * Answers every line, each determination as it is to be shown; returns at the end of the lines, or throws where the caller has gone. One thread reads and one writes, so
     * that a caller who waits for each answer is served as well as one who sends all he has.
     */
    public void stream(Lines lines, Options options, UnaryOperator<byte[]> shown, OutputStream out) throws IOException {
        BlockingQueue<Chunk> ahead = new ArrayBlockingQueue<>(AHEAD_MAX);
        UnreadAnswers.OfABatch batch = unread.ofABatch();
        Future<?> reading = readers.submit(() -> read(lines, options, batch, ahead));
        try {
            for (Chunk chunk; !(chunk = ahead.take()).isEnd(); ) {
                write(chunk, options, batch, shown, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service stops");
        } finally {
            reading.cancel(true);
            batch.end();
        }
    }

    /** Lines, and the answers to the first of them, as many as there was room for; none at the end. */
    private record Chunk(List<Lines.Line> lines, CompletableFuture<Answered> answered) {

        static final Chunk END = new Chunk(List.of(), null);

        boolean isEnd() {
            return this == END;
        }
    }

    /** Hands over chunk after chunk, and an empty one at the end. */
    private void read(Lines lines, Options options, UnreadAnswers.OfABatch batch, BlockingQueue<Chunk> ahead) {
        try {
            try {
                for (List<Lines.Line> chunk; !(chunk = next(lines, ahead)).isEmpty(); ) {
                    ahead.put(new Chunk(chunk, decided(chunk, options, batch::hasRoom, batch::add)));
                }
            } catch (IOException broken) {
                ahead.put(new Chunk(List.of(), CompletableFuture.completedFuture(broken(broken))));
            }
            ahead.put(Chunk.END);
        } catch (InterruptedException callerHasGone) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the answers that there are, and then those to the rest of its lines. */
    private void write(
            Chunk chunk, Options options, UnreadAnswers.OfABatch batch, UnaryOperator<byte[]> shown, OutputStream out)
            throws IOException, InterruptedException {
        Answered first = chunk.answered().join();
        write(first, batch, shown, out);
        int done = first.answers().size();
        while (done < chunk.lines().size()) {
            List<Lines.Line> rest = chunk.lines().subList(done, chunk.lines().size());
            Answered more = batch.awaitRoom()
                    ? decided(rest, options, atLeastOne(batch::hasRoom), batch::add)
                            .join()
                    : noRoom(rest.get(0));
            write(more, batch, shown, out);
            done += more.answers().size();
        }
    }

    private static BooleanSupplier atLeastOne(BooleanSupplier more) {
        AtomicBoolean begun = new AtomicBoolean();
        return () -> !begun.getAndSet(true) || more.getAsBoolean();
    }

    private static Answered noRoom(Lines.Line line) {
        Problem problem = Problem.of(Kind.UNAVAILABLE, "as many answers as there is room for are not read yet");
        return new Answered(List.of(problem(line, problem)), 0);
    }

    private static Answered broken(IOException why) {
        Problem problem = Problem.of(Kind.BAD_REQUEST, "the body cannot be read on: " + why.getMessage());
        return new Answered(List.of(new LineAnswer(null, problem.json(), problem)), 0);
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
            Answered answered, UnreadAnswers.OfABatch batch, UnaryOperator<byte[]> shown, OutputStream out)
            throws IOException {
        var buffer = new BufferedOutputStream(out, 64 << 10);
        for (LineAnswer answer : answered.answers()) {
            buffer.write(answer.problem() == null ? shown.apply(answer.json()) : answer.json());
            buffer.write('\n');
        }
        buffer.flush();
        batch.written(answered.bytes());
    }

    /**
     * Decides the first of some lines side by side and records them together: at least one, and as many as a second and the room for
     * their answers allow. Never completes exceptionally.
     *
     * @return answers in order, which may be fewer than the lines
     */
    public CompletableFuture<List<LineAnswer>> answer(List<Lines.Line> lines, Options options) {
        AtomicLong bytes = new AtomicLong();
        return decided(lines, options, atLeastOne(() -> bytes.get() < UnreadAnswers.BYTES_OF_A_BATCH), bytes::addAndGet)
                .thenApply(Answered::answers);
    }

    /** Answers, and how long they were when they were made. */
    private record Answered(List<LineAnswer> answers, long bytes) {}

    /** Lines of which the first so many have been begun. */
    private static final class Begun {

        private final List<Lines.Line> lines;
        private final BooleanSupplier hasRoom;
        private final Object[] decided; // UnrecordedDetermination or Problem
        private int count;
        private long end;

        Begun(List<Lines.Line> lines, BooleanSupplier hasRoom) {
            this.lines = lines;
            this.hasRoom = hasRoom;
            decided = new Object[lines.size()];
        }

        /** Which line is next, or -1. */
        synchronized int next() {
            if (count == 0) {
                end = System.nanoTime() + CHUNK_NANOS;
            } else if (System.nanoTime() >= end) {
                return -1;
            }
            return count < decided.length && hasRoom.getAsBoolean() ? count++ : -1;
        }

        List<Lines.Line> linesDone() {
            return lines.subList(0, count);
        }

        Object[] done() {
            return Arrays.copyOf(decided, count);
        }
    }

    private CompletableFuture<Answered> decided(
            List<Lines.Line> lines, Options options, BooleanSupplier hasRoom, LongConsumer made) {
        Begun begun = new Begun(lines, hasRoom);
        AtomicLong bytes = new AtomicLong();
        CompletableFuture<?>[] running = new CompletableFuture<?>[Math.min(lines.size(), options.shares())];
        for (int share = 0; share < running.length; share++) {
            running[share] = CompletableFuture.runAsync(
                    () -> {
                        try {
                            for (int i; (i = begun.next()) >= 0; ) {
                                begun.decided[i] = decide(lines.get(i), options);
                                if (begun.decided[i] instanceof UnrecordedDetermination one) {
                                    made.accept(one.answer().length);
                                    bytes.addAndGet(one.answer().length);
                                }
                            }
                        } catch (Error error) {
                            workers.fatal("a batch", error);
                            throw error;
                        }
                    },
                    deciders);
        }
        return CompletableFuture.allOf(running)
                .thenCompose(all -> options.recorded()
                        ? record(begun.linesDone(), begun.done(), options)
                        : unrecorded(begun.linesDone(), begun.done()))
                .thenApply(answers -> new Answered(answers, bytes.get()));
    }

    private Object decide(Lines.Line line, Options options) {
        if (line.tooLarge()) {
            return Problem.of(Kind.TOO_LARGE, "it is larger than " + Lines.LINE_BYTES_MAX + " bytes");
        }
        try {
            return decider.decide(options.edition(), line.bytes(), options.explained());
        } catch (RefusedShipment refused) {
            return Problem.of(refused);
        } catch (NotJson notJson) {
            return Problem.of(notJson);
        } catch (OverBudget over) {
            return Problem.of(over);
        } catch (Refusal refused) {
            return refused.problem();
        } catch (RuntimeException e) {
            String incident = UUID.randomUUID().toString();
            LOG.errorf(e, "incident %s in line %d of a batch", incident, line.number());
            return Problem.of(Kind.FAILED, "incident " + incident);
        }
    }

    private static CompletionStage<List<LineAnswer>> unrecorded(List<Lines.Line> chunk, Object[] decided) {
        List<LineAnswer> answers = new ArrayList<>(decided.length);
        for (int i = 0; i < decided.length; i++) {
            answers.add(
                    decided[i] instanceof UnrecordedDetermination one
                            ? new LineAnswer(chunk.get(i), one.answer(), null)
                            : problem(chunk.get(i), (Problem) decided[i]));
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
            if (decided[i] instanceof Problem problem) {
                answers.add(problem(line, problem));
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
