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
import java.util.zip.GZIPInputStream;

/** The body of a request, read no further than its limit. */
public final class Body {

    static final int BYTES_MAX = 8 << 20;

    private static final int FIELDS_MAX = 50_000;

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
            var collected = new Collected();
            request.exceptionHandler(broken -> {
                collected.end();
                body.fail(new Refusal(Problem.of(Kind.BAD_REQUEST, "the body ended before its end")));
            });
            request.endHandler(end -> body.complete(collected.end()));
            request.handler(part -> {
                try {
                    collected.add(part);
                } catch (Refusal refusal) {
                    request.handler(rest -> {});
                    collected.end();
                    body.fail(refusal);
                }
            });
            request.resume();
        });
    }

    /** What has come of a body. Nothing of one that is refused is kept while its rest comes in. */
    private static final class Collected {

        private final LargeBodies.Share share = new LargeBodies.Share();
        private Buffer bytes = Buffer.buffer();

        void add(Buffer part) {
            if (bytes.length() + part.length() > BYTES_MAX) {
                throw tooLarge();
            }
            share.add(part.length());
            bytes.appendBuffer(part);
        }

        byte[] end() {
            byte[] all = bytes.getBytes();
            bytes = Buffer.buffer();
            share.end();
            return all;
        }
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
