package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks at each request before anything else does: a name of the host that two programs could read differently, or an address that
 * cannot be decoded, is answered here. Answers of the API are kept in nobody's cache.
 */
@ApplicationScoped
public class WellFormed {

    private static final int PRIORITY = 10_000;

    /** Below what the connection itself would cut off without a word. */
    private static final int ADDRESS_MAX = 8_000;

    private static final int HEADERS_MAX = 16_000;
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253})|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    void install(@Observes Filters filters) {
        filters.register(WellFormed::filter, PRIORITY);
    }

    private static void filter(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.uri().length() > ADDRESS_MAX) {
            Unrouted.answer(
                    context, Problem.of(Kind.ADDRESS_TOO_LONG, request.uri().length() + " characters"));
            return;
        }
        int headers = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        if (headers > HEADERS_MAX) {
            Unrouted.answer(context, Problem.of(Kind.HEADERS_TOO_LARGE, headers + " characters"));
            return;
        }
        if (!isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            Unrouted.answer(
                    context, Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the header Content-Type names no media type"));
            return;
        }
        String mistake = mistake(request);
        if (mistake != null) {
            Unrouted.answer(context, Problem.of(Kind.BAD_REQUEST, mistake));
            return;
        }
        if (request.path().startsWith("/v1/")) {
            context.addHeadersEndHandler(sent -> keepNowhere(context.response()));
        }
        context.next();
    }

    /** Where the answer itself does not say how long it may be kept. */
    private static void keepNowhere(HttpServerResponse response) {
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    /** Whether a media type can be read, or none is given: the layer that routes by it takes any other for a fault of its own. */
    private static boolean isMediaType(String type) {
        try {
            return type == null || MediaType.valueOf(type) != null;
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    private static String mistake(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1) {
            return "the header Host is given " + hosts.size() + " times";
        }
        if (request.version() != HttpVersion.HTTP_2
                && hosts.size() == 1
                && !HOST.matcher(hosts.get(0)).matches()) {
            return "the header Host does not name a host";
        }
        String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            return "the header Transfer-Encoding names something besides chunked";
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && !accepted.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7F)) {
            return "the header Accept holds letters that no media type has";
        }
        try {
            QueryStringDecoder.decodeComponent(request.path());
            new URI(request.uri());
            return null;
        } catch (IllegalArgumentException e) {
            return "the address holds a percent sign that begins no letter";
        } catch (URISyntaxException e) {
            return "the address is no URI: " + e.getReason();
        }
    }
}
