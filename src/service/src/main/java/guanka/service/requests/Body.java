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
import java.util.ArrayList;
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
                collected.drop();
                body.fail(new Refusal(Problem.of(Kind.BAD_REQUEST, "the body ended before its end")));
            });
            request.endHandler(end -> body.complete(collected.end()));
            request.handler(part -> {
                try {
                    collected.add(part);
                } catch (Refusal refusal) {
                    request.handler(rest -> {});
                    collected.drop();
                    body.fail(refusal);
                }
            });
            request.resume();
        });
    }

    /**
     * What has come of a body, in blocks: one growing array would need three times the room. Nothing of one that is refused is kept
     * while its rest comes in.
     */
    private static final class Collected {

        private static final int BLOCK_MIN = 1 << 10;
        private static final int BLOCK_MAX = 64 << 10;

        private final LargeBodies.Share share = new LargeBodies.Share();
        private final List<byte[]> blocks = new ArrayList<>();
        private int length;
        /** How many bytes of the last block are still free. */
        private int free;

        void add(Buffer part) {
            if (length + part.length() > BYTES_MAX) {
                throw tooLarge();
            }
            share.add(part.length());
            for (int from = 0; from < part.length(); ) {
                if (free == 0) {
                    free = Math.max(BLOCK_MIN, Math.min(BLOCK_MAX, Math.max(length, part.length() - from)));
                    blocks.add(new byte[free]);
                }
                byte[] block = blocks.get(blocks.size() - 1);
                int to = Math.min(part.length(), from + free);
                part.getBytes(from, to, block, block.length - free);
                free -= to - from;
                length += to - from;
                from = to;
            }
        }

        byte[] end() {
            byte[] all = new byte[length];
            int from = 0;
            for (byte[] block : blocks) {
                int used = Math.min(block.length, length - from);
                System.arraycopy(block, 0, all, from, used);
                from += used;
            }
            drop();
            return all;
        }

        void drop() {
            blocks.clear();
            length = 0;
            free = 0;
            share.end();
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
