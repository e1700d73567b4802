package guanka.service.watches;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Text;
import guanka.records.Subscription;
import guanka.service.determinations.TimeOrderedIds;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.KeptText;
import guanka.service.requests.Query;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.settings.Settings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Receivers that are told what changes for their owner's orders. */
@Path(SubscriptionsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionsResource {

    static final String PATH = "/v1/subscriptions";

    private static final int URL_MAX = 1000;
    private static final int SECRET_MAX = 256;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Records records;
    private final Subscriptions subscriptions;
    private final TimeOrderedIds ids;
    private final Caller caller;
    private final Trail trail;
    private final int mostOfOwner;
    private final Duration verifyFor;

    SubscriptionsResource(
            Records records,
            Subscriptions subscriptions,
            TimeOrderedIds ids,
            Caller caller,
            Trail trail,
            Settings settings) {
        this.records = records;
        this.subscriptions = subscriptions;
        this.ids = ids;
        this.caller = caller;
        this.trail = trail;
        this.mostOfOwner = settings.subscriptions().max();
        this.verifyFor = settings.subscriptions().verifyFor();
    }

    /** How far a receiver is told. */
    enum State {
        PENDING,
        ACTIVE,
        UNVERIFIED,
        /** The operator no longer allows its host; it goes on where it was once that is allowed again. */
        SUSPENDED
    }

    /**
     * A subscription as it is shown.
     *
     * @param verifyUntil how long it may take to repeat a challenge, absent once that is settled
     * @param secret      said once, when it is made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(String id, String url, String created, State state, String verifyUntil, String secret) {}

    record All(List<Shown> subscriptions) {}

    private record Asked(URI url, String secret) {}

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<byte[]> subscribe(byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        Asked asked = checked(body);
        if (!subscriptions.mayTell(asked.url())) {
            throw new Refusal(Problem.of(
                    Kind.RECEIVER_NOT_ALLOWED,
                    "1 mistake",
                    List.of(error(
                            "/url",
                            "host-not-allowed",
                            "`" + Problem.shown(asked.url().getAuthority())
                                    + "` is not among the hosts of the setting GUANKA_SUBSCRIPTIONS_HOSTS",
                            "设置 GUANKA_SUBSCRIPTIONS_HOSTS 中没有该主机："
                                    + Problem.shown(asked.url().getAuthority())))));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Subscription made = new Subscription(
                ids.next(now),
                caller.name(),
                asked.url().toString(),
                asked.secret(),
                now,
                now.plus(verifyFor),
                Subscription.State.PENDING);
        if (!records.subscriptions().add(made, mostOfOwner)) {
            throw new Refusal(Problem.of(
                    Kind.TOO_MANY_SUBSCRIPTIONS, "the caller has " + mostOfOwner + " subscriptions already"));
        }
        return RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.CREATED)
                .entity(CanonicalJson.write(shown(made, made.secret())))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, PATH + "/" + made.id())
                .build();
    }

    @RolesAllowed(Roles.CALLER)
    @GET
    public RestResponse<byte[]> list(HttpServerRequest request) {
        Query.check(request, Map.of());
        return answer(new All(records.subscriptions().of(caller.name()).stream()
                .map(one -> shown(one, null))
                .toList()));
    }

    @RolesAllowed(Roles.CALLER)
    @GET
    @Path("{id}")
    public RestResponse<byte[]> get(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        return answer(shown(find(id, "GET"), null));
    }

    @RolesAllowed(Roles.CALLER)
    @DELETE
    @Path("{id}")
    @Produces(MediaType.WILDCARD)
    public RestResponse<Void> remove(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        if (!records.subscriptions().remove(caller.name(), find(id, "DELETE").id())) {
            throw unknown(id);
        }
        return RestResponse.noContent();
    }

    private static RestResponse<byte[]> answer(Object shown) {
        return RestResponse.ResponseBuilder.ok(CanonicalJson.write(shown), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private Subscription find(String id, String method) {
        Subscription there;
        try {
            there = records.subscriptions().find(UUID.fromString(id)).orElse(null);
        } catch (IllegalArgumentException none) {
            there = null;
        }
        if (there != null && !there.owner().equals(caller.name())) {
            trail.refused(caller.name(), method, PATH + "/" + id, 404);
            there = null;
        }
        if (there == null) {
            throw unknown(id);
        }
        return there;
    }

    private static Refusal unknown(String id) {
        return new Refusal(Problem.of(Kind.NOT_FOUND, "there is no subscription `" + Problem.shown(id) + "`"));
    }

    private Shown shown(Subscription one, String secret) {
        State state = one.state() != Subscription.State.UNVERIFIED && !subscriptions.mayTell(URI.create(one.url()))
                ? State.SUSPENDED
                : State.valueOf(one.state().name());
        return new Shown(
                one.id().toString(),
                one.url(),
                one.createdAt().toString(),
                state,
                one.state() == Subscription.State.PENDING ? one.verifyUntil().toString() : null,
                secret);
    }

    private static Asked checked(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body == null ? new byte[0] : body);
        } catch (IOException notJson) {
            throw new Refusal(Problem.of(Kind.NOT_JSON, "the body is no JSON text"));
        }
        List<Problem.Error> errors = new ArrayList<>();
        if (!json.isObject()) {
            errors.add(error("", "wrong-type", "an object was expected", "应为对象"));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals("url") && !name.equals("secret")) {
                errors.add(error(
                        "/" + Problem.shown(name).replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        "known are secret, url",
                        "可用属性：secret、url"));
            }
        });
        URI url = json.isObject() ? url(json.path("url"), errors) : null;
        String secret = secret(json.path("secret"), errors);
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_SUBSCRIPTION, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
        return new Asked(url, secret);
    }

    private static URI url(JsonNode value, List<Problem.Error> errors) {
        if (value.isMissingNode() || value.isNull()) {
            errors.add(error("/url", "missing", "say where events are to be sent", "须填写接收事件的地址"));
            return null;
        }
        try {
            String text = value.isTextual() ? value.textValue() : "";
            URI url = new URI(text);
            if (text.length() <= URL_MAX && KeptText.isOne(text) && Receiver.isSafe(url)) {
                return url;
            }
        } catch (URISyntaxException none) {
            // said below
        }
        errors.add(error(
                "/url",
                "bad-url",
                "an address with https of at most " + URL_MAX
                        + " characters was expected, or with http on the machine of the service, without a user or a fragment",
                "应为不超过 " + URL_MAX + " 个字符的 https 地址（服务本机可用 http），不得含用户名或者片段"));
        return null;
    }

    private static String secret(JsonNode value, List<Problem.Error> errors) {
        if (value.isMissingNode() || value.isNull()) {
            return Signature.newSecret();
        }
        String text = value.isTextual() ? value.textValue() : "";
        try {
            Signature.ofSecret(text);
            if (text.length() <= SECRET_MAX && KeptText.isOne(text)) {
                return text;
            }
        } catch (IllegalArgumentException bad) {
            // said below
        }
        errors.add(error(
                "/secret",
                "bad-secret",
                "a text of " + Signature.BYTES_MIN
                        + " bytes or more was expected, or `whsec_` and so many in base64, of at most " + SECRET_MAX
                        + " characters",
                "应为不少于 " + Signature.BYTES_MIN + " 字节的文本，或者 `whsec_` 加同样长度的 base64，最多 " + SECRET_MAX + " 个字符"));
        return null;
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }
}
