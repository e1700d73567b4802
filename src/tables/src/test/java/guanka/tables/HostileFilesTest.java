package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no workbook, or more than one: each is refused with a mistake that says so, in bounded time and memory. */
class HostileFilesTest {

    private static final String SHEET = "xl/worksheets/sheet2.xml";

    // not a workbook

    @Test
    void anEmptyFile() throws IOException {
        isRefused(new byte[0], "not-a-workbook");
    }

    @Test
    void aPicture() throws IOException {
        isRefused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0}, "not-a-workbook");
    }

    @Test
    void aCsvFile() throws IOException {
        isRefused("key,effect\nL-1,5E002\n".getBytes(StandardCharsets.UTF_8), "plain-text");
    }

    @Test
    void aWorkbookOfTheOldFormat() throws IOException {
        try (var old = new HSSFWorkbook()) {
            old.createSheet("Laws");
            isRefused(bytes(old), "old-format");
        }
    }

    @Test
    void aWorkbookWithAPassword() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var container = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var data = encryptor.getDataStream(container)) {
                data.write(laws());
            }
            container.writeFilesystem(out);
        }
        isRefused(out.toByteArray(), "encrypted");
    }

    @Test
    void aZipArchiveOfSomethingElse() throws IOException {
        isRefused(zip(Map.of("readme.txt", new byte[3])), "other-format");
        isRefused(zip(Map.of("word/document.xml", new byte[3])), "other-format");
        isRefused(zip(Map.of("content.xml", new byte[3])), "other-format");
        isRefused(zip(Map.of("xl/workbook.bin", new byte[3])), "other-format");
    }

    @Test
    void aFileThatIsTooLarge() throws IOException {
        isRefused(new byte[Limits.FILE_BYTES + 1], "file-too-large");
    }

    // bombs

    @Test
    void aZipBomb() throws IOException {
        isRefused(with("xl/media/bomb.xml", new byte[90 * 1024 * 1024]), "inflates-too-much");
    }

    @Test
    void aZipBombOfManyEntries() throws IOException {
        Map<String, byte[]> parts = parts(laws());
        var noise = new Random(1);
        byte[] dull = new byte[400_000];
        for (int i = 0; i < dull.length; i += 300) {
            dull[i] = (byte) noise.nextInt();
        }
        for (int i = 0; i <= Limits.INFLATED_BYTES / dull.length; i++) {
            parts.put("docMetadata/" + i + ".xml", dull);
        }
        isRefused(zip(parts), "inflates-too-much");
    }

    @Test
    void aZipBombWhoseHeaderLiesAboutItsSize() throws IOException {
        byte[] file = with("xl/theme/theme1.xml", new byte[90 * 1024 * 1024]);
        int central = lastIndexOf(file, new byte[] {'P', 'K', 1, 2});
        // the size in the list of contents, of the last entry or another, no longer says 90 MB
        Arrays.fill(file, central + 24, central + 28, (byte) 1);
        isRefused(file, "inflates-too-much");
    }

    @Test
    void tooManyEntries() throws IOException {
        Map<String, byte[]> parts = parts(laws());
        for (int i = 0; i < 2_001; i++) {
            parts.put("customXml/" + i + ".xml", new byte[1]);
        }
        isRefused(zip(parts), "too-many-entries");
    }

    @Test
    void tooManyLinks() throws IOException {
        String link =
                "<Relationship Id=\"r%d\" Type=\"http://x/hyperlink\" Target=\"https://x/\" TargetMode=\"External\"/>";
        var links = new StringBuilder(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int i = 0; i < 60_000; i++) {
            links.append(String.format(link, i));
        }
        isRefused(
                with(
                        "xl/worksheets/_rels/sheet2.xml.rels",
                        links.append("</Relationships>").toString().getBytes(StandardCharsets.UTF_8)),
                "inflates-too-much");
    }

    @Test
    void aSheetOfAMillionRows() throws IOException {
        var rows = new StringBuilder(40_000_000);
        for (int i = 1; i <= 1_000_000; i++) {
            rows.append("<row r=\"").append(i).append("\"><c r=\"A").append(i).append("\"><v>1</v></c></row>");
        }
        byte[] sheet = sheet("<sheetData>" + rows + "</sheetData>");
        List<CellMistake> mistakes =
                assertTimeoutPreemptively(Duration.ofMinutes(2), () -> Sample.mistakesIn(with(SHEET, sheet)));
        assertTrue(
                mistakes.stream()
                        .anyMatch(mistake -> mistake.code().equals("too-many-rows") && "Laws".equals(mistake.sheet())),
                mistakes::toString);
    }

    @Test
    void aSheetOfManyColumns() throws IOException {
        isRefused(
                with(SHEET, sheet("<sheetData><row r=\"1\"><c r=\"CW1\"><v>1</v></c></row></sheetData>")),
                "too-many-columns",
                "Laws!CW1");
    }

    @Test
    void tooManySheets() throws IOException {
        try (var book = new XSSFWorkbook()) {
            for (int i = 0; i < 61; i++) {
                book.createSheet("S" + i);
            }
            isRefused(Sample.bytes(book), "too-many-sheets");
        }
    }

    @Test
    void tooManyTexts() throws IOException {
        var texts = new StringBuilder("<sst xmlns=\"" + Xml.MAIN + "\">");
        for (int i = 0; i <= Limits.SHARED_TEXTS; i++) {
            texts.append("<si><t>").append(Integer.toHexString(i * 7919)).append("</t></si>");
        }
        isRefused(
                with("xl/sharedStrings.xml", texts.append("</sst>").toString().getBytes(StandardCharsets.UTF_8)),
                "too-many-texts");
    }

    @Test
    void entitiesThatGrow() throws IOException {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE worksheet [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                + new String(
                        sheet(
                                "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData>"),
                        StandardCharsets.UTF_8);
        isRefused(with(SHEET, bomb.getBytes(StandardCharsets.UTF_8)), "unreadable-sheet");
    }

    @Test
    void anEntityThatReadsAFile() throws IOException {
        for (String part :
                List.of(SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")) {
            String xml = new String(parts(laws()).get(part), StandardCharsets.UTF_8).replaceFirst("<\\?xml[^>]*>", "");
            String evil = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>" + xml;
            List<CellMistake> mistakes = Sample.mistakesIn(with(part, evil.getBytes(StandardCharsets.UTF_8)));
            assertTrue(
                    mistakes.stream().anyMatch(mistake -> mistake.code().startsWith("unreadable-")),
                    () -> part + mistakes);
            assertTrue(
                    VersionMark.of(with(part, evil.getBytes(StandardCharsets.UTF_8)))
                            .isEmpty(),
                    part);
        }
    }

    // two workbooks in one

    @Test
    void anEntryThatIsThereTwice() throws IOException {
        byte[] file =
                rename(with("xl/worksheets/sheet9.xml", parts(laws()).get(SHEET)), "xl/worksheets/sheet9.xml", SHEET);
        isRefused(file, "duplicate-entry");
    }

    @Test
    void entriesThatDifferByCaseAlone() throws IOException {
        isRefused(with("xl/worksheets/SHEET2.xml", parts(laws()).get(SHEET)), "duplicate-entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "xl\\evil.xml", "C:/evil.xml"})
    void anEntryThatLeadsOutOfTheFile(String name) throws IOException {
        isRefused(with(name, new byte[1]), "unsafe-entry-name");
    }

    @Test
    void anEntryThatTheListOfContentsDoesNotName() throws IOException {
        byte[] file = with("customXml/hidden.xml", new byte[1]);
        byte[] name = "customXml/hidden.xml".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(
                "customXml/masked.xml".getBytes(StandardCharsets.UTF_8), 0, file, lastIndexOf(file, name), name.length);
        isRefused(file, "two-faced-file");
    }

    @Test
    void aListOfContentsThatPointsToOtherBytes() throws IOException {
        // two entries of equal length swap their offsets in the list of contents
        Map<String, byte[]> parts = parts(laws());
        parts.put("customXml/a.xml", "<a>YES</a>".getBytes(StandardCharsets.UTF_8));
        parts.put("customXml/b.xml", "<a>NOT</a>".getBytes(StandardCharsets.UTF_8));
        byte[] file = zip(parts);
        int a = lastIndexOf(file, "customXml/a.xml".getBytes(StandardCharsets.UTF_8));
        int b = lastIndexOf(file, "customXml/b.xml".getBytes(StandardCharsets.UTF_8));
        byte[] place = Arrays.copyOfRange(file, a - 46, a);
        System.arraycopy(file, b - 46, file, a - 46, 46);
        System.arraycopy(place, 0, file, b - 46, 46);
        isRefused(file, "two-faced-file");
    }

    @Test
    void bytesBeforeTheFirstEntry() throws IOException {
        byte[] file = laws();
        byte[] shifted = new byte[file.length + 4];
        System.arraycopy(file, 0, shifted, 4, file.length);
        System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, shifted, 0, 4);
        List<CellMistake> mistakes = Sample.mistakesIn(shifted);
        assertEquals(
                1,
                mistakes.stream()
                        .filter(mistake -> mistake.workbook().equals("laws.xlsx"))
                        .count(),
                mistakes::toString);
    }

    @Test
    void rowsOrCellsThatAreThereTwice() throws IOException {
        for (String data : List.of(
                "<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>",
                "<row r=\"2\"/><row r=\"2\"/>",
                "<row r=\"2\"/><row r=\"1\"/>",
                "<row r=\"1\"><c r=\"A7\"/></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is><is><t>y</t></is></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v><v>1</v></c></row>",
                "<row r=\"1\" hidden=\"maybe\"/>",
                "<row r=\"1\"/></sheetData><sheetData>")) {
            isRefused(with(SHEET, sheet("<sheetData>" + data + "</sheetData>")), "unreadable-sheet");
        }
    }

    // things that are not cells

    @Test
    void macros() throws IOException {
        isRefused(with("xl/vbaProject.bin", new byte[10]), "macros");
        byte[] types = edited(
                "[Content_Types].xml",
                xml -> xml.replace(
                        "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                        "ms-excel.sheet.macroEnabled.main+xml"));
        isRefused(with("[Content_Types].xml", types), "macros");
    }

    @Test
    void aChartSheet() throws IOException {
        byte[] types = edited(
                "[Content_Types].xml",
                xml -> xml.replaceFirst("worksheet(\\+xml\" PartName=\"/xl/worksheets/sheet2.xml\")", "chartsheet$1"));
        isRefused(with("[Content_Types].xml", types), "foreign-sheet");
    }

    @Test
    void linksToOtherWorkbooks() throws IOException {
        isRefused(with("xl/externalLinks/externalLink1.xml", "<x/>".getBytes(StandardCharsets.UTF_8)), "external-link");
        byte[] named = edited(
                "xl/workbook.xml",
                xml -> xml.replace(
                        "</sheets>",
                        "</sheets><definedNames><definedName name=\"x\">[1]Laws!$A$1</definedName></definedNames>"));
        isRefused(with("xl/workbook.xml", named), "external-link");
    }

    @Test
    void conversationsWithOtherPrograms() throws IOException {
        byte[] dde = edited(
                "xl/workbook.xml",
                xml -> xml.replace(
                        "</sheets>",
                        "</sheets><definedNames><definedName name=\"x\">cmd|'/C calc'!A0</definedName></definedNames>"));
        isRefused(with("xl/workbook.xml", dde), "external-link");
    }

    @Test
    void filesToFetch() throws IOException {
        String link =
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                        + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\" Target=\"%s\" TargetMode=\"External\"/></Relationships>";
        for (List<String> evil : List.of(
                List.of("hyperlink", "file:///etc/passwd"),
                List.of("image", "https://evil.example/x.png"),
                List.of("oleObject", "https://evil.example/x"))) {
            byte[] links = String.format(link, evil.get(0), evil.get(1)).getBytes(StandardCharsets.UTF_8);
            isRefused(with("xl/worksheets/_rels/sheet2.xml.rels", links), "external-link");
        }
    }

    @Test
    void embeddedObjectsAndPictures() throws IOException {
        isRefused(with("xl/embeddings/oleObject1.bin", new byte[10]), "embedded-object");
        isRefused(with("xl/activeX/activeX1.bin", new byte[10]), "embedded-object");
        isRefused(with("xl/media/image1.png", new byte[10]), "foreign-part");
        isRefused(with("xl/charts/chart1.xml", new byte[10]), "foreign-part");
        isRefused(with("xl/connections.xml", new byte[10]), "external-link");
    }

    @Test
    void mistakesInCellsAreToldBesideThoseOfTheFile() throws IOException {
        Map<String, byte[]> parts =
                parts(Sample.bytes(new Sample().set("Laws", "D3", "EXEMT").laws()));
        parts.put("xl/vbaProject.bin", new byte[10]);
        String types = new String(parts.get("[Content_Types].xml"), StandardCharsets.UTF_8);
        parts.put(
                "[Content_Types].xml",
                types.replaceFirst(
                                "<Default ",
                                "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/><Default ")
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(
                List.of("macros", "not-allowed"),
                Sample.mistakesIn(zip(parts)).stream().map(CellMistake::code).toList());
    }

    @Test
    void aFileBrokenAtAnyByteIsRefusedOrReadButNeverThrows() {
        byte[] good = laws();
        var random = new Random(20251124);
        for (int i = 0; i < 150; i++) {
            byte[] broken = good.clone();
            for (int change = 0; change <= i % 3; change++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                broken = Arrays.copyOf(broken, random.nextInt(broken.length));
            }
            Sample.mistakesIn(broken).forEach(CellMistakesTest::isOneSentence);
        }
    }

    @Test
    void xmlBrokenAtAnyByteIsRefusedOrReadButNeverThrows() throws IOException {
        Map<String, byte[]> parts = parts(laws());
        var random = new Random(20251125);
        for (String part : parts.keySet()) {
            for (int i = 0; i < 10; i++) {
                byte[] broken = parts.get(part).clone();
                broken[random.nextInt(broken.length)] = (byte) (32 + random.nextInt(95));
                Sample.mistakesIn(with(part, broken)).forEach(CellMistakesTest::isOneSentence);
            }
        }
    }

    private static void isRefused(byte[] laws, String code) {
        isRefused(laws, code, null);
    }

    private static void isRefused(byte[] laws, String code, String place) {
        List<CellMistake> mistakes = Sample.mistakesIn(laws);
        mistakes.forEach(CellMistakesTest::isOneSentence);
        CellMistake mistake = mistakes.stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(null);
        assertTrue(mistake != null && mistake.workbook().equals("laws.xlsx"), () -> code + ": " + mistakes);
        if (place != null) {
            assertEquals(place, mistake.sheet() + "!" + mistake.cell());
        }
    }

    private static byte[] laws() {
        return Sample.bytes(new Sample().laws());
    }

    private static byte[] bytes(HSSFWorkbook book) throws IOException {
        var out = new ByteArrayOutputStream();
        book.write(out);
        return out.toByteArray();
    }

    private static byte[] sheet(String content) {
        return ("<worksheet xmlns=\"" + Xml.MAIN + "\">" + content + "</worksheet>").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] edited(String part, UnaryOperator<String> edit) throws IOException {
        String before = new String(parts(laws()).get(part), StandardCharsets.UTF_8);
        String after = edit.apply(before);
        assertTrue(!after.equals(before), part);
        return after.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] with(String name, byte[] content) throws IOException {
        Map<String, byte[]> parts = parts(laws());
        parts.put(name, content);
        return zip(parts);
    }

    static Map<String, byte[]> parts(byte[] file) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    static byte[] zip(Map<String, byte[]> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** Renames an entry in both of its headers; the names must be of one length. */
    private static byte[] rename(byte[] file, String from, String to) {
        byte[] sought = from.getBytes(StandardCharsets.UTF_8);
        byte[] put = to.getBytes(StandardCharsets.UTF_8);
        assertEquals(sought.length, put.length);
        for (int at = lastIndexOf(file, sought); at >= 0; at = lastIndexOf(file, sought)) {
            System.arraycopy(put, 0, file, at, put.length);
        }
        return file;
    }

    private static int lastIndexOf(byte[] file, byte[] sought) {
        for (int i = file.length - sought.length; i >= 0; i--) {
            if (Arrays.equals(file, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }
}
