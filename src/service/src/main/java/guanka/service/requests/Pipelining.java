package guanka.service.requests;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;

/**
 * Puts into each new connection of HTTP/1 what stands before Vert.x: {@link PipelinedRequests} and {@link MalformedRequests}. A caller may
 * send the next request before reading the last answer, but each that were worked on meanwhile would leave an answer in memory until it
 * is read. Vert.x begins on one at a time too, but whatever the caller reads; and where the connection closes while half of the next has
 * come, it fails over that half and counts the connection as open for ever. What is no HTTP it answers without a problem document.
 *
 * <p>Netty finds it as a service, where {@link ChannelInitializerExtension#EXTENSIONS_SYSTEM_PROPERTY} says so.
 */
public final class Pipelining extends ChannelInitializerExtension {

    /** As Vert.x names it; where there is none, the connection speaks HTTP/2. */
    private static final String DECODED = "httpEncoder";

    private static final String PIPELINED = "pipelined";

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        // what Vert.x puts in when the channel is registered comes first
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel registered) {
                registered.pipeline().addLast(new FirstBytes());
            }
        });
    }

    /** By them, or by the handshake of TLS, Vert.x knows what the connection speaks, and adds the rest of the pipeline. */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ChannelPipeline pipeline = context.pipeline();
            if (pipeline.get(DECODED) != null) {
                pipeline.addAfter(DECODED, PIPELINED, new PipelinedRequests());
                pipeline.addAfter(PIPELINED, null, new MalformedRequests());
            }
            // before the bytes are looked at: an upgrade to HTTP/2 takes out what is there
            pipeline.remove(this);
            context.fireChannelRead(bytes);
        }
    }
}
