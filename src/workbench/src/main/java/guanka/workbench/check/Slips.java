package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Text;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Provision;
import guanka.tables.SheetView;
import guanka.workbench.impact.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a hand leaves behind when it copies, types over or deletes rows: things that can be read without a mistake and that a colleague
 * would ask about. Only rows that a draft changes are looked at.
 */
final class Slips {

    /** Columns that say which announcement a row belongs to; rows of one announcement share their sources. */
    private static final List<String> OF_AN_ANNOUNCEMENT =
            List.of("measure", "notice", "instrument", "provision", "provisions");

    /** Columns that are about the one row, so that those of another announcement hardly say the same. */
    private static final List<String> ABOUT_THE_ROW =
            List.of("source", "url", "calendar of", "elements", "hs codes", "note en", "note zh");

    /** Columns that only say something together with those above. */
    private static final List<String> BESIDES = List.of("confidence");

    private static final Set<String> WORDS_OF_THE_TABLES =
            Set.of("ANY", "NONE", "OPEN", "UNKNOWN", "YES", "NO", "N/A", "TBD", "无", "不详", "未知", "待定");

    /** Signs that part names and stand in none: what Chinese lists names with, a comma or slash next to Chinese, a slash between spaces. */
    private static final Pattern SEVERAL = Pattern.compile(
            ".*(?:[、；;]|(?:\\p{IsHan} ?[,/／] ?\\p{IsHan}|\\p{IsHan} ?，|， ?\\p{IsHan})" + "(?![^（(]*[）)])| / |\\|).*");

    private static final String LEGAL_FORM =
            "\\b(?i:inc|incorporated|ltd|limited|llc|corp|corporation|gmbh|co|company|plc|s\\.a|b\\.v|ooo|jsc)\\.?";

    /** Commas that no legal form follows, an "and" between two firms, a space in Chinese: several names, or one that is written so. */
    private static final Pattern PERHAPS_SEVERAL = Pattern.compile(".*" + LEGAL_FORM + ",? (?:and|or|&) .*" + LEGAL_FORM
            + "|.*公司(?:和|及|与|以及|或|或者)\\p{IsHan}.*公司|.*\\p{IsHan}{3} +\\p{IsHan}{3}.*|"
            + "[^,]{4,}, (?!(?i)(?:co|inc|ltd|llc|lp|l\\.p|corp|limited|company|plc|gmbh|s\\.?a|b\\.?v|jsc|pjsc|ooo|pte|sdn|a\\.?s|jr|sr)\\b)"
            + "[^,]{4,}, [^,]{4,}");

    private static final int SHRUNK = 2;

    /** How the headers of columns end that hold Chinese. */
    private static final String IN_CHINESE = " zh";

    /** Names may be in whatever letters their bearers write. */
    private static final String NAME_IN_CHINESE = "name zh";

    /** Several words and nothing Chinese; a citation such as `EAR 744.11` may stand so. */
    private static final Pattern SENTENCE_IN_LATIN =
            Pattern.compile("\\P{IsHan}*\\p{IsLatin}{2,}\\P{IsHan}* \\p{IsLatin}{2,}\\P{IsHan}*");

    private final Ruleset draft;
    private final Ruleset base;
    private final Map<String, String> measures = new HashMap<>();
    private final Map<String, SheetView> sheetsOfBase = new HashMap<>();
    private final List<CheckFinding> findings = new ArrayList<>();

    Slips(Decisions draft, Decisions base) {
        this.draft = draft.ruleset();
        this.base = base.ruleset();
        Stream.of(this.base, this.draft)
                .forEach(ruleset -> ruleset.rows(Provision.class)
                        .forEach(provision -> measures.put(provision.key(), provision.measure())));
        this.base.tables().sheets().forEach(sheet -> sheetsOfBase.put(name(sheet), sheet));
    }

    List<CheckFinding> of(List<Selection.Pair> pairs) {
        copies();
        languages();
        items(pairs);
        entries(pairs);
        return findings;
    }

