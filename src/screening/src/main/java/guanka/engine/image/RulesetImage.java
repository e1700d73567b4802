package guanka.engine.image;

import com.ibm.icu.util.VersionInfo;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.PartyScreening;
import guanka.facts.rows.ListEntry;
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
import org.apache.lucene.store.DataInput;
import org.apache.lucene.util.Version;

/**
 * What a kjar holds beside its workbooks, so that a start need not read them: their rows, and the names of its party lists as screening reads them. It says of which workbooks it
 * was made and by which program; where either is another, it is left aside. The workbooks are the law: what vouches for them must vouch
 * for the image too before it is believed.
 */
public final class RulesetImage {

    /** Folder of the image in a kjar. */
    public static final String FOLDER = "image/";

    /** The rows. */
    public static final String TABLES = FOLDER + "tables";

    /** What was read of the names of the party lists. */
    public static final String NAMES = FOLDER + "names";

    private static final String COLUMNS = "columns.json";
    private static final String WORKBOOKS = "decision-tables/";
    private static final String WORKBOOK = ".xlsx";
    private static final String LAYOUT = "guanka-image 1";
    private static final String PROGRAM = readProgram();

    private final Map<String, String> digests;
    private final DataInput tables;
    private final DataInput names;

    private RulesetImage(Map<String, String> digests, DataInput tables, DataInput names) {
        this.digests = digests;
        this.tables = tables;
        this.names = names;
    }

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
            if (tables.rowTypes().contains(ListEntry.class.getName())) {
                image.put(NAMES, written(kjar, out -> NameIndexes.of(tables).write(out)));
            }
        }
        return image;
    }

    /** The entries of an image that says to be of the kjar's workbooks and by this program, and is not what they give. */
    public static List<String> forged(SortedMap<String, byte[]> kjar, Tables tables) {
        if (PROGRAM == null || !kjar.containsKey(TABLES) && !kjar.containsKey(NAMES)) {
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
     * The image of a kjar, which is believed.
     *
     * @return null where the kjar holds no image of its workbooks by this program
     */
    public static RulesetImage in(SortedMap<String, byte[]> kjar) {
        if (PROGRAM == null || !kjar.containsKey(TABLES) || !kjar.containsKey(COLUMNS)) {
            return null;
        }
        Map<String, String> digests = digests(kjar);
        byte[] head = head(kjar, digests);
        DataInput tables = image(kjar, TABLES, head);
        return tables == null ? null : new RulesetImage(digests, tables, image(kjar, NAMES, head));
    }

    /** The tables that it holds. */
    public Tables tables(Columns columns, ClassLoader rowTypes) {
        try {
            return TablesImage.read(tables.clone(), columns, digests, rowTypes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name index over its tables. */
    public PartyScreening screening(Tables read) {
        return names == null
                ? NameIndexes.of(read)
                : NameIndexes.of(read, entries -> screening(entries, names.clone()));
    }

    private static PartyScreening screening(List<ListedName> names, DataInput image) {
        try {
            return PartyScreening.read(names, image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry of the image behind its head; null where it is missing or has another head. */
    private static DataInput image(SortedMap<String, byte[]> kjar, String path, byte[] head) {
        byte[] image = kjar.get(path);
        return image == null || !begins(image, head)
                ? null
                : new ByteArrayDataInput(image, head.length, image.length - head.length);
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
