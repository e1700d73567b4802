package guanka.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds records in the order of the chain or against it: those of whole blocks by the search index, those behind the last whole block
 * by looking at each.
 */
final class LogSearch {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    /** Blocks whose rows are read together, and records. */
    private static final int TOGETHER = 64;

    private static final String NEWEST = """
            SELECT sequence, ruleset_version, terms, parties FROM records
            WHERE kind = 'DETERMINATION' AND sequence > ? AND sequence < ? ORDER BY sequence""";

    /** Where in a block all terms occur together. */
    private record Block(long block, BitSet places) {}

    private final Reader reader;
    private final List<Entry.Term> terms = new ArrayList<>();
    private final String from;
    private final String to;
    private final Search filter;

    /** Records that were met and are not what was written. */
    private final SortedSet<Long> damaged = new TreeSet<>();

    /** Whether a term may be the beginning of a longer value, so that records found by it must be compared in full. */
    private boolean cutOff;

    /** Terms are ordered from rare to common, because the first one selects the blocks to read. */
    private LogSearch(Reader reader, Search filter) {
        this.reader = reader;
        this.from = filter.from() == null ? null : Texts.of(filter.from());
        this.to = filter.to() == null ? null : Texts.of(filter.to());
        this.filter = filter;
        term(Entry.REFERENCE, filter.reference());
        term(Entry.PARTY, filter.party() == null ? null : Texts.folded(filter.party()));
        term(Entry.PROVISION, filter.provision());
        term(Entry.RULESET, filter.ruleset());
        term(Entry.OUTCOME, filter.outcome());
    }

    private void term(String kind, String value) {
        if (value != null) {
            var term = new Entry.Term(kind, Texts.kept(value));
            cutOff |= Texts.mayBeCutOff(term.value());
            terms.add(term);
        }
    }

    /** The names of a record that was read are folded once more. */
    private boolean matches(StoredDetermination record) {
        SearchTerms terms = record.terms();
        return is(filter.reference(), terms.reference())
                && is(filter.outcome(), terms.outcome())
                && is(filter.ruleset(), record.rulesetVersion())
                && (filter.provision() == null || terms.provisions().contains(Texts.kept(filter.provision())))
                && (filter.party() == null || terms.parties().contains(Texts.folded(Texts.folded(filter.party()))));
    }

    private static boolean is(String wanted, String value) {
        return wanted == null || Texts.kept(wanted).equals(value);
    }

    static List<StoredDetermination> after(Reader reader, Search filter, long after, int limit) {
        checked(limit);
        var search = new LogSearch(reader, filter);
        long[] bounds = after > 0 ? new long[] {Long.MAX_VALUE, after + 1} : search.bounds();
        List<StoredDetermination> found =
                bounds[0] <= bounds[1] ? List.of() : search.between(bounds[1] - 1, bounds[0], limit, false);
        if (!search.damaged.isEmpty()) {
            throw new DamagedRecord("record " + search.damaged.first() + " is not what was written", null);
        }
        return found;
    }