    private static String name(SheetView sheet) {
        return sheet.workbook() + "!" + sheet.sheet();
    }

    // copied rows

    private void copies() {
        for (SheetView sheet : draft.tables().sheets()) {
            SheetView before = sheetsOfBase.get(name(sheet));
            if (before == null || !before.headers().equals(sheet.headers())) {
                continue;
            }
            Map<String, SheetView.Row> old = new LinkedHashMap<>();
            before.rows().forEach(row -> old.put(row.key(), row));
            List<SheetView.Row> added = sheet.rows().stream()
                    .filter(row -> !old.containsKey(row.key()))
                    .toList();
            int announcement = OF_AN_ANNOUNCEMENT.stream()
                    .mapToInt(sheet.headers()::indexOf)
                    .filter(column -> column >= 0)
                    .findFirst()
                    .orElse(-1);
            if (announcement >= 0 && !added.isEmpty()) {
                copies(sheet, announcement, added, List.copyOf(old.values()));
            }
        }
    }

    private void copies(SheetView sheet, int announcement, List<SheetView.Row> added, List<SheetView.Row> old) {
        List<String> announcements = old.stream()
                .map(row -> announcement(row.cells().get(announcement)))
                .toList();
        // only a row that says of itself what some other announcement's row says can be a copy: of a list that is taken
        // in hardly any does
        Map<List<Object>, Set<String>> said = new HashMap<>();
        added.forEach(row -> aboutTheRow(sheet, row).forEach(says -> said.put(says, new HashSet<>())));
        for (int i = 0; i < old.size(); i++) {
            for (List<Object> says : aboutTheRow(sheet, old.get(i))) {
                Set<String> by = said.get(says);
                if (by != null) {
                    by.add(announcements.get(i));
                }
            }
        }
        for (SheetView.Row row : added) {
            String own = announcement(row.cells().get(announcement));
            if (aboutTheRow(sheet, row).stream()
                    .flatMap(says -> said.get(says).stream())
                    .anyMatch(other -> !other.equals(own))) {
                copied(
                        sheet,
                        row,
                        IntStream.range(0, old.size())
                                .filter(i -> !announcements.get(i).equals(own))
                                .mapToObj(old::get));
            }
        }
    }

    /** What a row says of itself, by column. */
    private static List<List<Object>> aboutTheRow(SheetView sheet, SheetView.Row row) {
        List<List<Object>> about = new ArrayList<>();
        for (String header : ABOUT_THE_ROW) {
            int column = sheet.headers().indexOf(header);
            if (column >= 0 && says(row.cells().get(column))) {
                about.add(List.of(column, row.cells().get(column)));
            }
        }
        return about;
    }

    private static boolean says(String text) {
        return !text.isEmpty() && !text.equals("NONE") && !text.equals("?");
    }

    private void copied(SheetView sheet, SheetView.Row row, Stream<SheetView.Row> others) {
        SheetView.Row like = others.max(Comparator.comparingLong((SheetView.Row other) -> alike(row, other))
                        .thenComparing(SheetView.Row::key, Comparator.reverseOrder()))
                .orElse(null);
        if (like == null || 2 * alike(row, like) < row.cells().size()) {
            return;
        }
        List<String> still = leftOver(sheet, row, like, ABOUT_THE_ROW);
        if (!still.isEmpty()) {
            List<String> all = new ArrayList<>(still);
            all.addAll(leftOver(sheet, row, like, BESIDES));
            Place place = new Place(
                    sheet.workbook(),
                    sheet.sheet(),
                    sheet.address(row.number(), still.get(0)),
                    row.number(),
                    row.key());
            List<String> columns =
                    all.stream().map(header -> "`" + header + "`").toList();
            findings.add(Flaw.COPIED.at(
                    place,
                    "other",
                    like.key(),
                    "columns",
                    new Text(String.join(", ", columns), String.join("、", columns))));
        }
    }

    // Chinese texts

