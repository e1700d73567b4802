package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** The body of a request, read no further than its limit. */
public final class Body {

    static final int BYTES_MAX = 8 << 20;

    private Body() {}

    /**
     * Collects a JSON body on the event loop. The request must not have been read yet.
     *
     * @throws Refusal where it is not said to be plain JSON in UTF-8; where it turns out too large, the body fails with one
     */
    public static Uni<byte[]> json(HttpServerRequest request) {
        mustBePlainJson(request);
        return Uni.createFrom().emitter(body -> {
            Buffer collected = Buffer.buffer();
            request.exceptionHandler(
                    broken -> body.fail(new Refusal(Problem.of(Kind.BAD_REQUEST, "the body ended before its end"))));
            request.endHandler(end -> body.complete(collected.getBytes()));
            request.handler(part -> {
                if (collected.length() + part.length() > BYTES_MAX) {
                    request.handler(rest -> {});
                    body.fail(tooLarge());
                } else {
                    collected.appendBuffer(part);
                }
            });
            request.resume();
        });
    }

    static Refusal tooLarge() {
        return new Refusal(Problem.of(Kind.TOO_LARGE, "the body is larger than " + BYTES_MAX + " bytes"));
    }

    private static void mustBePlainJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        String encoding = request.getHeader("Content-Encoding");
        String charset = type == null ? null : charset(type.toLowerCase(Locale.ROOT));
        if (type == null
                || charset != null && !charset.equals("utf-8")
                || encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(Problem.of(
                    Kind.UNSUPPORTED_MEDIA_TYPE,
                    type == null
                            ? "the header Content-Type is missing"
                            : encoding != null ? "the body is compressed" : "the body is not in UTF-8"));
        }
    }

    private static String charset(String type) {
        int at = type.indexOf("charset=");
        return at < 0 ? null : type.substring(at + 8).replace("\"", "").split("[;\\s]", 2)[0];
    }
}
