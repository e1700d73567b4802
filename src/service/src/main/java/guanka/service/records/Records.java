package guanka.service.records;

import guanka.records.ClearanceTable;
import guanka.records.DeterminationLog;
import guanka.records.JobTable;
import guanka.records.RecordStore;
import guanka.records.ResolutionTable;
import guanka.records.RulesetArchive;
import guanka.records.StoreSettings;
import guanka.records.StoreState;
import guanka.records.StoreUnavailable;
import guanka.records.SubscriptionTable;
import guanka.records.WatchTable;
import guanka.records.WriterFigures;
import guanka.service.problems.StartRefused;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Instant;

/** The store in which everything that must last is kept: open before the first request and until after the last. */
@ApplicationScoped
public class Records {

    private static final StoreState CLOSED = new StoreState("none", false, "the record store is not open", 0, 0);
    private static final WriterFigures NOTHING = new WriterFigures(0, 0, 0, 0, 0, 0);

    private final StoreSettings settings;
    private volatile RecordStore store;
    private volatile Instant newestAtStart;

    public Records(Settings given) {
        settings = new StoreSettings(
                given.data(),
                given.db().url().orElse(null),
                given.db().user().orElse(null),
                given.db().password().orElse(null),
                given.records().queueMax(),
                given.records().batchMax(),
                given.checkpointKey().orElse(null));
    }

    /** Whether the start makes the store: there is no file of it, and no other database is named. */
    public boolean isToBeMade() {
        return settings.isToBeMade();
    }

    public void start() {
        try {
            store = RecordStore.open(settings);
            newestAtStart = store.log().newest().orElse(null);
            // says the shape of the store and binds its id before anything depends on it
            store.log().checkpoint();
        } catch (StoreUnavailable e) {
            throw new StartRefused("the record store cannot be opened: " + e.getMessage());
        }
    }

    public void stop() {
        if (store != null) {
            store.close();
        }
    }

    public DeterminationLog log() {
        return store.log();
    }

    public RulesetArchive rulesets() {
        return store.rulesets();
    }

    public JobTable jobs() {
        return store.jobs();
    }

    public ResolutionTable resolutions() {
        return store.resolutions();
    }

    public WatchTable watches() {
        return store.watches();
    }

    /** Receivers of what is told of open orders. */
    public SubscriptionTable subscriptions() {
        return store.subscriptions();
    }

    /** When the newest record was written that was there when the service started, null: there was none. */
    Instant newestAtStart() {
        return newestAtStart;
    }

    /** Clearances that stand until their day. */
    public ClearanceTable clearances() {
        return store.clearances();
    }

    /** How the store is; one that is not open takes no writes. */
    public StoreState state() {
        return store == null ? CLOSED : store.state();
    }

    public WriterFigures figures() {
        return store == null ? NOTHING : store.figures();
    }

    /** Folder of everything that must last. */
    public Path folder() {
        return settings.folder();
    }
}
