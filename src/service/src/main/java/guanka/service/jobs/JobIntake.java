package guanka.service.jobs;

import guanka.engine.json.CanonicalJson;
import guanka.records.Job;
import guanka.records.WrongState;
import guanka.service.determinations.TimeOrderedIds;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Lines;
import guanka.service.requests.NdjsonBody;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.settings.Settings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes jobs in, whatever their lines are. */
@ApplicationScoped
class JobIntake {

    private final Records records;
    private final JobRunner runner;
    private final TimeOrderedIds ids;
    private final JobQuota quota;

    JobIntake(Records records, JobRunner runner, TimeOrderedIds ids, Settings settings) {
        quota = new JobQuota(
                settings.jobs().waitingMax(), settings.jobs().waitingBytesMax().asLongValue());
        this.records = records;
        this.runner = runner;
        this.ids = ids;
    }

    /** Keeps all lines of a request as a job, and answers with it. */
    RestResponse<byte[]> take(Submission.Asked asked, HttpServerRequest request) {
        Lines lines = NdjsonBody.of(request);
        UUID id = ids.next(Instant.now());
        try {
            Job job = Submission.take(records.jobs(), id, asked, lines, quota);
            runner.look();
            return RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.ACCEPTED)
                    .entity(CanonicalJson.write(answer(job)))
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.LOCATION, JobsResource.PATH + "/" + job.id())
                    .header(ActiveRuleset.HEADER, job.rulesetVersion())
                    .build();
        } catch (WrongState begunAnew) {
            throw new Refusal(
                    Problem.of(Kind.KEY_USED, "the same key hands in a job anew; of this one no line is decided"));
        } catch (IOException e) {
            throw new Refusal(Problem.of(
                    Kind.BAD_REQUEST,
                    "the body cannot be read on: " + e.getMessage() + "; no line of it will be decided"));
        }
    }

    /** A job with its parts. */
    JobAnswer answer(Job job) {
        String path = JobsResource.PATH + "/" + job.id() + "/parts/";
        return JobAnswer.of(
                job,
                records.jobs().parts(job.id()).stream()
                        .map(part -> new JobAnswer.Part(
                                part.part(),
                                part.firstLine(),
                                part.lines(),
                                part.finished(),
                                part.finished() ? part.problems() : null,
                                part.sha256(),
                                part.finished() ? path + part.part() : null))
                        .toList());
    }
}
