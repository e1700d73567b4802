package guanka.tables;

import guanka.facts.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The file around a workbook, looked at before any reader of workbooks sees it. Sizes are counted while unpacking, never taken from headers.
 *
 * @param faults what is wrong with the file
 * @param safe   whether it may be opened all the same, to name the mistakes in its cells too
 */
record Envelope(List<Fault> faults, boolean safe) {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    /** Everything that a workbook of cells, formats and comments consists of; what is not here is refused by name. */
    private static final Pattern ORDINARY = Pattern.compile(
            "\\[Content_Types]\\.xml|_rels/\\.rels|docProps/[\\w.-]+|docMetadata/LabelInfo\\.xml|customXml/[\\w./-]+"
                    + "|xl/(_rels/)?workbook\\.xml(\\.rels)?|xl/(sharedStrings|styles|calcChain|metadata|comments\\d*)\\.xml"
                    + "|xl/(worksheets|theme|tables|comments|threadedComments|persons)/(_rels/)?[\\w-]+\\.xml(\\.rels)?"
                    + "|xl/drawings/(_rels/)?[\\w-]+\\.(vml|xml)(\\.rels)?|xl/printerSettings/[\\w-]+\\.bin|[\\w/]+/"
                    + "|xl/(namedSheetViews|richData|featurePropertyBag)/(_rels/)?[\\w-]+\\.xml(\\.rels)?"
                    + "|_xmlsignatures/(_rels/)?[\\w-]+\\.(xml|sigs)(\\.rels)?|customStorage/[\\w./-]+");

    private static final int READ_AHEAD = 512;
    private static final int FAULTS = 20;

    static Envelope of(byte[] file) {
        if (file.length == 0) {
            return refused(Fault.empty());
        }
        if (file.length > Limits.FILE_BYTES) {
            return refused(Fault.fileTooLarge(file.length));
        }
        if (startsWith(file, OLE2)) {
            return refused(contains(file, ENCRYPTED) ? Fault.encrypted() : Fault.oldFormat());
        }
        if (!startsWith(file, ZIP)) {
            return refused(looksLikeText(file) ? Fault.plainText() : Fault.notAWorkbook());
        }
        try {
            return ofZip(file);
        } catch (IOException | RuntimeException damaged) {
            return refused(Fault.unreadable());
        }
    }

