package guanka.records;

import guanka.records.chain.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Lines, compressed with gzip. */
final class Gzip {

    private Gzip() {}

    static byte[] pack(byte[] plain) {
        var packed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return packed.toByteArray();
    }

    static byte[] unpack(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readAllBytes();
        } catch (IOException damaged) {
            throw new StoreUnavailable("a part of a job is damaged", damaged);
        }
    }

    /** SHA-256 of what is packed, in hexadecimal; empty where it cannot be unpacked. */
    static String digest(byte[] packed) {
        MessageDigest sha = Digests.sha256();
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] some = new byte[8192];
            for (int read; (read = gzip.read(some)) >= 0; ) {
                sha.update(some, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException damaged) {
            return "";
        }
    }
}
