package guanka.service.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import guanka.records.Job;
import guanka.records.JobKind;
import guanka.records.JobTable;
import guanka.records.NewJob;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Keeps the lines of a job on disk while they arrive; a part is all that is ever in memory. */
final class Submission {

    private static final int LINES_MAX = 1_000;
    private static final int BYTES_MAX = 8 << 20;

    private final JobTable jobs;
    private final UUID id;
    private final JobQuota quota;
    private final String actor;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private int parts;
    private int lines;
    private int filled;
    private long room;
    private long firstLine = 1;

    private final MessageDigest digest;

    private Submission(JobTable jobs, UUID id, String asked, JobQuota quota, String actor) {
        this.jobs = jobs;
        this.id = id;
        this.quota = quota;
        this.actor = actor;
        digest = digest(asked);
    }

    /**
     * What a caller asks for.
     *
     * @param kind     what the lines are
     * @param key      under which he may hand the same in again, or null
     * @param ruleset  version that he names, or null
     * @param version  that decides
     * @param since    version with whose hits those of a screening are compared, or null
     */
    record Asked(
            JobKind kind, String actor, String key, String ruleset, String version, String since, boolean recorded) {

        private String otherwise() {
            String shipments = (ruleset == null ? "" : ruleset) + "\n" + recorded;
            return kind == JobKind.DETERMINATIONS ? shipments : kind + "\n" + since + "\n" + shipments;
        }
    }

    private static MessageDigest digest(String asked) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(asked.getBytes(UTF_8));
            digest.update((byte) '\n');
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By what the same job is known again: the parameters and every line. */
    private static String digestOf(Asked asked, Lines lines) throws IOException {
        MessageDigest digest = digest(asked.otherwise());
        for (Lines.Line line; (line = lines.next()) != null; ) {
            digest.update(line.tooLarge() ? TOO_LARGE : line.bytes());
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Takes in a whole job, once under each key.
     *
     * @throws Refusal     where the key was used for something else, or the caller has as much waiting as he may
     * @throws IOException where the caller left before the end; nothing of the job remains to be decided
     */
    static Job take(JobTable jobs, UUID id, Asked asked, Lines lines, JobQuota quota) throws IOException {
        Job job = jobs.create(new NewJob(
                id,
                asked.kind(),
                asked.actor(),
                Instant.now(),
                asked.version(),
                asked.since(),
                asked.key(),
                asked.recorded()));
        if (!job.id().equals(id)) {
            if (!digestOf(asked, lines).equals(job.submission())) {
                throw new Refusal(Problem.of(
                        Kind.KEY_USED, "the key was used for other lines or other parameters, by job " + job.id()));
            }
            return job;
        }
        Submission submission = new Submission(jobs, id, asked.otherwise(), quota, asked.actor());
        try {
            quota.check(jobs.waiting(asked.actor()));
            for (Lines.Line line; (line = lines.next()) != null; ) {
                submission.add(line);
            }
            submission.endPart();
        } catch (IOException | RuntimeException e) {
            jobs.abandon(id, Instant.now());
            throw e;
        }
        return jobs.close(id, Instant.now(), HexFormat.of().formatHex(submission.digest.digest()));
    }

    private void add(Lines.Line line) {
        byte[] bytes = line.tooLarge() ? TOO_LARGE : line.bytes();
        // blank lines are no work: a part may have any number of them
        if (filled == LINES_MAX || part.size() > 0 && part.size() + bytes.length > BYTES_MAX) {
            endPart();
        }
        digest.update(bytes);
        digest.update((byte) '\n');
        part.writeBytes(bytes);
        part.write('\n');
        lines++;
        filled += line.isBlank() ? 0 : 1;
    }

    /** Replaces a line that is too long; as it is no JSON, the line is answered with a problem in its place. */
    private static final byte[] TOO_LARGE = "this line was longer than a line may be".getBytes(UTF_8);

    private void endPart() {
        if (lines > 0) {
            parts++;
            if (room <= 0) {
                room = quota.room(jobs.waiting(actor));
            }
            room -= jobs.addPart(id, parts, firstLine, lines, part.toByteArray());
            firstLine += lines;
            part.reset();
            lines = 0;
            filled = 0;
        }
    }
}