    private static Envelope ofZip(byte[] file) throws IOException {
        var unpacked = new LinkedHashMap<String, byte[]>();
        Set<String> names = new HashSet<>();
        var source = new Counted(file);
        var zip = new ZipInputStream(source);
        long total = 0;
        long trees = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (unpacked.size() == Limits.ENTRIES) {
                return refused(Fault.tooManyEntries());
            }
            if (leadsOut(name)) {
                return refused(Fault.unsafeEntry(name));
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                return refused(Fault.duplicateEntry(name));
            }
            MessageDigest digest = sha256();
            byte[] block = new byte[8192];
            // what the zip reader has taken ahead from this entry already
            long before = source.taken - READ_AHEAD;
            long size = 0;
            for (int read = zip.read(block); read >= 0; read = zip.read(block)) {
                size += read;
                total += read;
                trees += isTree(name) ? read : 0;
                if (total > Limits.INFLATED_BYTES
                        || trees > Limits.TREES_BYTES
                        || size > Limits.RATIO_FROM_BYTES && size > Limits.RATIO * (source.taken - before)) {
                    return refused(Fault.inflatesTooMuch(name));
                }
                digest.update(block, 0, read);
            }
            unpacked.put(name, digest.digest());
        }
        if (!hasSameContents(file, unpacked)) {
            return refused(Fault.twoFaces());
        }
        return ofNames(unpacked.keySet());
    }

    /**
     * Excel finds the parts by the list at the end of a zip file, other readers by walking through it. Where both ways do not give the
     * same parts with the same bytes, two readers would see two workbooks.
     */
    private static boolean hasSameContents(byte[] file, Map<String, byte[]> unpacked) throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            var left = new HashMap<>(unpacked);
            long total = 0;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                byte[] expected = left.remove(entry.getName());
                if (expected == null) {
                    return false;
                }
                MessageDigest digest = sha256();
                byte[] block = new byte[8192];
                try (InputStream content = zip.getInputStream(entry)) {
                    for (int read = content.read(block); read >= 0; read = content.read(block)) {
                        total += read;
                        if (total > Limits.INFLATED_BYTES) {
                            return false;
                        }
                        digest.update(block, 0, read);
                    }
                }
                if (!Arrays.equals(expected, digest.digest())) {
                    return false;
                }
            }
            return left.isEmpty();
        }
    }

    private static Envelope ofNames(Set<String> names) {
        Fault other = otherFormat(names);
        if (other != null) {
            return refused(other);
        }
        var faults = new ArrayList<Fault>();
        for (String name : names) {
            if (!ORDINARY.matcher(name).matches() && faults.size() < FAULTS) {
                Fault fault = foreign(name);
                if (!faults.contains(fault)) {
                    faults.add(fault);
                }
            }
        }
        return new Envelope(faults, true);
    }

    private static Fault otherFormat(Set<String> names) {
        if (names.contains("xl/workbook.xml")) {
            return names.contains("[Content_Types].xml") ? null : Fault.unreadable();
        }
        if (names.contains("xl/workbook.bin")) {
            return Fault.otherFormat(new Text("a binary workbook (.xlsb)", "二进制工作簿（.xlsb）"));
        }
        if (names.contains("content.xml")) {
            return Fault.otherFormat(new Text("an OpenDocument file", " OpenDocument 文件"));
        }
        if (names.contains("word/document.xml")) {
            return Fault.otherFormat(new Text("a Word document", " Word 文档"));
        }
        return names.contains("ppt/presentation.xml")
                ? Fault.otherFormat(new Text("a presentation", "演示文稿"))
                : Fault.otherFormat(new Text("a zip archive", " zip 压缩包"));
    }

    static Fault foreign(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("vbaproject")
                || lower.contains("vbadata")
                || lower.contains("macrosheets")
                || lower.contains("dialogsheets")) {
            return Fault.macros();
        }
        if (lower.contains("externallinks") || lower.contains("connections") || lower.contains("querytables")) {
            return Fault.externalLink(name);
        }
        if (lower.contains("embeddings")
                || lower.contains("activex")
                || lower.contains("ctrlprops")
                || lower.contains("oleobject")) {
            return Fault.embedded(name);
        }
        return Fault.foreignPart(name, kind(lower));
    }

    /** What a part is to the person who put it into the workbook. */
    private static Text kind(String name) {
        if (name.contains("media/") || name.contains("cellimages") || name.contains("drawings/")) {
            return new Text("a picture or shape; delete it", "图片或图形；请将其删除");
        }
        if (name.contains("charts/") || name.contains("diagrams/")) {
            return new Text("a chart; delete it", "图表；请将其删除");
        }
        if (name.contains("pivot")) {
            return new Text("a pivot table; delete the sheet that holds it", "数据透视表；请删除其所在的工作表");
        }
        if (name.contains("slicer") || name.contains("timeline")) {
            return new Text("a slicer; delete it and use the filter of the header row", "切片器；请将其删除，改用标题行的筛选");
        }
        if (name.contains("webextension")) {
            return new Text("an add-in; remove it from the workbook", "加载项；请从工作簿中移除");
        }
        if (name.contains("xl/model/") || name.contains("revisions/")) {
            return new Text(
                    "a data model or a history of shared work; copy the sheets into a new workbook",
                    "数据模型或共享修订记录；请将各表复制到新的工作簿中");
        }
        return new Text(
                "something that is neither cell nor comment; copy the sheets into a new workbook",
                "既非单元格也非批注的内容；请将各表复制到新的工作簿中");
    }

    private static boolean isTree(String name) {
        return name.endsWith(".rels") || name.startsWith("docProps/") || name.equals("[Content_Types].xml");
    }

    private static boolean leadsOut(String name) {
        return name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || name.indexOf('\0') >= 0
                || Arrays.asList(name.split("/")).contains("..");
    }

    private static Envelope refused(Fault fault) {
        return new Envelope(List.of(fault), false);
    }

    private static boolean looksLikeText(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file, 0, Math.min(file.length, 4096)))
                    .toString();
            return text.indexOf('\0') < 0
                    && text.chars()
                            .anyMatch(letter -> letter == ','
                                    || letter == ';'
                                    || letter == '\t'
                                    || letter == '<'
                                    || letter == '\n');
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return file.length >= start.length && Arrays.equals(file, 0, start.length, start, 0, start.length);
    }

    private static boolean contains(byte[] file, byte[] sought) {
        for (int i = 0; i + sought.length <= file.length; i++) {
            if (Arrays.equals(file, i, i + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Counts the compressed bytes that were asked for. */
    private static final class Counted extends ByteArrayInputStream {

        private long taken;

        Counted(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) {
            int read = super.read(into, at, length);
            taken += Math.max(0, read);
            return read;
        }
    }
}
