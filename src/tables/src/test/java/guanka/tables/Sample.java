package guanka.tables;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Two small workbooks without a mistake, for tests to spoil. Their declaration and row types are not those of the product. */
final class Sample {

    record Law(
            Source source,
            String key,
            Text title,
            String effect,
            BigDecimal percent,
            Integer due,
            LocalDate starts,
            List<String> codes,
            boolean dualUse,
            String purpose,
            String amends,
            String country,
            String zone) {}

    record Day(
            Source source, String key, List<String> laws, String state, LocalDate from, LocalDate to, Guard reading) {}

    /** What a law costs, on the days on which it costs that. */
    record Rate(
            Source source,
            String key,
            String law,
            Kind kind,
            List<Kind> besides,
            Truth settled,
            String court,
            LocalDate from,
            LocalDate to) {}

    enum Kind {
        FEE,
        FINE
    }

    static final String DECLARATION = """
            {"vocabulary": {"sheet": "words.xlsx!Words", "name": "vocabulary", "code": "code"},
             "readings": "laws.xlsx!Readings",
             "tail": [{"header": "note", "type": "text", "blank": true, "lines": true}],
             "workbooks": [
              {"file": "laws.xlsx", "sheets": [
               {"sheet": "Read me", "free": true},
               {"sheet": "Laws", "row": "guanka.tables.Sample$Law", "columns": [
                {"header": "key", "field": "key", "type": "key"},
                {"header": "title en", "field": "title.en", "type": "text", "holes": ["law", "from"]},
                {"header": "title zh", "field": "title.zh", "type": "text"},
                {"header": "effect", "field": "effect", "type": "enum", "values": ["LICENSE_REQUIRED", "PROHIBITED", "EXEMPT"]},
                {"header": "percent", "field": "percent", "type": "decimal", "none": "NONE", "min": "0", "max": "100"},
                {"header": "due", "field": "due", "type": "integer", "none": "NONE", "min": "1"},
                {"header": "starts", "field": "starts", "type": "date", "none": "NONE"},
                {"header": "codes", "field": "codes", "type": "list", "of": "code", "none": "NONE", "unknown": true,
                 "pattern": "[0-9][A-Z][0-9]{3}(\\\\.[a-z0-9]+)*", "shape": {"en": "a control code such as `5E002`", "zh": "管制编码，例如 `5E002`"}},
                {"header": "dual use", "field": "dualUse", "type": "enum", "values": ["YES", "NO"]},
                {"header": "purpose", "field": "purpose", "type": "vocabulary", "in": "purposes", "unknown": true},
                {"header": "amends", "field": "amends", "type": "ref", "to": "laws.xlsx!Laws", "none": "NONE"},
                {"header": "country", "field": "country", "type": "country"},
                {"header": "zone", "field": "zone", "type": "zone"}],
                "checks": [{"check": "unique", "columns": ["title en", "effect"]},
                           {"check": "then", "where": {"effect": ["PROHIBITED"]}, "then": {"due": ["NONE"]}},
                           {"check": "exists", "value": "{key}", "in": "laws.xlsx!Days!laws"}]},
               {"sheet": "Days", "row": "guanka.tables.Sample$Day", "columns": [
                {"header": "key", "field": "key", "type": "key"},
                {"header": "laws", "field": "laws", "type": "list", "of": "ref", "to": "laws.xlsx!Laws"},
                {"header": "state", "field": "state", "type": "enum", "values": ["IN_FORCE", "SUSPENDED"]},
                {"header": "from", "field": "from", "type": "date"},
                {"header": "to", "field": "to", "type": "date", "none": "OPEN"},
                {"header": "reading", "field": "reading", "type": "reading"}],
                "checks": [{"check": "period", "from": "from", "to": "to"},
                           {"check": "calendar", "subject": "laws", "from": "from", "to": "to", "reading": "reading"}]},
               {"sheet": "Pauses", "columns": [
                {"header": "key", "type": "key"},
                {"header": "pause", "type": "code"},
                {"header": "from", "type": "date"},
                {"header": "to", "type": "date"},
                {"header": "reading", "type": "reading"}],
                "checks": [{"check": "period", "from": "from", "to": "to"},
                           {"check": "apart", "subject": "pause", "from": "from", "to": "to", "reading": "reading"}]},
               {"sheet": "Choices", "columns": [
                {"header": "key", "type": "key"},
                {"header": "choice", "type": "code"},
                {"header": "reading", "type": "reading"}],
                "checks": [{"check": "single", "columns": ["choice"], "reading": "reading", "always": true}]},
               {"sheet": "Rates", "row": "guanka.tables.Sample$Rate", "columns": [
                {"header": "key", "field": "key", "type": "key"},
                {"header": "law", "field": "law", "type": "ref", "to": "laws.xlsx!Laws"},
                {"header": "kind", "field": "kind", "type": "enum", "values": ["FEE", "FINE"]},
                {"header": "besides", "field": "besides", "type": "list", "of": "enum", "values": ["FEE", "FINE"], "none": "NONE"},
                {"header": "settled", "field": "settled", "type": "enum", "values": ["YES", "NO"], "unknown": true},
                {"header": "court", "field": "court", "type": "code", "none": "NONE"},
                {"header": "from", "field": "from", "type": "date", "none": "OPEN"},
                {"header": "to", "field": "to", "type": "date", "none": "OPEN"},
                {"header": "reading", "type": "reading"}],
                "checks": [{"check": "period", "from": "from", "to": "to"},
                           {"check": "unique", "columns": ["law", "kind", "reading"], "from": "from", "to": "to"},
                           {"check": "single", "columns": ["law", "kind"], "reading": "reading", "from": "from", "to": "to"},
                           {"check": "said", "where": {"kind": ["FINE"]}, "columns": ["court"]}]},
               {"sheet": "Readings", "columns": [
                {"header": "key", "type": "key"},
                {"header": "question", "type": "code"},
                {"header": "reading", "type": "code"}],
                "checks": [{"check": "key", "value": "{question}={reading}"}]}]},
              {"file": "words.xlsx", "sheets": [
               {"sheet": "Words", "columns": [
                {"header": "key", "type": "key"},
                {"header": "vocabulary", "type": "code"},
                {"header": "code", "type": "code"}]}]}]}
            """;

