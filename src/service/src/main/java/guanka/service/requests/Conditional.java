package guanka.service.requests;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Answers that never change under their digest, or are asked for again and again: whoever holds one already is told so instead of
 * getting it again. What a cache keeps of them it asks about each time.
 */
public final class Conditional {

    private static final String AGAIN_EACH_TIME = "private, no-cache";

    private Conditional() {}

    /**
     * The answer, or 304 where the request names its tag.
     *
     * @param tag  what stays while the answer does
     * @param body made only where it is sent
     */
    public static RestResponse.ResponseBuilder<byte[]> answer(
            HttpServerRequest request, String tag, String type, Supplier<byte[]> body) {
        return tagged(request, tag, type, body).header(HttpHeaders.CACHE_CONTROL, AGAIN_EACH_TIME);
    }

    /** The same for an answer in which parties stand: no cache keeps it, only the caller. */
    public static RestResponse.ResponseBuilder<byte[]> ofParties(
            HttpServerRequest request, String tag, String type, Supplier<byte[]> body) {
        return tagged(request, tag, type, body);
    }

    private static RestResponse.ResponseBuilder<byte[]> tagged(
            HttpServerRequest request, String tag, String type, Supplier<byte[]> body) {
        RestResponse.ResponseBuilder<byte[]> answer = isHeld(request, tag)
                ? RestResponse.ResponseBuilder.notModified()
                : RestResponse.ResponseBuilder.ok(body.get(), type);
        return answer.header(HttpHeaders.ETAG, quoted(request, tag))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }

    /** A strong tag is one of bytes; those of a packed answer are others. */
    public static String quoted(HttpServerRequest request, String tag) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return (accepted != null && accepted.contains("gzip") ? "W/\"" : "\"") + tag + "\"";
    }

    /** Whether the header {@code If-None-Match} names the tag. */
    public static boolean isHeld(HttpServerRequest request, String tag) {
        String held = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return held != null
                && Arrays.stream(held.split(","))
                        .map(String::trim)
                        .anyMatch(one ->
                                one.equals("*") || one.replaceFirst("^W/", "").equals("\"" + tag + "\""));
    }
}
