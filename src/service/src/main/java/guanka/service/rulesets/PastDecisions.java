package guanka.service.rulesets;

import guanka.records.DeterminationLog;
import guanka.records.Search;
import guanka.records.StoredDetermination;
import guanka.service.records.RecordQuery;
import guanka.workbench.impact.Past;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** The cases of a version and the recorded shipments, page by page; records whose facts were erased cannot be decided again. */
final class PastDecisions implements Iterator<Past> {

    private static final int PAGE = 500;

    private final DeterminationLog log;
    private final Scope scope;
    private final Deque<Past> page = new ArrayDeque<>();
    private long last;
    private long left;
    private boolean atEnd;

    /**
     * What is to be decided again.
     *
     * @param base    version to compare with, or null for the parent
     * @param sample  how many records at most, 0 for all
     */
    record Scope(String base, Search search, long sample) {

        static final Scope EVERYTHING = new Scope(null, Search.ALL, 0);

        /** Whether nothing was left out, so that the report speaks for everything. */
        boolean isWhole() {
            return base == null && sample == 0 && search.equals(Search.ALL);
        }
    }

    PastDecisions(DeterminationLog log, Scope scope, Edition draft) {
        this.log = log;
        this.scope = scope;
        left = scope.sample() == 0 ? Long.MAX_VALUE : scope.sample();
        cases(draft).forEach(page::add);
    }

    /** @throws guanka.service.problems.Refusal with every mistake in the parameters */
    static Scope scope(HttpServerRequest request) {
        RecordQuery query = RecordQuery.ofImpact(request);
        return new Scope(request.getParam("base"), query.search(), query.limit());
    }

    private static Stream<Past> cases(Edition edition) {
        return new Replay(edition.decisions()).cases().stream().map(PastDecisions::past);
    }

    static Optional<Past> ofCase(String id, Edition edition) {
        return cases(edition).filter(past -> past.id().equals(id)).findFirst();
    }

    private static Past past(Case one) {
        return new Past(one.id(), Past.CASE, one.shipment().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Unknown: counting the records would take too long. */
    long total() {
        return -1;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !atEnd) {
            List<StoredDetermination> next =
                    left == 0 ? List.of() : log.after(last, scope.search(), (int) Math.min(PAGE, left));
            atEnd = next.isEmpty();
            for (StoredDetermination stored : next) {
                last = stored.sequence();
                left--;
                if (stored.facts() != null) {
                    page.add(new Past(stored.id().toString(), Past.RECORD, stored.facts()));
                }
            }
        }
        return !page.isEmpty();
    }

    @Override
    public Past next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.removeFirst();
    }
}