    static Page page(Reader reader, Search filter, String cursor, int limit) {
        var search = new LogSearch(reader, filter);
        long[] bounds = cursor == null ? search.bounds() : bounds(cursor);
        if (bounds[0] <= bounds[1]) {
            return new Page(List.of(), null, search.damaged);
        }
        List<StoredDetermination> found = search.between(bounds[1] - 1, bounds[0], checked(limit) + 1, true);
        if (found.size() <= limit) {
            return new Page(List.copyOf(found), null, search.damaged);
        }
        List<StoredDetermination> page = List.copyOf(found.subList(0, limit));
        return new Page(page, page.get(limit - 1).sequence() + "-" + bounds[1], search.damaged);
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

    /** Bounds of the chain within which records of the period lie: sequences below the first value and from the second on. */
    private long[] bounds() {
        if (from == null && to == null) {
            return new long[] {Long.MAX_VALUE, 1};
        }
        return reader.first(
                        "SELECT min(sequence), max(sequence) FROM records WHERE at >= ? AND at < ?",
                        row -> row.getLong(1) == 0 ? null : new long[] {row.getLong(2) + 1, row.getLong(1)},
                        Objects.requireNonNullElse(from, ""),
                        Objects.requireNonNullElse(to, "Z"))
                .orElse(new long[] {0, 0});
    }

    private List<StoredDetermination> between(long after, long before, int limit, boolean newestFirst) {
        if (terms.isEmpty()) {
            return all(after, before, limit, newestFirst);
        }
        long size = reader.first("SELECT size FROM head WHERE one = 1", row -> row.getLong(1))
                .orElse(0L);
        long indexed = size - size % TermIndex.BLOCK;
        List<StoredDetermination> found = new ArrayList<>();
        if (newestFirst) {
            newest(Math.max(after, indexed), Math.min(before, size + 1), limit, true, found);
            blocks(after, Math.min(before, indexed + 1), limit, true, found);
        } else {
            blocks(after, Math.min(before, indexed + 1), limit, false, found);
            newest(Math.max(after, indexed), Math.min(before, size + 1), limit, false, found);
        }
        return found;
    }

    /** Without terms; those that are damaged do not count, so that a page ends only where there are no more. */
    private List<StoredDetermination> all(long after, long before, int limit, boolean newestFirst) {
        List<StoredDetermination> found = new ArrayList<>();
        long from = after;
        long to = before;
        while (found.size() < limit) {
            int left = limit - found.size();
            List<Found> rows = rows(
                    "r.kind = 'DETERMINATION' AND r.sequence > ? AND r.sequence < ?",
                    List.of(from, to),
                    newestFirst,
                    left);
            found.addAll(whole(rows));
            if (rows.size() < left) {
                break;
            }
            if (newestFirst) {
                to = rows.get(rows.size() - 1).sequence();
            } else {
                from = rows.get(rows.size() - 1).sequence();
            }
        }
        return found;
    }

    private void newest(long after, long before, int limit, boolean newestFirst, List<StoredDetermination> found) {
        if (found.size() >= limit || before - after < 2) {
            return;
        }
        List<Long> matching = new ArrayList<>(reader.all(NEWEST, this::newest, after, before));
        matching.removeIf(Objects::isNull);
        if (newestFirst) {
            Collections.reverse(matching);
        }
        fetch(matching, limit, newestFirst, found);
    }

    /** The record of a row that has all terms; null where it has not, or is damaged. */
    private Long newest(ResultSet row) throws SQLException {
        String rulesetVersion = row.getString(2);
        String said = row.getString(3);
        String parties = row.getString(4);
        try {
            return RecordReader.index(said, parties, rulesetVersion).containsAll(terms) ? row.getLong(1) : null;
        } catch (DamagedRow changed) {
            damaged.add(row.getLong(1));
            return null;
        }
    }

    private void blocks(long after, long before, int limit, boolean newestFirst, List<StoredDetermination> found) {
        long first = Places.block(after + 1);
        long last = Places.block(before - 1);
        String sql = sql(newestFirst);
        while (found.size() < limit && first <= last && before - after > 1) {
            List<Block> rows = reader.all(sql, this::block, values(first, last));
            List<Long> matching = new ArrayList<>();
            for (Block row : rows) {
                List<Long> some = Places.sequences(row.block(), row.places(), after, before);
                if (newestFirst) {
                    Collections.reverse(some);
                }
                matching.addAll(some);
            }
            fetch(matching, limit, newestFirst, found);
            if (rows.size() < TOGETHER) {
                return;
            }
            long reached = rows.get(rows.size() - 1).block();
            if (newestFirst) {
                last = reached - 1;
            } else {
                first = reached + 1;
            }
        }
    }

    /** The blocks in which all terms occur. */
    private String sql(boolean newestFirst) {
        var select = new StringBuilder("SELECT t0.block");
        var joined = new StringBuilder(" FROM term_blocks t0");
        var where = new StringBuilder(" WHERE t0.block BETWEEN ? AND ?");
        for (int i = 0; i < terms.size(); i++) {
            select.append(", t").append(i).append(".places");
            where.append(" AND t").append(i).append(".kind = ? AND t").append(i).append(".value = ?");
            if (i > 0) {
                joined.append(" CROSS JOIN term_blocks t").append(i);
                where.append(" AND t").append(i).append(".block = t0.block");
            }
        }
        return select.append(joined).append(where) + " ORDER BY t0.block" + (newestFirst ? " DESC" : "") + " LIMIT "
                + TOGETHER;
    }

    private Block block(ResultSet row) throws SQLException {
        BitSet places = Places.of(row.getString(2));
        for (int i = 1; i < terms.size(); i++) {
            places.and(Places.of(row.getString(i + 2)));
        }
        return new Block(row.getLong(1), places);
    }

    private Object[] values(long first, long last) {
        List<Object> values = new ArrayList<>(List.of(first, last));
        for (Entry.Term term : terms) {
            values.add(term.kind());
            values.add(term.value());
        }
        return values.toArray();
    }

    /** Adds the records of these places in the chain, as far as they are of the time that is looked for. */
    private void fetch(List<Long> sequences, int limit, boolean newestFirst, List<StoredDetermination> found) {
        for (int begin = 0; begin < sequences.size() && found.size() < limit; ) {
            int left = limit - found.size();
            boolean eachIsWanted = from == null && to == null && !cutOff;
            int end = Math.min(sequences.size(), begin + (eachIsWanted ? Math.min(TOGETHER, left) : TOGETHER));
            List<Long> some = sequences.subList(begin, end);
            whole(rows("r.sequence IN (?" + ", ?".repeat(some.size() - 1) + ")", some, newestFirst, some.size()))
                    .stream()
                    .filter(this::matches)
                    .limit(left)
                    .forEach(found::add);
            begin = end;
        }
    }

    private List<Found> rows(String where, List<?> bound, boolean newestFirst, int limit) {
        List<Object> values = new ArrayList<>(bound);
        var sql = new StringBuilder(RecordReader.SELECT)
                .append(" FROM records r WHERE ")
                .append(where);
        if (from != null) {
            sql.append(" AND r.at >= ?");
            values.add(from);
        }
        if (to != null) {
            sql.append(" AND r.at < ?");
            values.add(to);
        }
        sql.append(" ORDER BY r.sequence").append(newestFirst ? " DESC" : "").append(" LIMIT ?");
        values.add(limit);
        return reader.all(sql.toString(), Found::of, values.toArray());
    }

    private List<StoredDetermination> whole(List<Found> rows) {
        List<StoredDetermination> found = new ArrayList<>();
        for (Found row : rows) {
            if (row.record() == null || !isAsErased(row.record())) {
                damaged.add(row.sequence());
            } else {
                found.add(row.record());
            }
        }
        return found;
    }

    private boolean isAsErased(StoredDetermination record) {
        try {
            Redacted.checked(reader, record);
            return true;
        } catch (DamagedRecord changed) {
            return false;
        }
    }

    /** A row that was found; without a record where it is not what was written. */
    private record Found(long sequence, StoredDetermination record) {

        static Found of(ResultSet row) throws SQLException {
            try {
                return new Found(row.getLong(1), RecordReader.determination(row));
            } catch (DamagedRow changed) {
                return new Found(row.getLong(1), null);
            }
        }
    }
}