    static final Columns COLUMNS = Columns.parse(DECLARATION.getBytes(StandardCharsets.UTF_8));

    private final SortedMap<String, XSSFWorkbook> books = new TreeMap<>();

    Sample() {
        var laws = new XSSFWorkbook();
        laws.createSheet("Read me")
                .createRow(0)
                .createCell(0)
                .setCellValue("What this workbook decides: nothing, it is a sample.");
        table(
                laws,
                "Laws",
                List.of(
                        List.of(
                                "L-1",
                                "First law",
                                "第一法",
                                "LICENSE_REQUIRED",
                                "0.1",
                                "45",
                                "2025-10-09",
                                "1C902.a.1; 5E002",
                                "YES",
                                "MILITARY",
                                "NONE",
                                "CN",
                                "Asia/Shanghai"),
                        List.of(
                                "L-2",
                                "Second law",
                                "第二法",
                                "PROHIBITED",
                                "NONE",
                                "NONE",
                                "NONE",
                                "NONE",
                                "NO",
                                "?",
                                "L-1",
                                "US",
                                "America/New_York",
                                "amended\nonce")));
        table(
                laws,
                "Days",
                List.of(
                        List.of("D-1", "L-1; L-2", "IN_FORCE", "2025-01-01", "2025-11-09", "ANY"),
                        List.of("D-2", "L-1; L-2", "SUSPENDED", "2025-11-10", "2026-11-10", "Q.last=IN"),
                        List.of("D-3", "L-1; L-2", "SUSPENDED", "2025-11-10", "2026-11-09", "Q.last=OUT"),
                        List.of("D-4", "L-1; L-2", "IN_FORCE", "2026-11-11", "OPEN", "Q.last=IN"),
                        List.of("D-5", "L-1; L-2", "IN_FORCE", "2026-11-10", "OPEN", "Q.last=OUT")));
        table(
                laws,
                "Pauses",
                List.of(
                        List.of("P-1.in", "P-1", "2025-05-14", "2026-11-10", "Q.last=IN"),
                        List.of("P-1.out", "P-1", "2025-05-14", "2027-01-10", "Q.last=OUT"),
                        List.of("P-1.later", "P-1", "2028-01-01", "2028-01-31", "ANY")));
        table(laws, "Choices", List.of(List.of("C.in", "C", "Q.last=IN"), List.of("C.out", "C", "Q.last=OUT")));
        table(
                laws,
                "Rates",
                List.of(
                        List.of("R-1", "L-1", "FEE", "NONE", "YES", "NONE", "OPEN", "2027-01-31", "ANY"),
                        List.of("R-2", "L-1", "FEE", "FEE; FINE", "NO", "NONE", "2027-02-01", "OPEN", "ANY"),
                        List.of("R-3", "L-2", "FINE", "NONE", "?", "HIGH", "OPEN", "OPEN", "ANY")));
        table(laws, "Readings", List.of(List.of("Q.last=IN", "Q.last", "IN"), List.of("Q.last=OUT", "Q.last", "OUT")));
        var words = new XSSFWorkbook();
        table(
                words,
                "Words",
                List.of(
                        List.of("purposes:MILITARY", "purposes", "MILITARY"),
                        List.of("purposes:CIVIL", "purposes", "CIVIL"),
                        List.of("forms:MAGNET", "forms", "MAGNET")));
        books.put("laws.xlsx", laws);
        books.put("words.xlsx", words);
    }