    private void languages() {
        for (SheetView sheet : draft.tables().sheets()) {
            SheetView before = sheetsOfBase.get(name(sheet));
            if (before == null || !before.headers().equals(sheet.headers())) {
                continue;
            }
            for (int i = 0; i < sheet.headers().size(); i++) {
                if (sheet.headers().get(i).endsWith(IN_CHINESE)
                        && !sheet.headers().get(i).equals(NAME_IN_CHINESE)) {
                    notInChinese(sheet, i, before);
                }
            }
        }
    }

    private void notInChinese(SheetView sheet, int column, SheetView before) {
        Map<String, String> old = new HashMap<>();
        before.rows().forEach(row -> old.put(row.key(), row.cells().get(column)));
        for (SheetView.Row row : sheet.rows()) {
            String text = row.cells().get(column);
            if (!text.equals(old.get(row.key()))
                    && SENTENCE_IN_LATIN.matcher(text).matches()) {
                Place place = new Place(
                        sheet.workbook(),
                        sheet.sheet(),
                        sheet.address(row.number(), sheet.headers().get(column)),
                        row.number(),
                        row.key());
                findings.add(
                        Flaw.NOT_IN_CHINESE.at(place, "column", sheet.headers().get(column)));
            }
        }
    }

    private static long alike(SheetView.Row one, SheetView.Row other) {
        long alike = 0;
        for (int i = 0; i < one.cells().size(); i++) {
            alike += one.cells().get(i).equals(other.cells().get(i)) ? 1 : 0;
        }
        return alike;
    }

    /** The announcement of the first provision that a cell names, or what it says itself. */
    private String announcement(String cell) {
        String first = cell.split("; ")[0];
        return measures.getOrDefault(first, first);
    }

    private static List<String> leftOver(SheetView sheet, SheetView.Row row, SheetView.Row like, List<String> headers) {
        return headers.stream()
                .filter(header -> {
                    int column = sheet.headers().indexOf(header);
                    String text = column < 0 ? "" : row.cells().get(column);
                    return says(text) && text.equals(like.cells().get(column));
                })
                .toList();
    }

    // items

    private void items(List<Selection.Pair> pairs) {
        NavigableMap<String, List<ItemRow>> byCode = new TreeMap<>();
        draft.rows(ItemRow.class)
                .forEach(row -> row.codes()
                        .forEach(code -> byCode.computeIfAbsent(code, x -> new ArrayList<>())
                                .add(row)));
        for (Selection.Pair pair : pairs) {
            if (!(pair.draft() instanceof ItemRow row)
                    || pair.base() instanceof ItemRow old && old.codes().containsAll(row.codes())) {
                continue;
            }
            for (String code : row.codes()) {
                Stream.of(
                                Stream.of(code),
                                headings(code),
                                row.subCodesToo() ? below(code, byCode) : Stream.<String>of())
                        .flatMap(codes -> codes)
                        .flatMap(at -> byCode.getOrDefault(at, List.of()).stream()
                                .filter(other -> at.length() >= code.length() || other.subCodesToo())
                                .filter(other -> isOfAnother(row, other))
                                .map(other -> listed(row, at.length() > code.length() ? at : code, other)))
                        .findFirst()
                        .ifPresent(findings::add);
            }
        }
    }

    private static boolean isOfAnother(ItemRow row, ItemRow other) {
        return other.list().equals(row.list()) && !other.provision().equals(row.provision()) && together(row, other);
    }

    private CheckFinding listed(ItemRow row, String code, ItemRow other) {
        return Flaw.CODE_LISTED.with(
                Place.of(row.source(), "control codes", draft),
                Place.of(other.source(), "control codes", draft),
                null,
                "code",
                code,
                "other",
                other.key(),
                "provision",
                other.provision());
    }

    private static Stream<String> below(String code, NavigableMap<String, List<ItemRow>> byCode) {
        return byCode.subMap(code + ".", code + (char) ('.' + 1)).keySet().stream();
    }

