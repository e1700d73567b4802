package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/**
 * Answers what comes on a connection of HTTP/1 and is no HTTP, with the problem and the end of the connection: where a request ends
 * that cannot be read, nobody knows.
 */
final class MalformedRequests extends ChannelDuplexHandler {

    private enum Answer {
        AWAITED,
        BEGUN,
        REFUSED
    }

    /** To the request that came last. */
    private Answer answer;

    private boolean upgrades;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (answer == Answer.REFUSED) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            answer = Answer.AWAITED;
            upgrades = request.headers().contains(HttpHeaderNames.UPGRADE);
        }
        Problem problem = message instanceof HttpObject part ? problem(part) : null;
        if (problem == null) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (answer == Answer.AWAITED) {
            context.writeAndFlush(response(problem)).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
        answer = Answer.REFUSED;
    }

    private static Problem problem(HttpObject part) {
        Throwable failure = part.decoderResult().cause();
        if (failure instanceof TooLongHttpLineException) {
            return Problem.of(Kind.ADDRESS_TOO_LONG, "the first line of the request is too long to be read");
        }
        if (failure instanceof TooLongHttpHeaderException) {
            return Problem.of(Kind.HEADERS_TOO_LARGE, "the headers are too large to be read");
        }
        if (failure != null) {
            return Problem.of(
                    Kind.BAD_REQUEST,
                    part instanceof HttpRequest
                            ? "the first line or the headers are not those of HTTP/1.1"
                            : "the body is not divided as HTTP/1.1 says");
        }
        if (part instanceof HttpRequest request && !isAddress(request.uri())) {
            return Problem.of(Kind.BAD_REQUEST, "the address begins neither with a slash nor with http");
        }
        return null;
    }

    private static boolean isAddress(String uri) {
        return uri.startsWith("/") || uri.regionMatches(true, 0, "http", 0, 4);
    }

    private static FullHttpResponse response(Problem problem) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.status()),
                Unpooled.wrappedBuffer(problem.json()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (answer == Answer.REFUSED) {
            // of whoever waited for the rest of the body
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (isBare(message)) {
            ReferenceCountUtil.release(message);
            context.write(
                            response(Problem.of(
                                    Kind.BAD_REQUEST,
                                    "the upgrade to HTTP/2 lacks its settings or names them wrongly")),
                            promise)
                    .addListener(ChannelFutureListener.CLOSE);
            answer = Answer.REFUSED;
            return;
        }
        if (message instanceof HttpResponse head && head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            answer = Answer.BEGUN;
        }
        context.write(message, promise);
    }

    /** What Vert.x says of an upgrade that it cannot make, without a length and without closing. */
    private boolean isBare(Object message) {
        return upgrades
                && message instanceof FullHttpResponse response
                && response.status().equals(HttpResponseStatus.BAD_REQUEST)
                && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
    }
}
