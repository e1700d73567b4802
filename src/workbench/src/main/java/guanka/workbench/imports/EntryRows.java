package guanka.workbench.imports;

import guanka.engine.screening.PrintedName;
import guanka.facts.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns listed parties into rows of the sheet of list entries, in the order of its columns. */
final class EntryRows {

    private static final Pattern IDENTIFIER = Pattern.compile("(lei|uscc|duns):[A-Z0-9-]+");
    private static final int KEY_CHARACTERS = 100;

    /** The last one of several aliases stands behind the word that joins them. */
    private static final Pattern AND = Pattern.compile("^\\s*and (?=[\\p{Lu}\\p{N}])");

    /** The word of column {@code from} for a first listed day that is not known. */
    private static final String NO_FIRST_DAY = "UNKNOWN";

    private final List<String> headers;
    private final RowWriter out;
    private final Provenance provenance;
    private final String bindsForeignPersons;
    private final LocalDate fromIfUnknown;
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Integer> byList = new TreeMap<>();
    private final int most;
    private int rows;
    private int withoutFrom;
    private int withoutName;
    private int twice;
    private int namesOfSeveral;
    private final Set<String> mayHaveEnded;

    /**
     * @param mayHaveEnded  lists whose source does not tell the end of an entry
     * @param fromIfUnknown first listed day where the source gives none, or null: then {@code UNKNOWN} is written, and the entry counts on every day
     */
    EntryRows(
            List<String> headers,
            RowWriter out,
            Provenance provenance,
            String bindsForeignPersons,
            Set<String> mayHaveEnded,
            LocalDate fromIfUnknown,
            int most)
            throws IOException {
        this.most = most;
        this.headers = headers;
        this.out = out;
        this.provenance = provenance;
        this.bindsForeignPersons = bindsForeignPersons;
        this.fromIfUnknown = fromIfUnknown;
        this.mayHaveEnded = mayHaveEnded;
        out.write(headers);
    }

    void explanation(String text) throws IOException {
        List<String> row = new ArrayList<>(headers.stream().map(h -> "").toList());
        row.set(0, text);
        out.write(row);
    }

