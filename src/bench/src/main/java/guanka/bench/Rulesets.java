package guanka.bench;

import guanka.engine.Guanka;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The built kjar, with more rows than the law has: items, listed parties and end uses are written into its workbooks in memory
 * until there are as many as asked for. The rules are untouched, and so are the answers to the mix.
 */
final class Rulesets {

    private static final String FOLDER = "decision-tables/";
    /** Left out where the number of rows counts: no shipment of the mix asks for them. */
    private static final Set<String> LONG_LISTS = Set.of(FOLDER + "us-parties.xlsx", FOLDER + "us-sdn.xlsx");

    private static final String[] SYLLABLES = {
        "vor", "ta", "lim", "ek", "su", "dra", "mon", "pi", "qua", "zel", "ho", "bri", "ner", "us", "fal", "go", "wik",
        "ya", "tre", "os"
    };

    private Rulesets() {}

    /** A ruleset with the number of rows that grow with a state's lists: items, entries and end uses. */
    record Loaded(Guanka guanka, long growing) {

        Ruleset ruleset() {
            return guanka.ruleset();
        }

        Decisions decisions() {
            return guanka.decisions();
        }
    }

    /**
     * Loads the kjar.
     *
     * @param rows how many items, entries and end uses there shall be, without the long lists of the United States; 0 leaves
     *             the law as it is
     */
    static Loaded load(int rows) {
        Guanka grown = Guanka.load(grown(rows));
        return new Loaded(grown, growing(grown.ruleset()));
    }

    /** The bytes of such a kjar. */
    static byte[] grown(int rows) {
        try {
            byte[] kjar = Files.readAllBytes(kjar());
            if (rows == 0) {
                return kjar;
            }
            byte[] cut = rewritten(kjar, (name, bytes) -> LONG_LISTS.contains(name) ? cut(bytes) : bytes);
            int more = (int) (rows - growing(Guanka.load(cut).ruleset()));
            return more <= 0 ? cut : grow(cut, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long growing(Ruleset ruleset) {
        return ruleset.rows(ItemRow.class).size()
                + ruleset.rows(ListEntry.class).size()
                + ruleset.rows(EndUseRow.class).size();
    }

    /** The kjar of the build: of {@code -Dguanka.kjar}, or below the nearest folder that holds one. */
    static Path kjar() throws IOException {
        String given = System.getProperty("guanka.kjar");
        if (given != null) {
            return Path.of(given);
        }
        return root().resolve("rules-kjar/target").resolve(kjarIn(root()));
    }

    /** The folder of the repository, wherever below it the benchmark was started. */
    static Path root() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("rules-kjar/target")) && kjarIn(folder) != null) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no rules-kjar/target/guanka-rules-*.jar here or above; build the repository first");
    }

    private static String kjarIn(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("rules-kjar/target"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.matches("guanka-rules-.+\\.jar"))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
    }

    private static byte[] grow(byte[] kjar, int more) throws IOException {
        int endUses = more / 20;
        int entries = (more - endUses) * 2 / 5;
        int items = more - endUses - entries;
        return rewritten(kjar, (name, bytes) -> switch (name) {
            case FOLDER + "cn-items.xlsx" -> append(bytes, "Control list", items, Rulesets::item);
            case FOLDER + "parties.xlsx" -> append(bytes, "Entries", entries, Rulesets::entry);
            case FOLDER + "provisions.xlsx" -> append(bytes, "End uses", endUses, Rulesets::endUse);
            case FOLDER + "vocabularies.xlsx" -> append(bytes, "Vocabulary", endUses, Rulesets::purpose);
            default -> bytes;
        });
    }

    private interface Rewriting {
        byte[] of(String name, byte[] bytes) throws IOException;
    }

    private static byte[] rewritten(byte[] kjar, Rewriting rewriting) throws IOException {
        var rewritten = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(kjar));
                var out = new ZipOutputStream(rewritten)) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(rewriting.of(entry.getName(), in.readAllBytes()));
                out.closeEntry();
            }
        }
        return rewritten.toByteArray();
    }

    /** A workbook of lists with one entry a sheet. */
    private static byte[] cut(byte[] workbook) throws IOException {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            for (Sheet sheet : book) {
                if (!sheet.getSheetName().equals("Read me")) {
                    for (int i = sheet.getLastRowNum(); i > 2; i--) {
                        sheet.removeRow(sheet.getRow(i));
                    }
                }
            }
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    private interface Change {
        Map<String, String> of(int number, Random random);
    }

    /** Appends rows that are the sheet's first but for some columns. */
    private static byte[] append(byte[] workbook, String name, int rows, Change change) throws IOException {
        var random = new Random(name.hashCode());
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            Sheet sheet = book.getSheet(name);
            Row header = sheet.getRow(0);
            Row first = sheet.getRow(2);
            int next = sheet.getLastRowNum() + 1;
            for (int i = 0; i < rows; i++) {
                Row row = sheet.createRow(next + i);
                Map<String, String> changed = change.of(i, random);
                for (Cell column : header) {
                    Cell model = first.getCell(column.getColumnIndex());
                    String value = changed.getOrDefault(
                            column.getStringCellValue(), model == null ? "" : model.getStringCellValue());
                    if (!value.isEmpty()) {
                        row.createCell(column.getColumnIndex()).setCellValue(value);
                    }
                }
            }
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    /** Codes of groups that the mix does not name, three levels deep. */
    private static Map<String, String> item(int number, Random random) {
        String heading = "" + random.nextInt(10) + (char) ('P' + random.nextInt(10)) + (100 + number % 900);
        String code = heading + "." + (char) ('a' + random.nextInt(8)) + "." + number;
        return Map.of("key", "BENCH/" + number, "control codes", code, "hs codes", "NONE");
    }

    private static Map<String, String> entry(int number, Random random) {
        Map<String, String> entry = new HashMap<>();
        entry.put("key", "BENCH-" + number);
        entry.put("name en", word(random) + " " + word(random) + " Works " + word(random));
        entry.put("name zh", "?");
        entry.put("aliases", "NONE");
        entry.put("identifiers", "NONE");
        return entry;
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 2 + random.nextInt(2); i >= 0; i--) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** End uses of provisions about which no rule asks for an end use. */
    private static Map<String, String> endUse(int number, Random random) {
        String[] provisions = {"CN-2023-23", "CN-2023-39", "CN-2024-33", "CN-2025-10", "CN-2025-18", "CN-2025-55"};
        String provision = provisions[random.nextInt(provisions.length)];
        return Map.of("key", "BENCH/" + number, "provision", provision, "purpose", "BENCH_" + number);
    }

    private static Map<String, String> purpose(int number, Random random) {
        String code = "BENCH_" + number;
        return Map.of("key", "purposes:" + code, "vocabulary", "purposes", "code", code);
    }
}
