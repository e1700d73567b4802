package guanka.service.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.records.Job;
import guanka.records.JobKind;
import java.util.List;

/** A job as its caller sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobAnswer(
        String id,
        JobKind kind,
        String state,
        String actor,
        String submittedAt,
        String finishedAt,
        String ruleset,
        String since,
        long lines,
        long decided,
        long problems,
        boolean recorded,
        List<Part> parts) {

    /** Some of its lines, and where their answers are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(int part, long firstLine, int lines, boolean finished, Integer problems, String sha256, String href) {}

    static JobAnswer of(Job job, List<Part> parts) {
        return new JobAnswer(
                job.id().toString(),
                job.kind(),
                job.state().name(),
                job.actor(),
                job.submittedAt().toString(),
                job.finishedAt() == null ? null : job.finishedAt().toString(),
                job.rulesetVersion(),
                job.since(),
                job.lines(),
                job.linesDone(),
                job.problems(),
                job.recorded(),
                parts);
    }
}
