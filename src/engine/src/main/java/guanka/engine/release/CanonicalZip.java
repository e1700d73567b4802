package guanka.engine.release;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * The one way to write an archive of given entries: sorted, not compressed, all of one day, without folders, comments or extra
 * fields. The same entries give the same bytes on every machine, whatever its Java would compress by.
 */
final class CanonicalZip {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;

    private static final int LOCAL_BYTES = 30;
    private static final int LOCAL_SIZE_AT = 22;
    private static final int LOCAL_NAME_AT = 26;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;

    /** The format's version 1.0: entries that are stored as they are. */
    private static final short STORED_ONLY = 10;
    /** Names are UTF-8. */
    private static final short UTF_8 = 1 << 11;
    /** 1 February 1980: the first days of the format mean "no day" to some readers. */
    private static final short DAY = 2 << 5 | 1;

    private CanonicalZip() {}

    static byte[] write(SortedMap<String, byte[]> entries) {
        var archive = new ByteArrayOutputStream();
        write(entries, archive::writeBytes);
        return archive.toByteArray();
    }

    private static void write(SortedMap<String, byte[]> entries, Consumer<byte[]> archive) {
        var contents = new ByteArrayOutputStream();
        int offset = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] bytes = entry.getValue();
            archive.accept(
                    common(littleEndian(LOCAL_BYTES).putInt(LOCAL), name, bytes).array());
            archive.accept(name);
            archive.accept(bytes);
            ByteBuffer central = littleEndian(CENTRAL_BYTES).putInt(CENTRAL).putShort(STORED_ONLY);
            contents.writeBytes(common(central, name, bytes)
                    .putShort((short) 0) // comment
                    .putShort((short) 0) // disk
                    .putShort((short) 0) // internal attributes
                    .putInt(0) // external attributes
                    .putInt(offset)
                    .array());
            contents.writeBytes(name);
            offset += LOCAL_BYTES + name.length + bytes.length;
        }
        archive.accept(contents.toByteArray());
        archive.accept(littleEndian(END_BYTES)
                .putInt(END)
                .putInt(0) // disks
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(contents.size())
                .putInt(offset)
                .putShort((short) 0) // comment
                .array());
    }

    /**
     * The entries of an archive in this form, read without inflating anything: what it holds is no more than it is large.
     *
     * @return empty where a byte of it is another than {@link #write} would write
     */
    static Optional<SortedMap<String, byte[]>> read(byte[] archive) {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= LOCAL_BYTES && in.getInt(in.position()) == LOCAL) {
            int name = in.getShort(in.position() + LOCAL_NAME_AT) & 0xFFFF;
            int bytes = in.getInt(in.position() + LOCAL_SIZE_AT);
            in.position(in.position() + LOCAL_BYTES);
            if (bytes < 0 || (long) name + bytes > in.remaining()) {
                return Optional.empty();
            }
            byte[] path = new byte[name];
            byte[] content = new byte[bytes];
            in.get(path).get(content);
            entries.put(new String(path, StandardCharsets.UTF_8), content);
        }
        ByteBuffer expected = ByteBuffer.wrap(archive);
        boolean[] same = {true};
        write(entries, part -> {
            same[0] = same[0]
                    && part.length <= expected.remaining()
                    && expected.slice().limit(part.length).equals(ByteBuffer.wrap(part));
            expected.position(same[0] ? expected.position() + part.length : expected.limit());
        });
        return same[0] && !expected.hasRemaining() ? Optional.of(entries) : Optional.empty();
    }

    /** What both headers of an entry say. */
    private static ByteBuffer common(ByteBuffer header, byte[] name, byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return header.putShort(STORED_ONLY)
                .putShort(UTF_8)
                .putShort((short) 0) // stored
                .putShort((short) 0) // midnight
                .putShort(DAY)
                .putInt((int) crc.getValue())
                .putInt(bytes.length)
                .putInt(bytes.length)
                .putShort((short) name.length)
                .putShort((short) 0); // extra fields
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
