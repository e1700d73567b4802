package guanka.service.requests;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A body as a blocking stream, not for the event loop. A client that writes line by line sends a buffer for each. Some buffers are
 * requested ahead, so that not each costs a turn of the event loop, but no more than that, so that a fast client is held back.
 */
final class ReadAhead extends InputStream {

    /** A buffer has 8 kB at most, over HTTP/2 16 kB. */
    private static final int AHEAD_MAX = 256;

    private static final int ASK_AGAIN = AHEAD_MAX / 2;
    private static final long SILENCE_SECONDS = 60;

    /** A caller that keeps a reader waiting for so long in all must have sent a little in that time. */
    private static final long WAITED_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long BYTES_A_SECOND = 64;
    private static final Buffer END = Buffer.buffer(0);

    private final HttpServerRequest request;
    private final BlockingQueue<Buffer> arrived = new LinkedBlockingQueue<>();
    private volatile Throwable broken;
    private Buffer current = Buffer.buffer(0);
    private int position;
    private int taken;
    private long waited;
    private long bytes;

    /** @param request of which nothing has been read yet, and which is paused */
    ReadAhead(HttpServerRequest request) {
        this.request = request;
        request.exceptionHandler(why -> {
            broken = why;
            arrived.add(END);
        });
        request.endHandler(end -> arrived.add(END));
        request.handler(buffer -> {
            // more buffers than requested arrive only when the rest of the body is drained, and are not needed
            if (arrived.size() < AHEAD_MAX) {
                arrived.add(buffer);
            }
        });
        ask(AHEAD_MAX);
    }

    /** Under the lock of the connection: an HTTP/2 request that has ended must not be asked. */
    private void ask(int buffers) {
        synchronized (request.connection()) {
            if (!request.isEnded()) {
                request.fetch(buffers);
            }
        }
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : current.getByte(position++) & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int read = Math.min(length, current.length() - position);
        current.getBytes(position, position + read, into, from);
        position += read;
        return read;
    }

    @Override
    public int available() {
        Buffer next = position < current.length() ? current : arrived.peek();
        return next == null ? 0 : next == current ? current.length() - position : next.length();
    }

    /** Waits for the next buffer where the last has been read. */
    private boolean isAtEnd() throws IOException {
        while (position == current.length()) {
            if (current == END) {
                return true;
            }
            current = next();
            position = 0;
            if (current == END && broken != null) {
                throw new IOException("the caller has gone", broken);
            }
            if (++taken == ASK_AGAIN) {
                taken = 0;
                ask(ASK_AGAIN);
            }
        }
        return false;
    }

    private Buffer next() throws IOException {
        try {
            long begin = System.nanoTime();
            Buffer next = arrived.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
            waited += System.nanoTime() - begin;
            if (next == null) {
                throw new IOException("nothing came for " + SILENCE_SECONDS + " seconds");
            }
            bytes += next.length();
            if (waited > WAITED_NANOS && bytes < TimeUnit.NANOSECONDS.toSeconds(waited) * BYTES_A_SECOND) {
                throw new IOException("the body came slower than " + BYTES_A_SECOND + " bytes a second");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service stops");
        }
    }
}
