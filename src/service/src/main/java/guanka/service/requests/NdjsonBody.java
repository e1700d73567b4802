package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A body of lines, plain or packed with gzip. */
public final class NdjsonBody {

    /** JSON shrinks to about a tenth; a body that inflates to more than this is an attack. */
    private static final int INFLATION_MAX = 250;

    private static final long INFLATION_FREE = 4L << 20;

    private NdjsonBody() {}

    /**
     * The lines of a request, whose body must be unread; reading them blocks, so not on the event loop.
     *
     * @throws Refusal where the headers name another encoding
     */
    public static Lines of(HttpServerRequest request) {
        if (!MediaTypes.isUtf8(String.valueOf(request.getHeader("Content-Type")))) {
            throw new Refusal(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the body is not in UTF-8"));
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return new Lines(new ReadAhead(request), Lines.LINE_BYTES_MAX);
        }
        if (!Body.isGzip(encoding)) {
            throw new Refusal(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the body is packed, but not with gzip"));
        }
        try {
            Counted packed = new Counted(new ReadAhead(request));
            return new Lines(new Inflated(new GZIPInputStream(packed, 16 << 10), packed), Lines.LINE_BYTES_MAX);
        } catch (IOException e) {
            throw new Refusal(Problem.of(Kind.BAD_REQUEST, "the body is not packed with gzip, as its header says"));
        }
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read >= 0 ? 1 : 0;
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private static final class Inflated extends FilterInputStream {

        private final Counted packed;
        private long count;

        Inflated(InputStream in, Counted packed) {
            super(in);
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            if (count > INFLATION_FREE + packed.count * INFLATION_MAX) {
                throw new IOException("the body inflates to more than " + INFLATION_MAX + " times its size");
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return packed.available();
        }
    }
}
