package guanka.service.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.Text;
import guanka.records.Activator;
import guanka.records.ArchivedRuleset;
import guanka.records.RulesetState;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.KeptText;
import guanka.service.requests.Query;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.settings.Settings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Approves drafts and activates versions. */
@Path(RulesetsResource.PATH + "/{version}")
@Produces(MediaType.APPLICATION_JSON)
public class ReleasesResource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT_MAX = 2_000;

    private final Releases releases;
    private final Activator activator;
    private final ActiveRuleset rulesets;
    private final RulesetAnswers answers;
    private final Caller caller;

    ReleasesResource(
            Releases releases, ActiveRuleset rulesets, RulesetAnswers answers, Caller caller, Settings settings) {
        this.releases = releases;
        this.rulesets = rulesets;
        this.answers = answers;
        this.caller = caller;
        this.activator = caller.isTheOneOperator() ? Activator.ANYBODY : settings.activator();
    }

    @RolesAllowed(Roles.APPROVER)
    @POST
    @Path("approval")
    public RestResponse<byte[]> approve(String version, byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        Step step = Step.of(body, Set.of("digest", "report", "note", "acceptErrors"));
        ArchivedRuleset draft = rulesets.find(version);
        String seen = seen(step, draft, request);
        return changed(() -> releases.approve(
                draft,
                seen,
                step.text("report"),
                step.acceptErrors(),
                caller.name(),
                !caller.isTheOneOperator(),
                step.text("note")));
    }

    @RolesAllowed(Roles.APPROVER)
    @POST
    @Path("activation")
    public RestResponse<byte[]> activate(String version, byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        Step step = Step.of(body, Set.of("digest", "reason", "effective"));
        ArchivedRuleset wanted = rulesets.find(version);
        String seen = seen(step, wanted, request);
        String reason = step.text("reason");
        if (reason == null && wanted.state() == RulesetState.RETIRED) {
            if (!caller.isTheOneOperator()) {
                throw step.mistake(
                        "reason", "missing-reason", "going back to an older version needs a reason", "恢复旧版本须说明理由");
            }
            reason = "gone back to without a reason given";
        }
        String why = reason;
        Instant effective = step.effective();
        if (effective != null && wanted.state() == RulesetState.ACTIVE) {
            throw step.mistake("effective", "decides-already", "this version decides already", "该版本已在适用");
        }
        return changed(() -> releases.activate(wanted, seen, caller.name(), activator, why, effective));
    }

    /** Takes back an activation that is planned; the version stays approved. */
    @RolesAllowed(Roles.APPROVER)
    @DELETE
    @Path("activation")
    public RestResponse<byte[]> unplan(String version, HttpServerRequest request) {
        Query.check(request, Map.of("reason", Set.of()));
        ArchivedRuleset planned = rulesets.find(version);
        return unplanned(planned, SeenDigest.of(request, planned), request.getParam("reason"));
    }

    /** The same for a page, whose form says what was looked at. */
    public void unplan(String version, String seen, String reason) {
        ArchivedRuleset planned = rulesets.find(version);
        unplanned(planned, SeenDigest.must(seen, planned), reason);
    }

    private RestResponse<byte[]> unplanned(ArchivedRuleset planned, String seen, String reason) {
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        if (why != null && (why.length() > TEXT_MAX || !KeptText.isOne(why))) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    "1 mistake",
                    List.of(Problem.Error.inParameter("reason", KeptText.CODE, KeptText.MESSAGE))));
        }
        return changed(() -> releases.unplan(planned, seen, caller.name(), why));
    }

    private String seen(Step step, ArchivedRuleset version, HttpServerRequest request) {
        String digest = step.text("digest");
        if (digest != null) {
            return SeenDigest.must(digest, version);
        }
        if (request.getHeader("If-Match") == null && !caller.isTheOneOperator()) {
            throw step.mistake(
                    "digest",
                    "missing-digest",
                    "name the digest that you looked at, here or in If-Match",
                    "请在此处或者 If-Match 中注明您所查看的摘要值");
        }
        return SeenDigest.of(request, version);
    }

    private interface Change {
        ArchivedRuleset made();
    }

    private RestResponse<byte[]> changed(Change change) {
        try {
            ArchivedRuleset now = change.made();
            return RestResponse.ResponseBuilder.ok(
                            CanonicalJson.write(answers.whole(now)), MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.ETAG, "\"" + now.digest() + "\"")
                    .build();
        } catch (RefusedRuleset e) {
            throw new Refusal(Problem.refusedToServe(e));
        }
    }

    /** The body of a step, which may be empty. */
    private record Step(JsonNode json) {

        /** How much the clocks of callers may be behind. */
        private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

        static Step of(byte[] body, Set<String> allowed) {
            JsonNode json = parsed(body);
            Step step = new Step(json);
            List<Problem.Error> errors = new ArrayList<>();
            if (!json.isObject()) {
                errors.add(error("", "wrong-type", "an object was expected", "应为对象"));
            }
            json.fieldNames().forEachRemaining(name -> {
                if (!allowed.contains(name)) {
                    errors.add(error(
                            "/" + Problem.shown(name).replace("~", "~0").replace("/", "~1"),
                            "unknown-property",
                            "known are "
                                    + String.join(
                                            ", ", allowed.stream().sorted().toList()),
                            "可用属性：" + String.join("、", allowed.stream().sorted().toList())));
                } else if (name.equals("acceptErrors")
                        ? !json.path(name).isBoolean()
                        : !json.path(name).isTextual()) {
                    errors.add(error(
                            "/" + name,
                            "wrong-type",
                            "a text was expected, or true or false for acceptErrors",
                            "应为文本；acceptErrors 应为 true 或者 false"));
                } else if (json.path(name).asText().length() > TEXT_MAX) {
                    errors.add(error(
                            "/" + name, "too-long", "at most " + TEXT_MAX + " characters", "最多 " + TEXT_MAX + " 个字符"));
                } else if (!KeptText.isOne(json.path(name).asText())) {
                    errors.add(error("/" + name, KeptText.CODE, KeptText.MESSAGE.en(), KeptText.MESSAGE.zh()));
                }
            });
            if (!errors.isEmpty()) {
                throw refusal(errors);
            }
            return step;
        }

        private static JsonNode parsed(byte[] body) {
            if (body == null || body.length == 0) {
                return JSON.createObjectNode();
            }
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new Refusal(Problem.of(Kind.NOT_JSON, "the body is no JSON text"));
            }
        }

        String text(String name) {
            String text = json.path(name).asText("").strip();
            return text.isEmpty() ? null : text;
        }

        boolean acceptErrors() {
            return json.path("acceptErrors").asBoolean(false);
        }

        Instant effective() {
            String text = text("effective");
            if (text == null) {
                return null;
            }
            try {
                Instant effective = OffsetDateTime.parse(text).toInstant();
                if (effective.isBefore(Instant.now().minus(CLOCKS_APART))) {
                    throw mistake(
                            "effective",
                            "past",
                            "the moment has passed; leave it out to let the version decide at once",
                            "该时刻已过；如需立即生效，请不要填写");
                }
                return effective;
            } catch (DateTimeException e) {
                throw mistake(
                        "effective",
                        "not-an-instant",
                        "an instant with its offset was expected, such as 2026-12-01T00:00:00+08:00",
                        "应为带时区偏移的时刻，例如 2026-12-01T00:00:00+08:00");
            }
        }

        Refusal mistake(String name, String code, String en, String zh) {
            return refusal(List.of(error("/" + name, code, en, zh)));
        }

        private static Refusal refusal(List<Problem.Error> errors) {
            return new Refusal(Problem.of(
                    Kind.INVALID_STEP, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }

        private static Problem.Error error(String pointer, String code, String en, String zh) {
            return Problem.Error.inBody(pointer, code, new Text(en, zh));
        }
    }
}
