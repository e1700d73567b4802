package guanka.engine.release;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
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
        var contents = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] bytes = entry.getValue();
            int offset = archive.size();
            archive.writeBytes(
                    common(littleEndian(LOCAL_BYTES).putInt(LOCAL), name, bytes).array());
            archive.writeBytes(name);
            archive.writeBytes(bytes);
            ByteBuffer central = littleEndian(CENTRAL_BYTES).putInt(CENTRAL).putShort(STORED_ONLY);
            contents.writeBytes(common(central, name, bytes)
                    .putShort((short) 0) // comment
                    .putShort((short) 0) // disk
                    .putShort((short) 0) // internal attributes
                    .putInt(0) // external attributes
                    .putInt(offset)
                    .array());
            contents.writeBytes(name);
        }
        int offset = archive.size();
        archive.writeBytes(contents.toByteArray());
        archive.writeBytes(littleEndian(END_BYTES)
                .putInt(END)
                .putInt(0) // disks
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(contents.size())
                .putInt(offset)
                .putShort((short) 0) // comment
                .array());
        return archive.toByteArray();
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