    void add(ListedParty listed) {
        if (rows >= most) {
            throw RefusedSource.because(
                    "the source holds more than " + most + " entries of lists that are taken",
                    "来源中所选名单的条目超过 " + most + " 个");
        }
        String name = Cells.name(listed.name());
        Set<String> aliases = listed.aliases().stream()
                .map(alias -> Cells.name(AND.matcher(alias).replaceFirst("")))
                .filter(a -> !a.isEmpty() && !a.equals(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Text> notes = new ArrayList<>(listed.notes());
        long lost = listed.aliases().stream()
                .filter(a -> !Cells.line(a).isEmpty() && Cells.name(a).isEmpty())
                .count();
        if (lost > 0) {
            notes.add(new Text(
                    lost + " spellings that mix alphabets or are too long for a cell are left out",
                    lost + " 个混用字母或者过长的写法未收录"));
        }
        if (name.isEmpty() && aliases.isEmpty()) {
            withoutName++;
            return;
        }
        String key = key(listed);
        if (!keys.add(key)) {
            // one name in two countries is two entries; the same in the same country stands in the source twice
            key = key + "-" + (listed.countries().isEmpty() ? "XX" : new TreeSet<>(listed.countries()).first());
            if (!keys.add(key) || !key.matches("[A-Za-z0-9./_:=*+#()-]+")) {
                twice++;
                return;
            }
        }
        if (listed.text() != null) {
            notes.add(0, new Text(listed.text(), "许可要求与审查政策按官方英文原文列于英文备注"));
        }
        List<String> several = PrintedName.split(name);
        if (several.size() > 1) {
            several.stream().map(Cells::name).filter(a -> !a.isEmpty()).forEach(aliases::add);
            notes.add(new Text("The name joins several parties", "名称包含多个主体"));
            namesOfSeveral++;
        }
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("list", listed.list());
        cells.put(
                "notice",
                listed.notice() == null || Cells.text(listed.notice()).isEmpty()
                        ? "not given by the source"
                        : Cells.text(listed.notice()));
        cells.put("name en", name.isEmpty() ? Cells.UNKNOWN : name);
        cells.put("name zh", Cells.UNKNOWN);
        cells.put("country", country(listed, notes));
        cells.put("identifiers", identifiers(listed, notes));
        cells.put("from", from(listed, notes));
        cells.put("until", until(listed, notes));
        cells.put("pause", Cells.NONE);
        cells.put("binds foreign persons", bindsForeignPersons);
        cells.put("kind", listed.kind() == null ? Cells.UNKNOWN : listed.kind());
        cells.put(
                "designations",
                listed.designations().isEmpty() ? Cells.NONE : String.join(Cells.SEPARATOR, listed.designations()));
        cells.put("terms", Cells.NONE);
        cells.put("still stands", mayHaveEnded.contains(listed.list()) ? Cells.UNKNOWN : "YES");
        cells.put("source", Cells.text(provenance.text() + (listed.url() == null ? "" : ", " + listed.url())));
        cells.put("confidence", "medium");
        cells.put("note en", Cells.text(notes.stream().map(Text::en).collect(Collectors.joining(". "))));
        cells.put("note zh", Cells.text(notes.stream().map(Text::zh).collect(Collectors.joining("。"))));
        write(key, cells, parts(aliases));
        byList.merge(listed.list(), 1, Integer::sum);
    }

    private static String key(ListedParty listed) {
        String key = listed.list() + "/" + listed.id();
        return key.matches("[A-Za-z0-9./_:=*+#()-]+") && key.length() <= KEY_CHARACTERS
                ? key
                : listed.list() + "/" + Cells.shortHash(listed.id());
    }

    private static String country(ListedParty listed, List<Text> notes) {
        Set<String> known = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        for (String given : listed.countries()) {
            String code = Cells.country(given);
            if (code != null) {
                known.add(code);
            } else if (!given.isBlank()) {
                unknown.add(Cells.line(given));
            }
        }
        if (known.size() == 1 && unknown.isEmpty()) {
            return known.iterator().next();
        }
        if (!known.isEmpty() || !unknown.isEmpty()) {
            known.addAll(unknown);
            notes.add(new Text("Countries given: " + String.join(", ", known), "所列国家（地区）：" + String.join("、", known)));
        }
        return Cells.UNKNOWN;
    }

    private static String identifiers(ListedParty listed, List<Text> notes) {
        Set<String> good = new TreeSet<>();
        Set<String> other = new TreeSet<>();
        listed.identifiers()
                .forEach(identifier ->
                        (IDENTIFIER.matcher(identifier).matches() ? good : other).add(Cells.line(identifier)));
        if (!other.isEmpty()) {
            notes.add(new Text("Other identifiers: " + String.join(", ", other), "其他编号：" + String.join("、", other)));
        }
        return good.isEmpty() ? Cells.NONE : String.join(Cells.SEPARATOR, good);
    }

    private String from(ListedParty listed, List<Text> notes) {
        if (listed.from() != null) {
            return listed.from().toString();
        }
        withoutFrom++;
        if (fromIfUnknown == null) {
            notes.add(new Text("The source does not give the first listed day", "来源未载明列名首日"));
            return NO_FIRST_DAY;
        }
        notes.add(new Text(
                "The source does not give the first listed day, " + fromIfUnknown + " was chosen at the import",
                "来源未载明列名首日，导入时选定" + fromIfUnknown));
        return fromIfUnknown.toString();
    }

    private static String until(ListedParty listed, List<Text> notes) {
        if (listed.until() == null) {
            return Cells.OPEN;
        }
        if (listed.from() != null && listed.until().isBefore(listed.from())) {
            notes.add(new Text(
                    "The source gives the last listed day " + listed.until() + ", before the first",
                    "来源所载列名末日" + listed.until() + "早于首日"));
            return Cells.OPEN;
        }
        return listed.until().toString();
    }

    /** Aliases in as many cells as they need: no spelling is lost because a cell is full. */
    static List<String> parts(Set<String> aliases) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        for (String alias : aliases) {
            if (part.length() > 0 && part.length() + Cells.SEPARATOR.length() + alias.length() > Cells.LONGEST) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : Cells.SEPARATOR).append(alias);
        }
        parts.add(part.length() == 0 ? Cells.NONE : part.toString());
        return parts;
    }

    private void write(String key, Map<String, String> cells, List<String> aliases) {
        try {
            for (int i = 0; i < aliases.size(); i++) {
                cells.put("key", i == 0 ? key : key + "+" + (i + 1));
                cells.put("aliases", aliases.get(i));
                out.write(headers.stream()
                        .map(header -> cells.getOrDefault(header, Cells.UNKNOWN))
                        .toList());
                rows++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int rows() {
        return rows;
    }

    /** A summary in sentences: what was read and what was left out. */
    List<Text> summary() {
        List<Text> summary = new ArrayList<>();
        summary.add(new Text(
                rows + " rows" + (byList.isEmpty() ? "" : " (entries by list: " + byList + ")"),
                rows + " 行" + (byList.isEmpty() ? "" : "（各名单条目：" + byList + "）")));
        tell(summary, twice, "records stand in the source twice and are written once", "条记录在来源中重复，只收录一次");
        tell(summary, namesOfSeveral, "names join several parties; each of these is an alias", "个名称包含多个主体，各列为别名");
        tell(summary, withoutName, "records have no name that a cell can hold and are left out", "条记录没有可收录的名称，未收录");
        if (withoutFrom > 0) {
            summary.add(
                    fromIfUnknown == null
                            ? new Text(
                                    withoutFrom
                                            + " entries have no first listed day in the source: column `from` holds `"
                                            + NO_FIRST_DAY
                                            + "`, so they count on every day; settle it, or give a first day for them",
                                    withoutFrom + " 个条目在来源中没有列名首日：from 列为 `" + NO_FIRST_DAY + "`，任何日期均计入；请核实，或给定首日")
                            : new Text(
                                    withoutFrom
                                            + " entries have no first listed day in the source: column `from` holds "
                                            + fromIfUnknown,
                                    withoutFrom + " 个条目在来源中没有列名首日：from 列为 " + fromIfUnknown));
        }
        return summary;
    }

    private static void tell(List<Text> summary, int count, String en, String zh) {
        if (count > 0) {
            summary.add(new Text(count + " " + en, count + " " + zh));
        }
    }
}
