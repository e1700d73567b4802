package guanka.engine.image;

import com.ibm.icu.util.VersionInfo;
import guanka.tables.Columns;
import guanka.tables.Tables;
import guanka.tables.TablesImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.Version;

/**
 * What a kjar holds beside its workbooks, so that a start need not read them: their rows. It says of which workbooks it
 * was made and by which program; where either is another, it is left aside. The workbooks are the law: what vouches for them must vouch
 * for the image too before it is believed.
 */
public final class RulesetImage {

    /** Folder of the image in a kjar. */
    public static final String FOLDER = "image/";

    /** The rows. */
    public static final String TABLES = FOLDER + "tables";

    private static final String COLUMNS = "columns.json";
    private static final String WORKBOOKS = "decision-tables/";
    private static final String WORKBOOK = ".xlsx";
    private static final String LAYOUT = "guanka-image 1";
    private static final String PROGRAM = readProgram();

    private RulesetImage() {}

    /**
     * The program by which an image is made: a digest of the sources that read workbooks and names, and the versions of the libraries
     * that they do it with. Another program may read the same workbooks otherwise, so its image is left aside. Null where the build did
     * not write the digests; then no image is made or read.
     */
    public static String program() {
        return PROGRAM;
    }

    private static String readProgram() {
        String tables = sources(Tables.class);
        String names = sources(RulesetImage.class);
        return tables == null || names == null
                ? null
                : LAYOUT + " tables " + tables + " names " + names + " lucene " + Version.LATEST + " icu "
                        + VersionInfo.ICU_VERSION;
    }

    /** What the build wrote beside a class about the sources of its module. */
    private static String sources(Class<?> of) {
        try (InputStream written = of.getResourceAsStream("sources.sha256")) {
            return written == null ? null : new String(written.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries of the image of a kjar, of which the tables were read. */
    public static SortedMap<String, byte[]> of(SortedMap<String, byte[]> kjar, Tables tables) {
        SortedMap<String, byte[]> image = new TreeMap<>();
        if (PROGRAM != null) {
            image.put(TABLES, written(kjar, out -> TablesImage.write(tables, out)));
        }
        return image;
    }

    /** The entries of an image that says to be of the kjar's workbooks and by this program, and is not what they give. */
    public static List<String> forged(SortedMap<String, byte[]> kjar, Tables tables) {
        if (PROGRAM == null || !kjar.containsKey(TABLES)) {
            return List.of();
        }
        byte[] head = head(kjar, digests(kjar));
        return of(kjar, tables).entrySet().stream()
                .filter(made -> {
                    byte[] found = kjar.get(made.getKey());
                    return found != null && begins(found, head) && !Arrays.equals(found, made.getValue());
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private interface Content {
        void write(ByteBuffersDataOutput out) throws IOException;
    }

    private static byte[] written(SortedMap<String, byte[]> kjar, Content content) {
        var out = new ByteBuffersDataOutput();
        out.writeBytes(head(kjar, digests(kjar)));
        try {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toArrayCopy();
    }

    /**
     * The tables that an image holds, which is believed.
     *
     * @return null where the kjar holds no image of its workbooks by this program
     */
    public static Tables tables(SortedMap<String, byte[]> kjar, Columns columns, ClassLoader rowTypes) {
        byte[] image = kjar.get(TABLES);
        if (image == null || PROGRAM == null) {
            return null;
        }
        Map<String, String> digests = digests(kjar);
        byte[] head = head(kjar, digests);
        if (!begins(image, head)) {
            return null;
        }
        try {
            return TablesImage.read(
                    new ByteArrayDataInput(image, head.length, image.length - head.length), columns, digests, rowTypes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean begins(byte[] image, byte[] head) {
        return image.length >= head.length && Arrays.equals(image, 0, head.length, head, 0, head.length);
    }

    private static byte[] head(SortedMap<String, byte[]> kjar, Map<String, String> digests) {
        StringBuilder head = new StringBuilder(PROGRAM).append('\n');
        head.append(COLUMNS).append(' ').append(sha256(kjar.get(COLUMNS))).append('\n');
        digests.forEach(
                (file, digest) -> head.append(file).append(' ').append(digest).append('\n'));
        return head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the workbooks by their file names. */
    private static Map<String, String> digests(SortedMap<String, byte[]> kjar) {
        Map<String, String> digests = new LinkedHashMap<>();
        workbooks(kjar).forEach((file, bytes) -> digests.put(file, sha256(bytes)));
        return digests;
    }

    /** The workbooks of a kjar by their file names. */
    public static SortedMap<String, byte[]> workbooks(SortedMap<String, byte[]> kjar) {
        SortedMap<String, byte[]> workbooks = new TreeMap<>();
        kjar.forEach((path, bytes) -> {
            if (path.startsWith(WORKBOOKS) && path.endsWith(WORKBOOK)) {
                workbooks.put(path.substring(WORKBOOKS.length()), bytes);
            }
        });
        return workbooks;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
