package guanka.service.watches;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.service.security.Caller;
import guanka.service.workers.CostlyWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What people look at of open orders: of each the beginning, the rest is for programs. */
@ApplicationScoped
public class OrderViews {

    private final WatchesResource watches;
    private final ChangesResource changes;
    private final Records records;
    private final CostlyWork costly;

    OrderViews(WatchesResource watches, ChangesResource changes, Records records, CostlyWork costly) {
        this.watches = watches;
        this.changes = changes;
        this.records = records;
        this.costly = costly;
    }

    /**
     * Orders that the caller may see.
     *
     * @param cursor of the page before, null: the first
     * @throws guanka.service.problems.Refusal where it is none
     */
    public WatchesResource.Listed page(Caller caller, String cursor, int limit) {
        return watches.listed(WatchQuery.of(name -> name.equals("cursor") ? cursor : null, caller)
                .limited(limit));
    }

    /** What changed last, the newest first. */
    public List<JsonNode> latest(Caller caller, int limit) {
        return records
                .watches()
                .latestEvents(WatchQuery.of(name -> null, caller).owner(), limit)
                .stream()
                .map(CloudEvents::of)
                .toList();
    }

    /**
     * What will change within some days.
     *
     * @throws guanka.service.problems.Refusal where that cannot be told now
     */
    public List<JsonNode> ahead(Caller caller, int days, int limit) {
        WatchQuery query = WatchQuery.of(name -> null, caller).limited(limit).within(Duration.ofDays(days));
        return WriteResult.of(costly.submit(caller.name(), 0, () -> false, () -> changes.future(query, Instant.now())))
                .events();
    }
}
