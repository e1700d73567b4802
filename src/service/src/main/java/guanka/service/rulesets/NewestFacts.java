package guanka.service.rulesets;

import guanka.records.DeterminationLog;
import guanka.records.Page;
import guanka.records.Search;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Facts of recorded shipments, the newest first, page by page; those whose facts were erased are passed over. */
final class NewestFacts implements Iterator<byte[]> {

    private static final int PAGE = 500;

    private final DeterminationLog log;
    private final Deque<byte[]> page = new ArrayDeque<>();
    private String cursor;
    private boolean atEnd;

    NewestFacts(DeterminationLog log) {
        this.log = log;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !atEnd) {
            Page next = log.search(Search.ALL, cursor, PAGE);
            cursor = next.next();
            atEnd = cursor == null;
            next.records().stream()
                    .map(stored -> stored.facts())
                    .filter(facts -> facts != null)
                    .forEach(page::add);
        }
        return !page.isEmpty();
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.removeFirst();
    }
}
