package guanka.service.jobs;

import guanka.records.Job;
import guanka.records.JobTable;
import guanka.service.requests.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** Keeps the lines of a job on disk while they arrive; a part is all that is ever in memory. */
final class Submission {

    private static final int LINES_MAX = 1_000;
    private static final int BYTES_MAX = 8 << 20;

    private final JobTable jobs;
    private final UUID id;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private int parts;
    private int lines;
    private long firstLine = 1;

    private Submission(JobTable jobs, UUID id) {
        this.jobs = jobs;
        this.id = id;
    }

    /**
     * Takes in a whole job.
     *
     * @throws IOException where the caller left before the end; nothing of the job remains to be decided
     */
    static Job take(JobTable jobs, UUID id, String actor, String version, Lines lines) throws IOException {
        jobs.create(id, actor, Instant.now(), version);
        Submission submission = new Submission(jobs, id);
        try {
            for (Lines.Line line; (line = lines.next()) != null; ) {
                submission.add(line);
            }
            submission.endPart();
        } catch (IOException | RuntimeException e) {
            jobs.abandon(id, Instant.now());
            throw e;
        }
        return jobs.close(id, Instant.now());
    }

    private void add(Lines.Line line) {
        byte[] bytes = line.tooLarge() ? TOO_LARGE : line.bytes();
        if (lines == LINES_MAX || part.size() > 0 && part.size() + bytes.length > BYTES_MAX) {
            endPart();
        }
        part.writeBytes(bytes);
        part.write('\n');
        lines++;
    }

    /** Replaces a line that is too long; as it is no JSON, the line is answered with a problem in its place. */
    private static final byte[] TOO_LARGE =
            "this line was longer than a line may be".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private void endPart() {
        if (lines > 0) {
            parts++;
            jobs.addPart(id, parts, firstLine, lines, part.toByteArray());
            firstLine += lines;
            part.reset();
            lines = 0;
        }
    }
}
