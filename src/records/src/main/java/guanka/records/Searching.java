package guanka.records;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds records by the search index, in the order of the chain or against it. */
final class Searching {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private final StringBuilder from = new StringBuilder();
    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private String sequence = "r.sequence";

    /** The first term leads, so the one that fewest records have stands first. */
    private Searching(Search filter) {
        term(Entry.REFERENCE, filter.reference());
        term(Entry.PARTY, filter.party() == null ? null : Texts.folded(filter.party()));
        term(Entry.PROVISION, filter.provision());
        term(Entry.RULESET, filter.ruleset());
        term(Entry.OUTCOME, filter.outcome());
        if (from.isEmpty()) {
            from.append("records r");
            and("r.kind = 'DETERMINATION'");
        } else {
            from.append(" CROSS JOIN records r");
            and("r.sequence = t0.sequence");
        }
        if (filter.from() != null) {
            and("r.at >= ?", Texts.of(filter.from()));
        }
        if (filter.to() != null) {
            and("r.at < ?", Texts.of(filter.to()));
        }
    }

    private void term(String kind, String value) {
        if (value == null) {
            return;
        }
        if (from.isEmpty()) {
            sequence = "t0.sequence";
            from.append("terms t0");
            and("t0.kind = ? AND t0.value = ?", kind, Texts.kept(value));
        } else {
            String name = "t" + where.toString().split("kind = ").length;
            from.append(" CROSS JOIN terms ").append(name);
            and(
                    name + ".kind = ? AND " + name + ".value = ? AND " + name + ".sequence = t0.sequence",
                    kind,
                    Texts.kept(value));
        }
    }

    private void and(String condition, Object... bound) {
        where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
        values.addAll(List.of(bound));
    }

    private List<StoredDetermination> read(Reader reader, String order, int limit) {
        values.add(limit);
        return reader.all(
                RecordReader.SELECT + " FROM " + from + where + " ORDER BY " + sequence + order + " LIMIT ?",
                RecordReader::determination,
                values.toArray());
    }

    static List<StoredDetermination> after(Reader reader, Search filter, long after, int limit) {
        var search = new Searching(filter);
        search.and(search.sequence + " > ?", after);
        return search.read(reader, "", checked(limit));
    }

    static Page page(Reader reader, Search filter, String cursor, int limit) {
        long[] bounds = cursor == null ? bounds(reader, filter) : bounds(cursor);
        if (bounds[0] <= bounds[1]) {
            return new Page(List.of(), null);
        }
        var search = new Searching(filter);
        search.and(search.sequence + " < ? AND " + search.sequence + " >= ?", bounds[0], bounds[1]);
        List<StoredDetermination> found = search.read(reader, " DESC", checked(limit) + 1);
        if (found.size() <= limit) {
            return new Page(List.copyOf(found), null);
        }
        List<StoredDetermination> page = List.copyOf(found.subList(0, limit));
        return new Page(page, page.get(limit - 1).sequence() + "-" + bounds[1]);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a page has at least one record");
        }
        return limit;
    }

    private static long[] bounds(String cursor) {
        Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw new IllegalArgumentException("this cursor was not given out by this log");
        }
        return new long[] {Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))};
    }

    /** Where in the chain the records of a time can stand: before the first value, not before the second. */
    private static long[] bounds(Reader reader, Search filter) {
        if (filter.from() == null && filter.to() == null) {
            return new long[] {Long.MAX_VALUE, 1};
        }
        return reader.first(
                        "SELECT min(sequence), max(sequence) FROM records WHERE at >= ? AND at < ?",
                        row -> row.getLong(1) == 0 ? null : new long[] {row.getLong(2) + 1, row.getLong(1)},
                        filter.from() == null ? "" : Texts.of(filter.from()),
                        filter.to() == null ? "Z" : Texts.of(filter.to()))
                .orElse(new long[] {0, 0});
    }
}
