package guanka.engine.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.CellMistake;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/**
 * Whatever somebody puts into a cell is data: it is named by its cell, or handed on letter by letter, and never run. A
 * run writes thousands of generated cells; with system property {@code guanka.tries=42}, each of 10,000 generated texts into every kind
 * of column.
 */
class InjectionTest {

    private static final byte[] BASE = TestRuleset.kjar();
    private static final int BATCH = 40;
    private static final int DECIDED = 10;

    private static InjectedWorkbooks workbooks;

    private static InjectedWorkbooks workbooks() throws IOException {
        if (workbooks == null) {
            workbooks = new InjectedWorkbooks(BASE);
        }
        return workbooks;
    }

    @AfterContainer
    static void theCanaryIsSilent() {
        assertTrue(Canary.isSilent(), "something that stood in a cell was run");
    }

    private static List<String> corpus() throws IOException {
        try (var lines = InjectionTest.class.getResourceAsStream("injections.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("## "))
                    .map(InjectionTest::unescaped)
                    .toList();
        }
    }

    /** Letters that an editor would hide or spoil are written as in Java. */
    private static String unescaped(String line) {
        var text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (line.startsWith("\\n", i)) {
                text.append('\n');
                i++;
            } else if (line.startsWith("\\\\", i)) {
                text.append('\\');
                i++;
            } else {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }

    @Test
    void everyCellOfTheCorpusIsNamedOrHarmlessInEveryKindOfColumn() throws IOException {
        List<String> corpus = corpus();
        assertTrue(corpus.size() >= 200, () -> corpus.size() + " cells");
        List<byte[]> before = decided(TestRuleset.get());
        var random = new Random(corpus.size());
        for (int i = 0; i < corpus.size(); i += BATCH) {
            decides(harmless(corpus.subList(i, Math.min(corpus.size(), i + BATCH)), random));
        }
        List<byte[]> after = decided(TestRuleset.get());
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), after.get(i), "a refused draft moved a decision");
        }
        assertTrue(Canary.isSilent());
    }

    @Property(seed = "1", tries = 6)
    void everyGeneratedCellIsNamedOrHarmlessInEveryKindOfColumn(@ForAll int seed) {
        var last = new AtomicReference<byte[]>();
        TestRuleset.each(seed, random -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                texts.add(Injections.next(random));
            }
            try {
                last.set(harmless(texts, random));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
        decides(last.get());
    }

    private static void decides(byte[] draft) {
        assertEquals(DECIDED, decided(Ruleset.load(draft)).size());
        assertTrue(Canary.isSilent());
    }

    /** A day as people and programs write it. */
    private static final Pattern DAY = Pattern.compile(
            "([0-9]{4})[-/.年]? ?([0-9]{1,2}) ?[-/.月]? ?([0-9]{1,2}) ?日?(?:[T ]00:00(?::00(?:\\.0+)?)?Z?)?");

    /**
     * A text in letters of ordinary width, its lists parted by one sign, a day in the form of the tables, a percentage without its sign:
     * the only liberties that reading takes with a text.
     */
    private static String plain(String kind, String text) {
        var narrow = new StringBuilder();
        text.chars()
                .map(letter ->
                        letter == '\u3000' ? ' ' : letter >= '\uff01' && letter <= '\uff5e' ? letter - 0xfee0 : letter)
                .forEach(letter -> narrow.append((char) letter));
        String plain = narrow.toString()
                .replaceAll("(?<=[0-9])。(?=[0-9])", ".")
                .replaceAll("\\s*[;,、]\\s*", ";")
                .replaceAll("^[ ]+|[ ;]+$", "");
        Matcher day = DAY.matcher(plain);
        if (kind.startsWith("date") && day.matches()) {
            return day.group(1) + "-" + twoDigits(day.group(2)) + "-" + twoDigits(day.group(3));
        }
        return kind.startsWith("decimal") ? plain.replaceAll(" ?%$", "") : plain;
    }

    private static String twoDigits(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    /** Every text in every kind of cell is named by it or read letter by letter; a draft with those that were read. */
    private static byte[] harmless(List<String> texts, Random random) throws IOException {
        InjectedWorkbooks books = workbooks();
        List<InjectedWorkbooks.Placed> all = books.place(texts, random);
        List<InjectedWorkbooks.Placed> left = new ArrayList<>(all);
        try {
            Tables tables = null;
            for (int round = 0; tables == null; round++) {
                assertTrue(round < 10, () -> "no end of mistakes: " + left);
                try {
                    tables = books.read(books.files(all));
                } catch (RefusedWorkbooks refused) {
                    // a key that many rows refer to is named at each of them
                    assertTrue(refused.beyond() == 0 || refused.mistakes().size() == 1_000);
                    refused.mistakes().forEach(InjectionTest::isShownSafely);
                    putRight(books, left, refused.mistakes());
                }
            }
            for (InjectedWorkbooks.Placed placed : left) {
                assertFalse(placed.injected().startsWith(InjectedWorkbooks.FORMULA), placed::toString);
                String read = InjectedWorkbooks.read(tables, placed);
                assertTrue(
                        read == null || plain(placed.kind(), read).equals(plain(placed.kind(), placed.injected())),
                        () -> placed + " was read as " + read);
            }
            return Draft.assemble(BASE, books.files(all), Map.of(), "2026.11.99");
        } finally {
            all.forEach(books::restore);
        }
    }

    /**
     * Takes back what was named. A new key or code that is none of those that other cells refer to is named at these: where no cell
     * that was written is named, what is no text is taken back.
     */
    private static void putRight(
            InjectedWorkbooks books, List<InjectedWorkbooks.Placed> left, List<CellMistake> mistakes) {
        List<InjectedWorkbooks.Placed> named = left.stream()
                .filter(placed -> mistakes.stream().anyMatch(placed::isNamedBy))
                .collect(Collectors.toList());
        if (named.isEmpty()) {
            named = left.stream().filter(placed -> !placed.isText()).toList();
        }
        assertFalse(named.isEmpty(), () -> "no written cell is to blame for " + mistakes);
        named.forEach(books::restore);
        left.removeAll(named);
    }

    /** A mistake is read in terminals and pages: what was typed is shown in it, but cannot turn, hide or break the sentence. */
    private static void isShownSafely(CellMistake mistake) {
        (mistake.message().en() + mistake.message().zh())
                .codePoints()
                .forEach(letter -> assertFalse(
                        Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT,
                        mistake::toString));
    }

    private static List<byte[]> decided(Ruleset ruleset) {
        try (var decisions = new Decisions(ruleset)) {
            var reader = new ShipmentReader(ruleset);
            return TestRuleset.cases().stream()
                    .filter(one -> !one.path("expect").has("status"))
                    .limit(DECIDED)
                    .map(one -> one.path("shipment"))
                    .map(shipment -> CanonicalJson.write(decisions.decide(reader.read(shipment))))
                    .toList();
        }
    }

    // files that are an attack as such

    private static Map<String, byte[]> parts(byte[] file) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    /** The same workbook with a table of shared texts, as a spreadsheet program saves it. */
    private static byte[] savedByPoi(byte[] file) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            book.write(out);
        }
        return out.toByteArray();
    }

    private static void isRefused(String code, String part, UnaryOperator<String> edit) throws IOException {
        Map<String, byte[]> parts =
                parts(savedByPoi(Draft.workbook(BASE, "provisions.xlsx").orElseThrow()));
        String before = new String(parts.getOrDefault(part, new byte[0]), StandardCharsets.UTF_8);
        parts.put(part, edit.apply(before).getBytes(StandardCharsets.UTF_8));
        byte[] draft = Draft.assemble(BASE, Map.of("provisions.xlsx", Archive.zip(parts)), Map.of(), "2026.11.99");
        var refused = assertThrows(RefusedRuleset.class, () -> Ruleset.load(draft));
        assertTrue(
                refused.mistakes().stream()
                        .anyMatch(m -> m.workbook().equals("provisions.xlsx")
                                && m.code().equals(code)),
                () -> code + " in "
                        + refused.reasons()
                                .subList(0, Math.min(5, refused.reasons().size())));
    }

    @Test
    void aDraftWithAFileThatIsAnAttackIsRefusedByItsKind() throws IOException {
        String sheet = "xl/worksheets/sheet2.xml";
        String declaration = "<?xml version=\"1.0\"?>";
        isRefused("inflates-too-much", "xl/media/bomb.xml", x -> "0".repeat(90 << 20));
        isRefused(
                "unreadable-sheet",
                sheet,
                xml -> declaration + "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                        + xml.replaceFirst("<\\?xml[^>]*>", "").replaceFirst("<t([^>]*)>[^<]*", "<t$1>&a;"));
        isRefused(
                "unreadable-sheet",
                sheet,
                xml -> declaration + "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                        + xml.replaceFirst("<\\?xml[^>]*>", ""));
        isRefused("too-many-rows", sheet, xml -> {
            var rows = new StringBuilder();
            for (int i = 1; i <= 200_000; i++) {
                rows.append("<row r=\"")
                        .append(i)
                        .append("\"><c r=\"A")
                        .append(i)
                        .append("\" t=\"str\"><v>x</v></c></row>");
            }
            return xml.replaceFirst("(?s)<sheetData>.*</sheetData>", "<sheetData>" + rows + "</sheetData>");
        });
        isRefused("too-many-texts", "xl/sharedStrings.xml", xml -> {
            var texts = new StringBuilder("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
            for (int i = 0; i <= 1_200_000; i++) {
                texts.append("<si><t>").append(Integer.toHexString(i * 7919)).append("</t></si>");
            }
            return texts.append("</sst>").toString();
        });
        isRefused("macros", "xl/vbaProject.bin", x -> "x");
        isRefused("external-link", "xl/externalLinks/externalLink1.xml", x -> "<x/>");
        isRefused("embedded-object", "xl/embeddings/oleObject1.bin", x -> "x");
        assertTrue(Canary.isSilent());
    }
}
