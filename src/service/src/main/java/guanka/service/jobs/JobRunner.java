package guanka.service.jobs;

import guanka.records.ClaimedPart;
import guanka.records.JobKind;
import guanka.records.JobTable;
import guanka.records.PartAnswers;
import guanka.records.StoreUnavailable;
import guanka.service.clearances.Clearances;
import guanka.service.determinations.BatchPipeline;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.records.Records;
import guanka.service.requests.LineReference;
import guanka.service.requests.Lines;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.screenings.ScreenedLines;
import guanka.service.settings.Settings;
import guanka.service.workers.Background;
import guanka.service.workers.WorkerThread;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Decides or screens the parts of jobs, one after the other. A part that was begun and not finished is done again: its lines have
 * idempotency keys, so what was recorded before is answered again and nothing is recorded twice.
 */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int CHUNK = 256;

    private static final int CHUNK_BYTES = 128 << 10;

    /** The answers of a part, unpacked: whoever reads them has them in memory. */
    static final int RESULT_BYTES_MAX = 32 << 20;

    /** A part that was begun so often and never ended is not begun again: whatever it does would happen again. */
    static final int ATTEMPTS_MAX = 3;

    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final Records records;
    private final ActiveRuleset rulesets;
    private final Clearances clearances;
    private final BatchPipeline pipeline;
    private final Duration lease;
    private final String owner = UUID.randomUUID().toString();
    private final WorkerThread worker;
    private ClaimedPart innocent;

    JobRunner(
            Records records,
            ActiveRuleset rulesets,
            Clearances clearances,
            BatchPipeline pipeline,
            Settings settings,
            Workers workers) {
        worker = new WorkerThread("guanka-jobs", SILENCE, workers, this::round);
        this.clearances = clearances;
        this.records = records;
        this.rulesets = rulesets;
        this.pipeline = pipeline;
        this.lease = settings.jobs().lease();
    }

    public void start() {
        worker.start();
    }

    public void stop() {
        worker.stop();
    }

    /** Announces that there may be work. */
    void look() {
        worker.wake();
    }

    private void round() throws InterruptedException {
        JobTable jobs = records.jobs();
        ClaimedPart part = null;
        try {
            forgive(jobs);
            part = jobs.claimNext(owner, Instant.now(), lease).orElse(null);
            if (part == null) {
                worker.pause(LOOK);
            } else if (part.attempt() > ATTEMPTS_MAX) {
                giveUp(jobs, part);
            } else {
                decide(jobs, part);
            }
        } catch (StoreUnavailable e) {
            innocent = part;
            worker.pause(LOOK);
        } catch (RuntimeException e) {
            LOG.error("a part of a job could not be decided and will be tried again", e);
            worker.pause(LOOK);
        }
    }

    /** Where the store failed the part did nothing wrong: its attempt does not count. */
    private void forgive(JobTable jobs) {
        if (innocent != null) {
            jobs.release(innocent.job(), innocent.part(), owner);
            innocent = null;
        }
    }

    /** Answers every line of a part with a problem, so that the job comes to its end and its owner is told. */
    private void giveUp(JobTable jobs, ClaimedPart part) {
        LOG.errorf(
                "part %d of job %s was begun %d times and never ended: it is given up",
                part.part(), part.job(), ATTEMPTS_MAX);
        PartAnswers answers = new PartAnswers();
        for (List<Lines.Line> chunk : chunks(part)) {
            for (Lines.Line line : chunk) {
                answers.add(
                        Problem.of(
                                        Kind.FAILED,
                                        "its part of the job was begun " + ATTEMPTS_MAX
                                                + " times and never ended, and is given up")
                                .inLine(line.number(), LineReference.of(line, "reference"))
                                .json(),
                        true);
            }
        }
        jobs.finishPart(part.job(), part.part(), owner, answers, Instant.now());
    }

    private void decide(JobTable jobs, ClaimedPart part) {
        Function<List<Lines.Line>, CompletableFuture<Answered>> answering =
                part.kind() == JobKind.SCREENINGS ? screening(part) : deciding(part);
        PartAnswers answers = new PartAnswers();
        Lease held = new Lease(jobs, part);
        for (List<Lines.Line> chunk : chunks(part)) {
            for (List<Lines.Line> rest = chunk; !rest.isEmpty(); ) {
                CompletableFuture<Answered> asked =
                        answers.bytes() < RESULT_BYTES_MAX ? answering.apply(rest) : full(rest);
                if (!Background.awaits(asked, () -> worker.isStopping() || !held.isRenewed(), worker::turn)) {
                    if (worker.isStopping()) {
                        jobs.release(part.job(), part.part(), owner);
                    }
                    return; // or it was cancelled, or another instance took over
                }
                Answered some = asked.join();
                for (BatchPipeline.LineAnswer answer : some.answers()) {
                    if (answer.problem() != null && answer.problem().is(Kind.NOT_RECORDED)) {
                        throw new StoreUnavailable("line " + answer.line().number() + " could not be recorded");
                    }
                    answers.add(answer.json(), answer.problem() != null);
                }
                rest = rest.subList(some.lines(), rest.size());
            }
        }
        jobs.finishPart(part.job(), part.part(), owner, answers, Instant.now());
    }

    /** The claim to a part, which is made anew as time passes. */
    private final class Lease {

        private final JobTable jobs;
        private final ClaimedPart part;
        private Instant renewed = Instant.now();

        Lease(JobTable jobs, ClaimedPart part) {
            this.jobs = jobs;
            this.part = part;
        }

        /** Whether it still stands. */
        boolean isRenewed() {
            if (!renewed.plus(lease.dividedBy(3)).isBefore(Instant.now())) {
                return true;
            }
            renewed = Instant.now();
            return jobs.renew(part.job(), part.part(), owner, renewed.plus(lease));
        }
    }

    /** The first so many lines, and what is to be told of them. */
    private record Answered(int lines, List<BatchPipeline.LineAnswer> answers) {}

    private Function<List<Lines.Line>, CompletableFuture<Answered>> deciding(ClaimedPart part) {
        BatchPipeline.Options options = new BatchPipeline.Options(
                rulesets.released(part.rulesetVersion()),
                false,
                part.recorded(),
                part.actor(),
                BatchPipeline.Options.keys(part.recorded() ? "job/" + part.job() + "/" : null),
                null,
                BatchPipeline.HALF);
        return lines -> pipeline.answer(lines, options, worker::isStopping)
                .thenApply(answers -> new Answered(answers.size(), answers));
    }

    /** Answers only those that are to be told of. */
    private Function<List<Lines.Line>, CompletableFuture<Answered>> screening(ClaimedPart part) {
        var screened = new ScreenedLines(
                rulesets.released(part.rulesetVersion()),
                part.since() == null ? null : rulesets.released(part.since()),
                clearances);
        return chunk -> {
            List<BatchPipeline.LineAnswer> answers = new ArrayList<>();
            for (Lines.Line line : chunk) {
                ScreenedLines.Answer answer = screened.answer(line);
                if (answer.json() != null) {
                    answers.add(new BatchPipeline.LineAnswer(line, answer.json(), answer.problem()));
                }
            }
            return CompletableFuture.completedFuture(new Answered(chunk.size(), answers));
        };
    }

    private static CompletableFuture<Answered> full(List<Lines.Line> chunk) {
        List<BatchPipeline.LineAnswer> answers = chunk.stream()
                .map(line -> {
                    Problem problem = Problem.of(
                                    Kind.TOO_COSTLY,
                                    "the answers before it fill the " + (RESULT_BYTES_MAX >> 20)
                                            + " MiB that a part may have; hand it in again in another job")
                            .inLine(line.number(), LineReference.of(line, "reference"));
                    return new BatchPipeline.LineAnswer(line, problem.json(), problem);
                })
                .toList();
        return CompletableFuture.completedFuture(new Answered(chunk.size(), answers));
    }

    private static List<List<Lines.Line>> chunks(ClaimedPart part) {
        List<List<Lines.Line>> chunks = new ArrayList<>();
        List<Lines.Line> chunk = new ArrayList<>();
        long bytes = 0;
        Lines lines = Lines.of(part.input(), part.firstLine());
        try {
            for (Lines.Line line; (line = lines.nextFilled()) != null; ) {
                chunk.add(line);
                bytes += line.bytes().length;
                if (chunk.size() == CHUNK || bytes >= CHUNK_BYTES) {
                    chunks.add(chunk);
                    chunk = new ArrayList<>();
                    bytes = 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
