package guanka.service.jobs;

import guanka.records.ClaimedPart;
import guanka.records.JobTable;
import guanka.records.StoreUnavailable;
import guanka.service.determinations.BatchPipeline;
import guanka.service.problems.Kind;
import guanka.service.records.Records;
import guanka.service.requests.Lines;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Decides the parts of jobs, one after the other. A part that was begun and not finished is done again: its lines have
 * idempotency keys, so what was recorded before is answered again and nothing is recorded twice.
 */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final long LOOK_S = 1;
    private static final int CHUNK = 256;

    private final Records records;
    private final ActiveRuleset rulesets;
    private final BatchPipeline pipeline;
    private final Duration lease;
    private final String owner = UUID.randomUUID().toString();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::work, "guanka-jobs");
    private volatile boolean stopping;

    JobRunner(Records records, ActiveRuleset rulesets, BatchPipeline pipeline, Settings settings) {
        this.records = records;
        this.rulesets = rulesets;
        this.pipeline = pipeline;
        this.lease = settings.jobs().lease();
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public void stop() {
        stopping = true;
        news.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Announces that there may be work. */
    void look() {
        news.release();
    }

    private void work() {
        while (!stopping) {
            try {
                JobTable jobs = records.jobs();
                var claimed = jobs.claimNext(owner, Instant.now(), lease);
                if (claimed.isPresent()) {
                    decide(jobs, claimed.get());
                } else {
                    pause();
                }
            } catch (StoreUnavailable e) {
                pause();
            } catch (RuntimeException e) {
                LOG.error("a part of a job could not be decided and will be tried again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (news.tryAcquire(LOOK_S, TimeUnit.SECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void decide(JobTable jobs, ClaimedPart part) {
        BatchPipeline.Options options = new BatchPipeline.Options(
                rulesets.released(part.rulesetVersion()), false, true, part.actor(), "job/" + part.job() + "/");
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int problems = 0;
        Instant renewed = Instant.now();
        for (List<Lines.Line> chunk : chunks(part)) {
            if (stopping) {
                jobs.release(part.job(), part.part(), owner);
                return;
            }
            for (BatchPipeline.LineAnswer answer :
                    pipeline.answer(chunk, options).join()) {
                if (answer.problem() != null && answer.problem().is(Kind.NOT_RECORDED)) {
                    throw new StoreUnavailable("line " + answer.line().number() + " could not be recorded");
                }
                problems += answer.problem() == null ? 0 : 1;
                result.writeBytes(answer.json());
                result.write('\n');
            }
            if (renewed.plus(lease.dividedBy(3)).isBefore(Instant.now())) {
                renewed = Instant.now();
                if (!jobs.renew(part.job(), part.part(), owner, renewed.plus(lease))) {
                    return; // cancelled, or another instance took over
                }
            }
        }
        jobs.finishPart(part.job(), part.part(), owner, result.toByteArray(), problems, Instant.now());
    }

    private static List<List<Lines.Line>> chunks(ClaimedPart part) {
        List<List<Lines.Line>> chunks = new ArrayList<>();
        List<Lines.Line> chunk = new ArrayList<>();
        Lines lines = new Lines(new ByteArrayInputStream(part.input()), Lines.LINE_BYTES_MAX, part.firstLine());
        try {
            for (Lines.Line line; (line = lines.nextFilled()) != null; ) {
                chunk.add(line);
                if (chunk.size() == CHUNK) {
                    chunks.add(chunk);
                    chunk = new ArrayList<>();
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