    private static void table(XSSFWorkbook book, String name, List<List<String>> rows) {
        XSSFSheet sheet = book.createSheet(name);
        Columns.Sheet declared = COLUMNS.workbooks().stream()
                .flatMap(workbook -> workbook.sheets().stream())
                .filter(one -> one.sheet().equals(name))
                .findFirst()
                .orElseThrow();
        write(sheet, 0, declared.columns().stream().map(Columns.Column::header).toList());
        write(
                sheet,
                1,
                declared.columns().stream()
                        .map(column -> "Explains the column.\n解释本列。")
                        .toList());
        for (int i = 0; i < rows.size(); i++) {
            write(sheet, i + 2, rows.get(i));
        }
    }

    static void write(XSSFSheet sheet, int row, List<String> cells) {
        Row written = sheet.createRow(row);
        for (int i = 0; i < cells.size(); i++) {
            written.createCell(i).setCellValue(cells.get(i));
        }
    }

    XSSFWorkbook laws() {
        return books.get("laws.xlsx");
    }

    XSSFSheet sheet(String name) {
        return laws().getSheet(name);
    }

    /** The cell of a sheet of {@code laws.xlsx}, made if it is not there. */
    Cell cell(String sheet, String address) {
        var reference = new CellReference(address);
        Row row = sheet(sheet).getRow(reference.getRow());
        if (row == null) {
            row = sheet(sheet).createRow(reference.getRow());
        }
        Cell cell = row.getCell(reference.getCol());
        return cell == null ? row.createCell(reference.getCol()) : cell;
    }

    Sample set(String sheet, String address, String text) {
        cell(sheet, address).setCellValue(text);
        return this;
    }

    Sample with(Consumer<Sample> change) {
        change.accept(this);
        return this;
    }

    SortedMap<String, byte[]> files() {
        var files = new TreeMap<String, byte[]>();
        books.forEach((name, book) -> files.put(name, bytes(book)));
        return files;
    }

    static byte[] bytes(XSSFWorkbook book) {
        var bytes = new ByteArrayOutputStream();
        try {
            book.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    Tables read() {
        return read(files());
    }

    static Tables read(SortedMap<String, byte[]> files) {
        return Workbooks.read(COLUMNS, files, Sample.class.getClassLoader());
    }

    List<CellMistake> mistakes() {
        return mistakes(files());
    }

    static List<CellMistake> mistakes(SortedMap<String, byte[]> files) {
        try {
            read(files);
            return List.of();
        } catch (RefusedWorkbooks refused) {
            return refused.mistakes();
        }
    }

    /** The mistakes when {@code laws.xlsx} is the file given. */
    static List<CellMistake> mistakesIn(byte[] laws) {
        var files = new Sample().files();
        files.put("laws.xlsx", laws);
        return mistakes(files);
    }
}