    private static Stream<String> headings(String code) {
        return Stream.iterate(
                code.lastIndexOf('.') < 0 ? "" : code.substring(0, code.lastIndexOf('.')),
                heading -> !heading.isEmpty(),
                heading -> heading.lastIndexOf('.') < 0 ? "" : heading.substring(0, heading.lastIndexOf('.')));
    }

    private static boolean together(ItemRow one, ItemRow other) {
        return !ends(one.to(), other.from()) && !ends(other.to(), one.from());
    }

    private static boolean ends(LocalDate to, LocalDate from) {
        return to != null && from != null && to.isBefore(from);
    }

    // listed parties

    private void entries(List<Selection.Pair> pairs) {
        Map<String, List<ListEntry>> gone = new TreeMap<>();
        for (Selection.Pair pair : pairs) {
            if (pair.draft() == null && pair.base() instanceof ListEntry entry) {
                gone.computeIfAbsent(entry.list(), x -> new ArrayList<>()).add(entry);
                findings.add(Flaw.ENTRY_REMOVED.at(Place.of(entry.source()), "party", name(entry)));
            } else if (pair.draft() instanceof ListEntry entry) {
                severalNames(entry, pair.base() instanceof ListEntry old ? old : null);
                if (pair.base() instanceof ListEntry old && isAnother(old, entry)) {
                    findings.add(Flaw.KEY_USED_AGAIN.at(
                            Place.of(entry.source(), "key", draft), "before", name(old), "party", name(entry)));
                }
            }
        }
        gone.forEach((list, entries) -> {
            long before = count(base, list);
            long after = count(draft, list);
            if (entries.size() >= SHRUNK && after < before) {
                findings.add(Flaw.LIST_SHRANK.at(
                        Place.of(entries.get(0).source()), "list", list, "before", before, "after", after));
            }
        });
    }

    private static long count(Ruleset ruleset, String list) {
        return ruleset.rows(ListEntry.class).stream()
                .filter(entry -> entry.list().equals(list))
                .count();
    }

    private void severalNames(ListEntry entry, ListEntry old) {
        List<String> typed = names(entry)
                .filter(name -> old == null || names(old).noneMatch(name::equals))
                .toList();
        if (names(entry).findFirst().isEmpty()) {
            findings.add(Flaw.NO_NAME.at(Place.of(entry.source(), "name en", draft), "list", entry.list()));
        }
        typed.stream()
                .filter(name -> WORDS_OF_THE_TABLES.contains(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> findings.add(
                        Flaw.WORD_AS_NAME.at(Place.of(entry.source(), column(entry, name), draft), "name", name)));
        severalNames(entry, typed, SEVERAL, Flaw.SEVERAL_NAMES);
        severalNames(entry, typed, PERHAPS_SEVERAL, Flaw.PERHAPS_SEVERAL_NAMES);
    }

    private void severalNames(ListEntry entry, List<String> typed, Pattern pattern, Flaw flaw) {
        typed.stream()
                .filter(name -> pattern.matcher(name).matches())
                .findFirst()
                .ifPresent(name ->
                        findings.add(flaw.at(Place.of(entry.source(), column(entry, name), draft), "name", name)));
    }

    private static String column(ListEntry entry, String name) {
        return name.equals(entry.name().en())
                ? "name en"
                : name.equals(entry.name().zh()) ? "name zh" : "aliases";
    }

    /** Whether an entry bears no name any more that it bore before. */
    private static boolean isAnother(ListEntry old, ListEntry entry) {
        return names(old).noneMatch(name -> names(entry).anyMatch(name::equals));
    }

    private static Stream<String> names(ListEntry entry) {
        return Stream.concat(Stream.of(entry.name().en(), entry.name().zh()), entry.aliases().stream())
                .filter(Objects::nonNull)
                .filter(name -> name.codePoints().anyMatch(Character::isLetterOrDigit));
    }

    private static String name(ListEntry entry) {
        return names(entry).findFirst().orElse(entry.key());
    }
}
