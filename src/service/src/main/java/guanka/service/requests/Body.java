package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** The body of a request, read no further than its limit. */
public final class Body {

    static final int BYTES_MAX = 8 << 20;

    private static final int FIELDS_MAX = 50_000;

    /** Bytes of all bodies that are coming in; beyond this no other one begins. */
    private static final long COLLECTED_BYTES_MAX = 64L << 20;

    private static final AtomicLong COLLECTING = new AtomicLong();

    private Body() {}

    /**
     * Collects a JSON body on the event loop, packed with gzip or not. The request must not have been read yet.
     *
     * @throws Refusal where the headers do not announce JSON in UTF-8; a body that turns out too large fails later, with a refusal too
     */
    public static Uni<byte[]> json(HttpServerRequest request) {
        mustBeText(request);
        String encoding = request.getHeader("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return collected(request);
        }
        if (!isGzip(encoding)) {
            throw new Refusal(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the body is packed, but not with gzip"));
        }
        return collected(request).map(Body::unpacked);
    }

    /** The header's two names for gzip. */
    static boolean isGzip(String encoding) {
        return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    }

    /** No more is unpacked than a body may have. */
    private static byte[] unpacked(byte[] packed) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] plain = in.readNBytes(BYTES_MAX + 1);
            if (plain.length > BYTES_MAX) {
                throw tooLarge();
            }
            return plain;
        } catch (IOException e) {
            throw new Refusal(Problem.of(Kind.BAD_REQUEST, "the body is not packed with gzip, as its header says"));
        }
    }

    /**
     * Collects the fields of a form that a browser sends URL-encoded, in their order. The request must not have been read yet.
     *
     * @throws Refusal where the headers do not announce uncompressed text in UTF-8; a body that turns out too large fails later,
     *                 with a refusal too
     */
    public static Uni<Map<String, List<String>>> form(HttpServerRequest request) {
        mustBePlain(request);
        return collected(request).map(Body::fields);
    }

    /**
     * The fields of a form that has been read already.
     *
     * @param body URL-encoded
     * @throws Refusal where it is not
     */
    public static Map<String, List<String>> fields(byte[] body) {
        try {
            return new QueryStringDecoder(
                            new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, FIELDS_MAX, true)
                    .parameters();
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.of(Kind.BAD_REQUEST, "the form is not URL-encoded"));
        }
    }

    private static Uni<byte[]> collected(HttpServerRequest request) {
        return Uni.createFrom().emitter(body -> {
            Buffer collected = Buffer.buffer();
            if (COLLECTING.get() > COLLECTED_BYTES_MAX) {
                throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as many large bodies come in as may at once"));
            }
            request.exceptionHandler(broken -> {
                COLLECTING.addAndGet(-collected.length());
                body.fail(new Refusal(Problem.of(Kind.BAD_REQUEST, "the body ended before its end")));
            });
            request.endHandler(end -> {
                COLLECTING.addAndGet(-collected.length());
                body.complete(collected.getBytes());
            });
            request.handler(part -> {
                if (collected.length() + part.length() > BYTES_MAX) {
                    request.handler(rest -> {});
                    body.fail(tooLarge());
                } else {
                    COLLECTING.addAndGet(part.length());
                    collected.appendBuffer(part);
                }
            });
            request.resume();
        });
    }

    static Refusal tooLarge() {
        return new Refusal(Problem.of(Kind.TOO_LARGE, "the body is larger than " + BYTES_MAX + " bytes"));
    }

    private static void mustBePlain(HttpServerRequest request) {
        mustBeText(request);
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the body is compressed"));
        }
    }

    private static void mustBeText(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null || !MediaTypes.isUtf8(type)) {
            throw new Refusal(Problem.of(
                    Kind.UNSUPPORTED_MEDIA_TYPE,
                    type == null ? "the header Content-Type is missing" : "the body is not in UTF-8"));
        }
    }
}
