package guanka.workbench.imports;

import guanka.engine.screening.PrintedName;
import guanka.facts.Text;
import guanka.tables.SheetView;
import guanka.tables.TableMerge.Edit;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a list as a source has it today into workbooks that hold it as it was. A row is found again by its key, by the number that its
 * source gives it, or by list, name and country, so a new notice or address makes no new row. What an analyst wrote stays: kinds, Chinese names,
 * terms, first days and notes. Who is gone gets a last day, and no row is deleted; who comes back gets a row of its own.
 */
public final class ListUpdate {

    /** A list that shrinks by more than this part is an accident until somebody says that it is none. */
    private static final int MOST_GONE_PERCENT = 10;

    private static final List<String> NEEDED = List.of("key", "list", "name en", "aliases", "country", "from", "until");
    private static final Pattern NUMBER = Pattern.compile(".*[-/](?:csl-)?([0-9]+)");
    private static final Pattern CONTINUED = Pattern.compile("(.*)\\+[0-9]+");
    private static final Pattern INSIDE =
            Pattern.compile("Named inside the entry of (.+?)\\.(?= First day| Published|$)");
    private static final Pattern TEXT =
            Pattern.compile("License requirement: .*? \\| Review policy: .*?(?= \\| |\\. [A-Z]|$)");
    private static final int NOTE = 2_000;

    /** What became of an entry. */
    public enum Change {
        NEW,
        CHANGED,
        GONE
    }

    /**
     * An entry that is not as it was.
     *
     * @param detail what of it has changed, or what somebody must look at; empty where there is nothing to say
     */
    public record Entry(String list, Change change, String key, String name, Text detail) {}

    /**
     * What became of a list.
     *
     * @param held     open entries that the workbooks held before
     * @param inSource entries that the source has; 0 where it does not have the list, which then stays as it is
     */
    public record Counts(String list, int held, int inSource, int added, int changed, int gone) {}

    /** A row of a workbook, with what is changed of it. */
    private static final class Held {
        private final SheetView sheet;
        private final Map<String, Integer> columns;
        /** Null for a row that is new. */
        private final SheetView.Row row;

        private final Map<String, String> changes = new LinkedHashMap<>();
        private boolean found;

        Held(SheetView sheet, Map<String, Integer> columns, SheetView.Row row) {
            this.sheet = sheet;
            this.columns = columns;
            this.row = row;
        }

        String get(String header) {
            String changed = changes.isEmpty() ? null : changes.get(header);
            if (changed != null) {
                return changed;
            }
            Integer column = columns.get(header);
            return row == null || column == null ? "" : row.cells().get(column).strip();
        }

        /** Whether the cell holds something else now. */
        boolean put(String header, String value) {
            if (!columns.containsKey(header) || value == null || value.equals(get(header))) {
                return false;
            }
            changes.put(header, value);
            return true;
        }

        boolean isOpen() {
            return get("until").equals(Cells.OPEN);
        }

        Edit edit() {
            return new Edit(sheet.sheet(), row == null ? 0 : row.number(), changes);
        }
    }

    private final LocalDate today;
    private final LocalDate lastDay;
    private final boolean mayShrink;
    private final List<Held> rows = new ArrayList<>();
    private final Map<String, Held> lastOfList = new HashMap<>();
    private final Map<String, List<Held>> byName = new HashMap<>();
    private final Map<String, Held> byKey = new HashMap<>();
    private final Map<String, List<Held>> byNumber = new HashMap<>();
    /** Rows that hold more names of an entry, by the key of its first row. */
    private final Map<String, List<Held>> continued = new HashMap<>();
    /** What entries print to the terms that they got. */
    private final Map<String, String> terms = new HashMap<>();

    private final List<Entry> told = new ArrayList<>();
    private final Map<String, Counts> counts = new TreeMap<>();

    /**
     * @param today     the day on which the source was fetched
     * @param lastDay   on which who is not in the source any more stood on the list for the last time
     * @param mayShrink whether a list may lose more than a tenth of its entries
     */
    ListUpdate(List<SheetView> sheets, LocalDate today, LocalDate lastDay, boolean mayShrink) {
        this.today = today;
        this.lastDay = lastDay;
        this.mayShrink = mayShrink;
        sheets.forEach(this::read);
    }

    /** The headers of the rows that are brought up to date; empty where no sheet holds list entries. */
    List<String> headers() {
        return rows.isEmpty() ? List.of() : rows.get(0).sheet.headers();
    }

