package guanka.records;

import static guanka.records.Shipments.answers;
import static guanka.records.Shipments.bytes;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** A process of its own that records, works on jobs and keeps rules under load until it is killed, and says what was acknowledged. */
final class Appending {

    private static final Object LINES = new Object();

    private Appending() {}

    /** @param args folder, number of the round, JDBC URL or nothing for SQLite */
    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(System.out, true);
        RecordStore store = RecordStore.open(new StoreSettings(
                Path.of(args[0]),
                args.length > 2 ? args[2] : null,
                null,
                null,
                StoreSettings.QUEUE_MAX,
                StoreSettings.BATCH_MAX,
                null));
        begin(() -> jobs(store, out));
        begin(() -> rules(store, out, args[1]));
        begin(() -> watches(store, out));
        var room = new Semaphore(300);
        for (int i = 0; ; i++) {
            room.acquire();
            NewDetermination d = Shipments.keyed("S", args[1] + "/" + i, "{\"number\":" + i + "}");
            store.log().append(d).whenComplete((appended, failure) -> {
                if (failure == null) {
                    say(out, "record " + d.id());
                }
                room.release();
            });
        }
    }

    private static void say(PrintStream out, String acknowledged) {
        synchronized (LINES) {
            out.println(acknowledged + " .");
        }
    }

    private static void begin(Runnable endless) {
        Thread thread = new Thread(endless);
        thread.setDaemon(true);
        thread.start();
    }

    private static void jobs(RecordStore store, PrintStream out) {
        while (true) {
            UUID job = UUID.randomUUID();
            store.jobs().create(job, "trade-system", Instant.now(), "1.0");
            store.jobs().addPart(job, 1, 1, 1, bytes("{}\n"));
            store.jobs().close(job, Instant.now());
            store.jobs()
                    .claimNext("worker", Instant.now(), Duration.ofMillis(1))
                    .ifPresent(part -> {
                        PartAnswers answers = answers("answer of " + part.job());
                        if (store.jobs().finishPart(part.job(), part.part(), "worker", answers, Instant.now())) {
                            say(out, "part " + part.job());
                        }
                    });
        }
    }

    /** Orders that are kept, and told of once each. */
    private static void watches(RecordStore store, PrintStream out) {
        String kjar = "kjar that decides";
        store.rulesets()
                .importActive(Drafted.of("0", kjar, null, "guanka"), Attached.NOTHING)
                .toCompletableFuture()
                .join();
        WatchAnswer before = new WatchAnswer("{}", Drafted.digest(kjar), "0", Instant.now(), null);
        WatchAnswer after = new WatchAnswer("{\"told\":1}", Drafted.digest(kjar), "0", Instant.now(), null);
        while (true) {
            UUID id = UUID.randomUUID();
            Watch watch = store.watches()
                    .keep(id, "trade-system", id.toString(), bytes("{}"), before, Instant.now(), Integer.MAX_VALUE)
                    .watch();
            store.watches()
                    .looked(
                            Drafted.digest(kjar),
                            List.of(new WatchLook(watch, after, List.of("\"" + watch.reference() + "\""))));
            say(out, "watch " + id);
        }
    }

    private static void rules(RecordStore store, PrintStream out, String round) {
        for (int i = 0; ; i++) {
            String version = round + "." + i;
            NewRuleset draft = Drafted.of(version, "kjar " + version, null, "analyst");
            store.rulesets()
                    .keep(draft, kept -> Map.of("check", bytes("well"), "seal", bytes("seal of " + version)))
                    .toCompletableFuture()
                    .join();
            say(out, "rules " + version);
        }
    }
}
