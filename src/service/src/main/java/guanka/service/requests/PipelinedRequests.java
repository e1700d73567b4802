package guanka.service.requests;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/** The requests of one connection of HTTP/1, of which the next comes in when the answer before it has gone out. */
final class PipelinedRequests extends ChannelDuplexHandler {

    /** Whoever has sent more ahead is closed. */
    private static final int AHEAD_MAX = 128;

    /** So many pieces of requests are read ahead before no more is read: a caller who goes is noticed by reading only. */
    private static final int PIECES_MAX = 32;

    private final Queue<Object> ahead = new ArrayDeque<>();
    private int requests;

    /** From its head to the last byte of its answer. */
    private boolean underWay;

    /** The connection ends with the answer to the request that came in last; to what comes behind it Vert.x is deaf, and keeps it. */
    private boolean last;

    /** Something came behind it. */
    private boolean ended;

    /** By this class, Vert.x does it too. */
    private boolean paused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ended |= last && message instanceof HttpRequest;
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (ahead.isEmpty() && comesIn(context, message)) {
            context.fireChannelRead(message);
            return;
        }
        ahead.add(message);
        if (message instanceof HttpRequest && ++requests > AHEAD_MAX) {
            context.close();
        } else if (ahead.size() >= PIECES_MAX && context.channel().config().isAutoRead()) {
            paused = true;
            context.channel().config().setAutoRead(false);
        }
    }

    private boolean comesIn(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpRequest request)) {
            return true;
        }
        if (last || underWay || !context.channel().isWritable()) {
            return false;
        }
        underWay = true;
        last = !HttpUtil.isKeepAlive(request);
        return true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            context.write(message, promise);
            return;
        }
        boolean ends = message instanceof LastHttpContent;
        context.write(message, promise);
        if (ends) {
            underWay = false;
            goOn(context);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.fireChannelWritabilityChanged();
        goOn(context);
    }

    /** Not within the call that ends an answer: to Vert.x it is under way until that returns. */
    private void goOn(ChannelHandlerContext context) {
        if (!ahead.isEmpty()) {
            context.executor().execute(() -> takeIn(context));
        }
    }

    private void takeIn(ChannelHandlerContext context) {
        boolean any = false;
        while (!ahead.isEmpty() && comesIn(context, ahead.peek())) {
            Object message = ahead.remove();
            if (message instanceof HttpRequest) {
                requests--;
            }
            context.fireChannelRead(message);
            any = true;
        }
        if (any) {
            // until then Vert.x keeps back what it has written
            context.fireChannelReadComplete();
        }
        if (paused && ahead.isEmpty()) {
            paused = false;
            context.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        while (!ahead.isEmpty()) {
            ReferenceCountUtil.release(ahead.remove());
        }
    }
}