    private void read(SheetView sheet) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < sheet.headers().size(); i++) {
            columns.put(sheet.headers().get(i), i);
        }
        if (!columns.keySet().containsAll(NEEDED)) {
            return;
        }
        for (SheetView.Row row : sheet.rows()) {
            if (!row.key().isEmpty()) {
                file(new Held(sheet, columns, row));
            }
        }
    }

    private void file(Held held) {
        String list = held.get("list");
        String key = held.get("key");
        rows.add(held);
        lastOfList.put(list, held);
        byKey.put(key, held);
        Matcher more = CONTINUED.matcher(key);
        if (more.matches()) {
            continued.computeIfAbsent(more.group(1), x -> new ArrayList<>()).add(held);
        }
        Matcher number = NUMBER.matcher(key);
        if (number.matches()) {
            byNumber.computeIfAbsent(list + "\n" + number.group(1), x -> new ArrayList<>(1))
                    .add(held);
        }
        for (String name : names(held.get("name en"), held.get("aliases"))) {
            byName.computeIfAbsent(list + "\n" + name, x -> new ArrayList<>(1)).add(held);
        }
        Matcher text = TEXT.matcher(held.get("note en"));
        if (text.find() && !held.get("terms").isEmpty() && !held.get("terms").equals(Cells.NONE)) {
            terms.putIfAbsent(plain(text.group()), held.get("terms"));
        }
    }

    /**
     * Takes the rows of a source in.
     *
     * @param imported cells by their headers
     * @throws RefusedSource where the source is empty, has none of the lists, or lets one shrink; then nothing is changed
     */
    ListUpdate take(List<Map<String, String>> imported) {
        if (rows.isEmpty()) {
            throw RefusedSource.because(
                    "there is no sheet of list entries with rows, `US_SDN` or another, to bring up to date",
                    "没有可供更新的名单条目工作表");
        }
        Map<String, List<Map<String, String>>> byList = new TreeMap<>();
        joined(imported)
                .forEach(record -> byList.computeIfAbsent(record.get("list"), x -> new ArrayList<>())
                        .add(record));
        if (byList.isEmpty()) {
            throw RefusedSource.because(
                    "the source holds no entry of a list that is taken; nothing was changed", "来源中没有所选名单的条目；未作任何更改");
        }
        byList.keySet().retainAll(lastOfList.keySet());
        if (byList.isEmpty()) {
            throw RefusedSource.because("the workbook holds none of the lists of the source", "工作簿中没有来源所含的名单");
        }
        Map<String, Integer> before = new TreeMap<>();
        rows.stream()
                .filter(held -> held.isOpen() && !isContinued(held))
                .forEach(held -> before.merge(held.get("list"), 1, Integer::sum));
        List<Map<String, String>> unknown = new ArrayList<>();
        byList.values().forEach(records -> {
            for (Map<String, String> record : records) {
                Held held = find(record);
                if (held != null) {
                    held.found = true;
                    update(held, record);
                } else if (!standsTwice(record)) {
                    unknown.add(record);
                }
            }
        });
        keepInside();
        end(byList, before);
        unknown.forEach(this::add);
        lastOfList
                .keySet()
                .forEach(list -> counts.put(
                        list,
                        new Counts(
                                list,
                                before.getOrDefault(list, 0),
                                byList.getOrDefault(list, List.of()).size(),
                                told(list, Change.NEW),
                                told(list, Change.CHANGED),
                                told(list, Change.GONE))));
        return this;
    }

    private int told(String list, Change change) {
        return (int) told.stream()
                .filter(entry -> entry.change() == change && entry.list().equals(list))
                .count();
    }

    /** Each list of the workbooks, also those that the source does not have. */
    public List<Counts> lists() {
        return List.copyOf(counts.values());
    }

    /** Whoever is new, changed or gone. */
    public List<Entry> entries() {
        return List.copyOf(told);
    }

    /** The last day of who is gone. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** What is changed, by workbook; a workbook in which nothing changes is not there. */
    public SortedMap<String, List<Edit>> edits() {
        SortedMap<String, List<Edit>> edits = new TreeMap<>();
        rows.stream()
                .filter(held -> !held.changes.isEmpty())
                .forEach(held -> edits.computeIfAbsent(held.sheet.workbook(), x -> new ArrayList<>())
                        .add(held.edit()));
        return edits;
    }

    /** An entry with so many names that they fill several rows is one. */
    private static List<Map<String, String>> joined(List<Map<String, String>> imported) {
        Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
        for (Map<String, String> record : imported) {
            Matcher more = CONTINUED.matcher(record.get("key"));
            Map<String, String> first = more.matches() ? byKey.get(more.group(1)) : null;
            if (first == null) {
                byKey.put(record.get("key"), new LinkedHashMap<>(record));
            } else if (!record.get("aliases").equals(Cells.NONE)) {
                first.merge("aliases", record.get("aliases"), (one, other) -> one + Cells.SEPARATOR + other);
            }
        }
        return List.copyOf(byKey.values());
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
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var plain = new StringBuilder(lower.length());
        lower.codePoints()
                .filter(c -> Character.isLetter(c)
                        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                        || Character.getType(c) == Character.LETTER_NUMBER
                        || Character.getType(c) == Character.OTHER_NUMBER)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private Held find(Map<String, String> record) {
        Held same = byKey.get(record.get("key"));
        if (same != null && !same.found && isStillThat(same, record)) {
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
                .filter(held -> held.isOpen() && !held.found && !isContinued(held) && sameCountry(held, record, true))
                .toList();
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    /** Whether the row of a record is still that record's: who had left the list and comes back is listed anew. */
    private boolean isStillThat(Held held, Map<String, String> record) {
        String until = held.get("until");
        return held.isOpen()
                || !record.get("until").equals(Cells.OPEN)
                || !until.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                || !LocalDate.parse(until).isBefore(today);
    }

    private static boolean isContinued(Held held) {
        return CONTINUED.matcher(held.get("key")).matches();
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
            if (held.isOpen() && !held.found && !isContinued(held)) {
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
        List<String> columns = new ArrayList<>();
        List<Text> remarks = new ArrayList<>();
        if (addNames(held, record)) {
            columns.add("aliases");
        }
        if (held.get("country").equals(Cells.UNKNOWN)) {
            put(held, "country", record.get("country"), columns);
        }
        if (held.get("kind").equals(Cells.UNKNOWN)) {
            put(held, "kind", record.getOrDefault("kind", Cells.UNKNOWN), columns);
        }
        if (held.get("identifiers").equals(Cells.NONE)) {
            put(held, "identifiers", record.get("identifiers"), columns);
        }
        String marks = record.getOrDefault("designations", Cells.NONE);
        if (!marks.equals(Cells.NONE)
                && !Set.of(marks.split("; "))
                        .equals(Set.of(held.get("designations").split("; ")))) {
            put(held, "designations", marks, columns);
        }
        if (!record.get("until").equals(Cells.OPEN)) {
            put(held, "until", record.get("until"), columns);
        }
        Matcher text = TEXT.matcher(record.getOrDefault("note en", ""));
        Matcher before = TEXT.matcher(held.get("note en"));
        if (text.find() && before.find() && !plain(text.group()).equals(plain(before.group()))) {
            String note = before.replaceFirst(Matcher.quoteReplacement(text.group()));
            put(held, "note en", note.length() > NOTE ? note.substring(0, NOTE) : note, columns);
            String as = terms.get(plain(text.group()));
            if (as == null) {
                remarks.add(new Text(
                        "its text has changed and no entry has terms for it: look at column terms",
                        "条目正文已更改，且没有条目载有对应的条款：请核对 terms 列"));
            } else {
                put(held, "terms", as, columns);
            }
        }
        if (!columns.isEmpty() || !remarks.isEmpty()) {
            String of = String.join(", ", columns);
            List<String> en = new ArrayList<>();
            List<String> zh = new ArrayList<>();
            if (!of.isEmpty()) {
                en.add(of);
                zh.add(of);
            }
            remarks.forEach(remark -> {
                en.add(remark.en());
                zh.add(remark.zh());
            });
            tell(held, Change.CHANGED, new Text(String.join(", ", en), String.join("，", zh)));
        }
    }

    /** Adds the names that no row of the entry has yet; those that do not fit into its cell get a row of their own. */
    private boolean addNames(Held held, Map<String, String> record) {
        Set<String> known = names(held.get("name en"), held.get("aliases"));
        List<Held> others = continued.getOrDefault(held.get("key"), List.of());
        others.forEach(other -> known.addAll(names(other.get("name en"), other.get("aliases"))));
        List<String> more = new ArrayList<>();
        for (String name : (record.get("name en") + ";"
                        + (record.get("aliases").equals(Cells.NONE) ? "" : record.get("aliases")))
                .split(";")) {
            if (!plain(name).isEmpty() && known.add(plain(name))) {
                more.add(name.strip());
            }
        }
        if (more.isEmpty()) {
            return false;
        }
        String before = held.get("aliases").equals(Cells.NONE) ? "" : held.get("aliases") + Cells.SEPARATOR;
        String all = before + String.join(Cells.SEPARATOR, more);
        if (all.length() <= Cells.LONGEST) {
            held.put("aliases", all);
            return true;
        }
        for (String part : EntryRows.parts(new LinkedHashSet<>(more))) {
            Map<String, String> cells = new LinkedHashMap<>();
            held.columns.keySet().forEach(header -> cells.put(header, held.get(header)));
            cells.put("aliases", part);
            cells.put("key", free(held.get("key") + "+", 2));
            row(held, cells).found = true;
        }
        return true;
    }

    private static void put(Held held, String header, String value, List<String> columns) {
        if (held.put(header, value)) {
            columns.add(header);
        }
    }

    private void tell(Held held, Change change, Text detail) {
        told.add(new Entry(held.get("list"), change, held.get("key"), held.get("name en"), detail));
    }

    /** Bodies that stand only inside the entry of another, and addresses where the source has none, stay with the others. */
    private void keepInside() {
        Set<String> parents = new HashSet<>();
        rows.stream().filter(held -> held.found).forEach(held -> parents.add(plain(held.get("name en"))));
        boolean addresses =
                rows.stream().anyMatch(held -> held.found && held.get("kind").equals("ADDRESS"));
        for (Held held : rows) {
            Matcher inside = INSIDE.matcher(held.get("note en"));
            Matcher more = CONTINUED.matcher(held.get("key"));
            held.found |= inside.find() && isAmong(plain(inside.group(1)), parents)
                    || held.get("kind").equals("ADDRESS") && !addresses
                    || more.matches() && byKey.containsKey(more.group(1)) && byKey.get(more.group(1)).found;
        }
    }

    /** A parent is called in full or by the beginning of its name. */
    private static boolean isAmong(String parent, Set<String> found) {
        return found.contains(parent)
                || found.stream()
                        .anyMatch(name -> name.startsWith(parent) || parent.startsWith(name) && name.length() > 8);
    }

    private void end(Map<String, List<Map<String, String>>> byList, Map<String, Integer> before) {
        List<Held> missing = rows.stream()
                .filter(held -> !held.found && held.isOpen() && byList.containsKey(held.get("list")))
                .toList();
        Map<String, Integer> gone = new TreeMap<>();
        missing.stream()
                .filter(held -> !isContinued(held))
                .forEach(held -> gone.merge(held.get("list"), 1, Integer::sum));
        gone.values().removeIf(none -> mayShrink);
        gone.keySet().removeIf(list -> gone.get(list) * 100L <= before.get(list) * (long) MOST_GONE_PERCENT);
        if (!gone.isEmpty()) {
            throw RefusedSource.because(
                    String.join(
                                    "; ",
                                    gone.keySet().stream()
                                            .map(list -> list + ": " + gone.get(list) + " of " + before.get(list)
                                                    + " entries are not in the source, which has "
                                                    + byList.get(list).size())
                                            .toList())
                            + "; nothing was changed. If that is so, say that lists may shrink",
                    String.join(
                                    "；",
                                    gone.keySet().stream()
                                            .map(list -> list + "：" + before.get(list) + " 个条目中有 " + gone.get(list)
                                                    + " 个不在来源中，来源有 "
                                                    + byList.get(list).size() + " 个")
                                            .toList())
                            + "；未作任何更改。如确属实，请声明名单可以缩减");
        }
        for (Held held : missing) {
            String from = held.get("from");
            // who was listed after that day stood there for one day at least
            boolean later = from.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    && LocalDate.parse(from).isAfter(lastDay);
            held.put("until", later ? from : lastDay.toString());
            if (!isContinued(held)) {
                tell(held, Change.GONE, new Text("", ""));
            }
        }
    }

    private void add(Map<String, String> record) {
        Held like = lastOfList.get(record.get("list"));
        Matcher text = TEXT.matcher(record.getOrDefault("note en", ""));
        boolean says = text.find();
        String as = says ? terms.get(plain(text.group())) : null;
        Map<String, String> cells = new LinkedHashMap<>();
        like.columns.keySet().forEach(header -> cells.put(header, record.getOrDefault(header, "")));
        if (as != null) {
            cells.put("terms", as);
        }
        String key = byKey.containsKey(record.get("key")) ? free(record.get("key") + "-", 2) : record.get("key");
        Set<String> aliases = new LinkedHashSet<>();
        for (String alias : record.get("aliases").split(Cells.SEPARATOR)) {
            aliases.add(alias);
        }
        aliases.remove(Cells.NONE);
        Held first = null;
        for (String part : EntryRows.parts(aliases)) {
            cells.put("key", first == null ? key : free(key + "+", 2));
            cells.put("aliases", part);
            Held held = row(like, cells);
            held.found = true;
            first = first == null ? held : first;
        }
        tell(
                first,
                Change.NEW,
                says && as == null
                        ? new Text(
                                "no entry has terms for its text, so a license is asked for and the review policy stays open",
                                "没有条目载有其正文对应的条款，因此视为需要许可，审查政策未定")
                        : new Text("", ""));
    }

    private String free(String stem, int from) {
        int number = from;
        while (byKey.containsKey(stem + number)) {
            number++;
        }
        return stem + number;
    }

    private Held row(Held like, Map<String, String> cells) {
        Held held = new Held(like.sheet, like.columns, null);
        held.changes.putAll(cells);
        file(held);
        return held;
    }
}
