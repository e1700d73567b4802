package guanka.tables;

import guanka.tables.TableMerge.Edit;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A workbook in whose sheets cells are changed and rows are added while its parts stream from one file to the other, so that a hundred
 * thousand rows need no more memory than their bytes. It takes no row out, for that moves comments and formats as well.
 */
final class EditedParts implements AutoCloseable {

    private static final String LINKS = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final String WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels";

    private final ZipFile zip;
    /** Each text that cells may name, with its number. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final SharedTexts texts;

    private EditedParts(byte[] file) throws IOException, XMLStreamException, BrokenLimit {
        zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get();
        String shared = targets("/sharedStrings").values().stream().findFirst().orElse(null);
        if (shared == null) {
            texts = new SharedTexts(List.of());
        } else {
            try (InputStream in = open(shared)) {
                texts = SharedTexts.read(in);
            }
        }
        for (int i = 0; i < texts.texts().size(); i++) {
            numbers.putIfAbsent(texts.texts().get(i), i);
        }
    }

    /**
     * Edits a workbook that was read without a mistake.
     *
     * @param edits none of which takes a row out
     */
    static byte[] of(byte[] file, List<Edit> edits) throws IOException, XMLStreamException, BrokenLimit {
        try (var parts = new EditedParts(file)) {
            return parts.edited(edits);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private InputStream open(String part) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new IOException("the workbook has no part " + part);
        }
        return zip.getInputStream(entry);
    }

    /** The parts that the workbook names by links of one type, by the ids of the links. */
    private Map<String, String> targets(String type) throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        try (InputStream in = open(WORKBOOK_LINKS)) {
            XMLStreamReader xml = Xml.open(in, LINKS, "Relationships");
            while (Xml.child(xml)) {
                String target = Xml.attribute(xml, "Target");
                if (Xml.attribute(xml, "Type").endsWith(type)) {
                    targets.put(
                            Xml.attribute(xml, "Id"), target.startsWith("/") ? target.substring(1) : "xl/" + target);
                }
                Xml.skip(xml);
            }
        }
        return targets;
    }

    private Map<String, String> partsOfSheets() throws IOException, XMLStreamException {
        Map<String, String> targets = targets("/worksheet");
        Map<String, String> parts = new HashMap<>();
        try (InputStream in = open(WORKBOOK)) {
            XMLStreamReader xml = Xml.open(in, "workbook");
            while (Xml.child(xml)) {
                if (!Xml.is(xml, "sheets")) {
                    Xml.skip(xml);
                    continue;
                }
                while (Xml.child(xml)) {
                    parts.put(Xml.attribute(xml, "name"), targets.get(xml.getAttributeValue(Xml.RELATIONSHIPS, "id")));
                    Xml.skip(xml);
                }
            }
        }
        return parts;
    }

    private byte[] edited(List<Edit> edits) throws IOException, XMLStreamException {
        Map<String, String> parts = partsOfSheets();
        Map<String, SheetEdits> sheets = new TreeMap<>();
        for (Edit edit : edits) {
            String part = parts.get(edit.sheet());
            if (part == null) {
                throw new IOException("the workbook has no sheet " + edit.sheet());
            }
            if (!sheets.containsKey(part)) {
                try (InputStream in = open(part)) {
                    sheets.put(part, new SheetEdits(edit.sheet(), in, texts, numbers));
                }
            }
            sheets.get(part).add(edit);
        }
        var out = new ByteArrayOutputStream();
        try (var packed = new ZipOutputStream(new BufferedOutputStream(out), StandardCharsets.UTF_8)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.isDirectory()) {
                    continue;
                }
                var copy = new ZipEntry(entry.getName());
                // the same edits of the same workbook give the same bytes
                copy.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                packed.putNextEntry(copy);
                SheetEdits sheet = sheets.get(entry.getName());
                try (InputStream in = zip.getInputStream(entry)) {
                    if (sheet == null) {
                        in.transferTo(packed);
                    } else {
                        Writer writer = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
                        sheet.copy(in, writer);
                        writer.flush();
                    }
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                packed.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
