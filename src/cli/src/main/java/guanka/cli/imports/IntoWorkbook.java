package guanka.cli.imports;

import guanka.cli.terminal.Refusal;
import guanka.engine.screening.PrintedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Takes a list as a source has it today into a workbook that holds it as it was. A row is found again by its key, by the number that its
 * source gives it, or by list, name and country, so a new notice or address makes no new row. What an analyst wrote stays: kinds, Chinese names,
 * terms, first days and notes. Who is gone gets a last day, and no row is deleted.
 */
final class IntoWorkbook {

    /** A list that shrinks by more than this part is an accident until somebody says that it is none. */
    private static final int MOST_GONE_PERCENT = 10;

    private static final int FIRST_DATA_ROW = 2;
    private static final List<String> NEEDED = List.of("key", "list", "name en", "aliases", "country", "from", "until");
    private static final Pattern NUMBER = Pattern.compile(".*[-/](?:csl-)?([0-9]+)");
    private static final Pattern INSIDE =
            Pattern.compile("Named inside the entry of (.+?)\\.(?= First day| Published|$)");
    private static final Pattern TEXT =
            Pattern.compile("License requirement: .*? \\| Review policy: .*?(?= \\| |\\. [A-Z]|$)");
    private static final int NOTE = 2_000;

    /** A row of the workbook. */
    private static final class Held {
        private final Sheet sheet;
        private final Row row;
        private final Map<String, Integer> columns;
        private boolean found;

        Held(Sheet sheet, Row row, Map<String, Integer> columns) {
            this.sheet = sheet;
            this.row = row;
            this.columns = columns;
        }

        String get(String header) {
            Integer column = columns.get(header);
            Cell cell = column == null ? null : row.getCell(column);
            return cell == null ? "" : WORDS.formatCellValue(cell).strip();
        }

        boolean isOpen() {
            return get("until").equals(Cells.OPEN);
        }
    }

    private static final DataFormatter WORDS = new DataFormatter(Locale.ROOT);

    private final Path file;
    private final LocalDate lastDay;
    private final boolean mayShrink;
    private final List<Held> rows = new ArrayList<>();
    private final Map<String, List<Held>> byName = new HashMap<>();
    private final Map<String, Held> byKey = new HashMap<>();
    private final Map<String, List<Held>> byNumber = new HashMap<>();
    /** What entries print to the terms that they got. */
    private final Map<String, String> terms = new HashMap<>();

    private final List<String> told = new ArrayList<>();
    private int added;
    private int changed;
    private int gone;

    /**
     * @param lastDay   on which who is not in the source any more stood on the list for the last time
     * @param mayShrink whether a list may lose more than a tenth of its entries
     */
    IntoWorkbook(Path file, LocalDate lastDay, boolean mayShrink) {
        this.file = file;
        this.lastDay = lastDay;
        this.mayShrink = mayShrink;
    }

