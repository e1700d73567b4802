package guanka.cli.records;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What an index says of each record, whatever the order of its entries: the sum of their digests, under a secret of this run so that
 * nobody can make other entries of the same sum.
 */
final class IndexSums {

    private final byte[] secret = new byte[16];
    private long[] sums = new long[1024];
    private long stray;

    IndexSums() {
        new SecureRandom().nextBytes(secret);
    }

    /** An entry that the index has. */
    void has(long sequence, String... values) {
        if (sequence < 1 || sequence >= Integer.MAX_VALUE - 8) {
            stray = stray == 0 ? sequence : stray;
            return;
        }
        at((int) sequence, digest(values));
    }

    /** An entry that a record asks for. */
    void asks(long sequence, String... values) {
        at((int) sequence, -digest(values));
    }

    private void at(int sequence, long sum) {
        if (sequence >= sums.length) {
            sums = Arrays.copyOf(
                    sums, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(sequence + 1L, sums.length * 2L)));
        }
        sums[sequence] += sum;
    }

    private long digest(String... values) {
        MessageDigest sha = CanonicalText.sha256();
        sha.update(secret);
        for (String value : values) {
            byte[] bytes = value == null ? new byte[0] : CanonicalText.bytes(value);
            sha.update(ByteBuffer.allocate(4).putInt(0, value == null ? -1 : bytes.length));
            sha.update(bytes);
        }
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    /** Whether the index has exactly what the record asked for. */
    boolean agree(long sequence) {
        return sequence >= sums.length || sums[(int) sequence] == 0;
    }

    /** A record that does not exist and has an entry; 0 where there is none. */
    long beyond(long size) {
        for (long sequence = size + 1; sequence < sums.length; sequence++) {
            if (sums[(int) sequence] != 0) {
                return sequence;
            }
        }
        return stray;
    }
}