    /**
     * Merges and writes.
     *
     * @param headers  of the imported rows
     * @param imported their cells
     * @return what is new, changed and gone, a line each, with the sums first
     */
    List<String> take(List<String> headers, List<List<String>> imported, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                Workbook book = new XSSFWorkbook(in)) {
            read(book);
            if (rows.isEmpty()) {
                throw Refusal.failed("`" + file.getFileName() + "` has no sheet of list entries with rows");
            }
            Map<String, List<Map<String, String>>> byList = new TreeMap<>();
            for (List<String> cells : imported) {
                Map<String, String> record = new LinkedHashMap<>();
                for (int i = 0; i < headers.size(); i++) {
                    record.put(headers.get(i), cells.get(i));
                }
                byList.computeIfAbsent(record.get("list"), x -> new ArrayList<>())
                        .add(record);
            }
            if (byList.isEmpty()) {
                throw Refusal.failed("the source holds no entry of a list that is taken; nothing was changed");
            }
            byList.keySet()
                    .removeIf(list ->
                            rows.stream().noneMatch(held -> held.get("list").equals(list)));
            if (byList.isEmpty()) {
                throw Refusal.failed("`" + file.getFileName() + "` holds none of the lists of the source");
            }
            List<Map<String, String>> fresh = new ArrayList<>();
            byList.forEach((list, records) -> {
                for (Map<String, String> record : records) {
                    Held held = find(record);
                    if (held == null) {
                        if (!standsTwice(record)) {
                            fresh.add(record);
                        }
                    } else {
                        held.found = true;
                        update(held, record);
                    }
                }
            });
            keepInside();
            byList.keySet().forEach(list -> end(list, byList.get(list).size()));
            fresh.forEach(this::add);
            book.write(out);
        }
        List<String> summary = new ArrayList<>();
        summary.add(added + " new, " + changed + " changed, " + gone + " gone (last day " + lastDay + ")");
        summary.addAll(told);
        return summary;
    }

    private void read(Workbook book) {
        for (Sheet sheet : book) {
            Row header = sheet.getRow(0);
            if (header == null) {
                continue;
            }
            Map<String, Integer> columns = new LinkedHashMap<>();
            header.forEach(cell -> columns.put(WORDS.formatCellValue(cell).strip(), cell.getColumnIndex()));
            if (!columns.keySet().containsAll(NEEDED)) {
                continue;
            }
            for (int i = FIRST_DATA_ROW; i <= sheet.getLastRowNum(); i++) {
                Row row = sheet.getRow(i);
                if (row == null) {
                    continue;
                }
                Held held = new Held(sheet, row, columns);
                if (!held.get("key").isEmpty()) {
                    rows.add(held);
                    file(held);
                }
            }
        }
    }

    private void file(Held held) {
        String list = held.get("list");
        byKey.put(held.get("key"), held);
        Matcher number = NUMBER.matcher(held.get("key"));
        if (number.matches()) {
            byNumber.computeIfAbsent(list + "\n" + number.group(1), x -> new ArrayList<>())
                    .add(held);
        }
        for (String name : names(held.get("name en"), held.get("aliases"))) {
            byName.computeIfAbsent(list + "\n" + name, x -> new ArrayList<>()).add(held);
        }
        Matcher text = TEXT.matcher(held.get("note en"));
        if (text.find() && !held.get("terms").isEmpty() && !held.get("terms").equals(Cells.NONE)) {
            terms.putIfAbsent(plain(text.group()), held.get("terms"));
        }
    }

    private static Set<String> names(String name, String aliases) {
        Set<String> names = new LinkedHashSet<>();
        names.add(plain(name));
        PrintedName.split(name).forEach(one -> names.add(plain(one)));
        if (!aliases.equals(Cells.NONE)) {
            for (String alias : aliases.split(";")) {
                names.add(plain(alias));
            }
        }
        names.remove("");
        return names;
    }

    /** Without case, accents, spaces and signs. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private Held find(Map<String, String> record) {
        Held same = byKey.get(record.get("key"));
        if (same != null && !same.found) {
            return same;
        }
        String list = record.get("list");
        Matcher number = NUMBER.matcher(record.get("key"));
        if (number.matches() && record.get("key").contains("csl-" + number.group(1))) {
            Held numbered = open(byNumber.getOrDefault(list + "\n" + number.group(1), List.of()), record, true);
            if (numbered != null) {
                return numbered;
            }
        }
        Set<Held> named =
                new LinkedHashSet<>(byName.getOrDefault(list + "\n" + plain(record.get("name en")), List.of()));
        Held best = open(List.copyOf(named), record, false);
        if (best != null) {
            return best;
        }
        for (String alias : names(Cells.NONE, record.get("aliases"))) {
            named.addAll(byName.getOrDefault(list + "\n" + alias, List.of()));
        }
        // an alias alone is common to relatives: it counts only where the country agrees and nobody else bears it
        List<Held> candidates = named.stream()
                .filter(held -> held.isOpen() && !held.found && sameCountry(held, record, true))
                .toList();
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    /** Whether the source gives somebody a second time whom one row holds: another order against the same person, or a second address. */
    private boolean standsTwice(Map<String, String> record) {
        Set<Held> same = new LinkedHashSet<>();
        for (String name : names(record.get("name en"), Cells.NONE)) {
            same.addAll(byName.getOrDefault(record.get("list") + "\n" + name, List.of()));
        }
        return same.stream().anyMatch(held -> held.found && held.isOpen() && sameCountry(held, record, false));
    }

    /** The row that is still open and of the same country, or of one that either does not tell. */
    private static Held open(List<Held> among, Map<String, String> record, boolean anyCountry) {
        Held likely = null;
        for (Held held : among) {
            if (held.isOpen() && !held.found) {
                if (sameCountry(held, record, true)) {
                    return held;
                }
                likely = likely == null && (anyCountry || sameCountry(held, record, false)) ? held : likely;
            }
        }
        return likely;
    }

    private static boolean sameCountry(Held held, Map<String, String> record, boolean told) {
        String one = held.get("country");
        String other = record.get("country");
        return one.equals(other) || !told && (one.equals(Cells.UNKNOWN) || other.equals(Cells.UNKNOWN));
    }

    private void update(Held held, Map<String, String> record) {
        List<String> differences = new ArrayList<>();
        Set<String> known = names(held.get("name en"), held.get("aliases"));
        List<String> more = new ArrayList<>();
        for (String name : (record.get("name en") + ";"
                        + (record.get("aliases").equals(Cells.NONE) ? "" : record.get("aliases")))
                .split(";")) {
            if (!plain(name).isEmpty() && known.add(plain(name))) {
                more.add(name.strip());
            }
        }
        if (!more.isEmpty()) {
            String before = held.get("aliases").equals(Cells.NONE) ? "" : held.get("aliases") + Cells.SEPARATOR;
            String all = before + String.join(Cells.SEPARATOR, more);
            if (all.length() <= Cells.LONGEST) {
                put(held, "aliases", all, differences);
            } else {
                differences.add("aliases do not fit into the cell: " + String.join(", ", more));
            }
        }
        if (held.get("country").equals(Cells.UNKNOWN)) {
            put(held, "country", record.get("country"), differences);
        }
        if (held.get("kind").equals(Cells.UNKNOWN)) {
            put(held, "kind", record.getOrDefault("kind", Cells.UNKNOWN), differences);
        }
        if (held.get("identifiers").equals(Cells.NONE)) {
            put(held, "identifiers", record.get("identifiers"), differences);
        }
        String marks = record.getOrDefault("designations", Cells.NONE);
        if (!marks.equals(Cells.NONE)
                && !Set.of(marks.split("; "))
                        .equals(Set.of(held.get("designations").split("; ")))) {
            put(held, "designations", marks, differences);
        }
        if (!record.get("until").equals(Cells.OPEN)) {
            put(held, "until", record.get("until"), differences);
        }
        Matcher text = TEXT.matcher(record.getOrDefault("note en", ""));
        Matcher before = TEXT.matcher(held.get("note en"));
        if (text.find() && before.find() && !plain(text.group()).equals(plain(before.group()))) {
            String note = before.replaceFirst(Matcher.quoteReplacement(text.group()));
            put(held, "note en", note.length() > NOTE ? note.substring(0, NOTE) : note, differences);
            String as = terms.get(plain(text.group()));
            if (as == null) {
                differences.add("its text has changed and no entry has terms for it: look at column terms");
            } else {
                put(held, "terms", as, differences);
            }
        }
        if (!differences.isEmpty()) {
            changed++;
            told.add("changed " + held.get("key") + " " + held.get("name en") + ": " + String.join(", ", differences));
        }
    }

    private static void put(Held held, String header, String value, List<String> differences) {
        Integer column = held.columns.get(header);
        if (column == null || value == null || value.equals(held.get(header))) {
            return;
        }
        Cell cell = held.row.getCell(column);
        if (cell == null) {
            cell = held.row.createCell(column);
        }
        cell.setCellValue(value);
        differences.add(header);
    }

    /** Bodies that stand only inside the entry of another, and addresses where the source has none, stay with the others. */
    private void keepInside() {
        Set<String> parents = new HashSet<>();
        rows.stream().filter(held -> held.found).forEach(held -> parents.add(plain(held.get("name en"))));
        boolean addresses =
                rows.stream().anyMatch(held -> held.found && held.get("kind").equals("ADDRESS"));
        for (Held held : rows) {
            Matcher inside = INSIDE.matcher(held.get("note en"));
            held.found |= inside.find() && isAmong(plain(inside.group(1)), parents)
                    || held.get("kind").equals("ADDRESS") && !addresses
                    || held.get("key").matches(".*\\+[0-9]+")
                            && byKey.containsKey(held.get("key").replaceFirst("\\+[0-9]+$", ""))
                            && byKey.get(held.get("key").replaceFirst("\\+[0-9]+$", "")).found;
        }
    }

    /** A parent is called in full or by the beginning of its name. */
    private static boolean isAmong(String parent, Set<String> found) {
        return found.contains(parent)
                || found.stream()
                        .anyMatch(name -> name.startsWith(parent) || parent.startsWith(name) && name.length() > 8);
    }

    private void end(String list, int inSource) {
        List<Held> open = rows.stream()
                .filter(held -> held.get("list").equals(list) && held.isOpen())
                .toList();
        List<Held> missing = open.stream().filter(held -> !held.found).toList();
        if (!mayShrink && missing.size() * 100L > (long) open.size() * MOST_GONE_PERCENT) {
            throw Refusal.failed(
                    list + ": " + missing.size() + " of " + open.size() + " entries are not in the source, which has "
                            + inSource + "; nothing was changed. If that is so, say it by --may-shrink");
        }
        for (Held held : missing) {
            put(held, "until", lastDay.toString(), new ArrayList<>());
            gone++;
            told.add("gone " + held.get("key") + " " + held.get("name en"));
        }
    }

    private void add(Map<String, String> record) {
        String list = record.get("list");
        Held like = null;
        for (Held held : rows) {
            like = held.get("list").equals(list) ? held : like;
        }
        String key = record.get("key");
        for (int i = 2; byKey.containsKey(key); i++) {
            key = record.get("key") + "-" + i;
        }
        Matcher text = TEXT.matcher(record.getOrDefault("note en", ""));
        String as = text.find() ? terms.get(plain(text.group())) : null;
        boolean withoutTerms = text.reset().find() && as == null;
        Row row = like.sheet.createRow(like.sheet.getLastRowNum() + 1);
        row.setHeight(like.row.getHeight());
        for (Map.Entry<String, Integer> column : like.columns.entrySet()) {
            Cell cell = row.createCell(column.getValue());
            Cell model = like.row.getCell(column.getValue());
            if (model != null) {
                cell.setCellStyle(model.getCellStyle());
            }
            String value = column.getKey().equals("key")
                    ? key
                    : column.getKey().equals("terms") && as != null ? as : record.getOrDefault(column.getKey(), "");
            if (!value.isEmpty()) {
                cell.setCellValue(value);
            }
        }
        Held held = new Held(like.sheet, row, like.columns);
        held.found = true;
        rows.add(held);
        file(held);
        added++;
        told.add("new " + key + " " + record.get("name en")
                + (withoutTerms
                        ? ": no entry has terms for its text, so a license is asked for and the review policy stays open"
                        : ""));
    }
}
