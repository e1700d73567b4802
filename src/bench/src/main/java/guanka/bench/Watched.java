package guanka.bench;

import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.records.Activator;
import guanka.records.NewRuleset;
import guanka.records.RecordStore;
import guanka.records.RulesetArchive;
import guanka.records.StoreSettings;
import guanka.records.Watch;
import guanka.records.WatchAnswer;
import guanka.records.WatchLook;
import guanka.records.WatchPass;
import guanka.records.WatchTable;
import guanka.workbench.watches.Activation;
import guanka.workbench.watches.OpenOrders;
import guanka.workbench.watches.OrderAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An activation over many watched orders: how long it takes until exactly those are told of that a party concerns which comes upon a
 * list, from the ruleset in memory to events on disk, on all processors.
 */
public final class Watched {

    private static final int PAGE = 512;
    private static final int CONCERNED = 300;
    private static final String LISTED = "Redwood Hypersonics";

    private Watched() {}

    /** {@code [orders]}, 100,000 by default. */
    public static void main(String[] args) throws Exception {
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        byte[] kjar = Files.readAllBytes(Rulesets.kjar());
        byte[] after = Drafts.anotherListedParty(kjar, LISTED);
        Path folder = Files.createTempDirectory("guanka-watched");
        ExecutorService pool = Executors.newFixedThreadPool(64);
        try (var base = new Decisions(Ruleset.load(kjar));
                var draft = new Decisions(Ruleset.load(after));
                RecordStore store = RecordStore.open(StoreSettings.of(folder))) {
            String was = digest(kjar);
            String is = digest(after);
            store.rulesets()
                    .importActive(
                            new NewRuleset("1", was, null, null, "guanka", Instant.now(), "first", null, kjar),
                            kept -> Map.of())
                    .toCompletableFuture()
                    .join();
            double put = Drafts.seconds(() -> put(store, base, was, orders, pool));
            activate(store, was, is, after);
            double taken = Drafts.seconds(() -> pass(store, base, draft, is));
            List<String> told = store.watches().events(null, 0, Integer.MAX_VALUE).stream()
                    .map(event -> event.told().replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"))
                    .sorted()
                    .toList();
            boolean exactly =
                    told.size() == CONCERNED && told.stream().allMatch(reference -> reference.startsWith("CONCERNED-"));
            System.out.printf(
                    Locale.ROOT,
                    "%,d orders kept in %.1f s; an activation told of %,d in %.1f s, %s the %d that it concerns%n",
                    orders,
                    put,
                    told.size(),
                    taken,
                    exactly ? "exactly" : "NOT exactly",
                    CONCERNED);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String digest(byte[] kjar) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kjar));
    }

    private static void put(RecordStore store, Decisions base, String digest, int orders, ExecutorService pool) {
        OpenOrders now = new OpenOrders(base, new ShipmentReader(base.ruleset()));
        Instant at = Instant.now();
        List<byte[]> texts = new ArrayList<>();
        Mix.texts(base.ruleset())
                .values()
                .forEach(text -> texts.add(text.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] concerned = """
                {"exportDate":"2026-01-05","exportFrom":"CN","destination":"US","jurisdictions":["CN"],
                 "parties":[{"id":"buyer","name":"%s","country":"US","roles":["CONSIGNEE","END_USER"],"military":false}],
                 "ownership":[],"endUse":{"purposes":["CIVIL"]},
                 "lines":[{"id":"1","controlCodes":["CN:1C905.a.4"],"origin":"CN","form":"MAGNET",
                   "value":{"amount":"10.00","currency":"USD"},"content":[],"technologies":[]}]}""".formatted(LISTED).getBytes(StandardCharsets.UTF_8);
        Map<byte[], WatchAnswer> answers = new HashMap<>();
        texts.add(concerned);
        for (byte[] text : texts) {
            OpenOrders.Look look = now.look(now.read(text), at);
            answers.put(text, new WatchAnswer(look.answer().json(), digest, "1", at, look.due()));
        }
        List<Future<?>> kept = new ArrayList<>();
        int every = Math.max(1, orders / CONCERNED);
        for (int i = 0; i < orders; i++) {
            boolean is = i % every == 0 && i / every < CONCERNED;
            byte[] text = is ? concerned : texts.get(i % (texts.size() - 1));
            String reference = (is ? "CONCERNED-" : "SO-") + i;
            kept.add(pool.submit(() -> store.watches()
                    .keep(
                            UUID.randomUUID(),
                            "trade-system",
                            reference,
                            text,
                            answers.get(text),
                            at,
                            Integer.MAX_VALUE)));
        }
        wait(kept);
    }

    private static void activate(RecordStore store, String was, String is, byte[] kjar) {
        store.watches().begin(was);
        RulesetArchive rulesets = store.rulesets();
        rulesets.keep(
                        new NewRuleset("2", is, "1", was, "analyst", Instant.now(), "listed", null, kjar),
                        kept -> Map.of("check", new byte[] {1}))
                .toCompletableFuture()
                .join();
        try {
            String report = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(new byte[] {1}));
            rulesets.approve("2", new RulesetArchive.Looked(is, "check", report), "lawyer", true, Instant.now(), "read")
                    .toCompletableFuture()
                    .join();
        } catch (java.security.NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
        rulesets.activate("2", is, "lawyer", Activator.ANYBODY, Instant.now(), null, null)
                .toCompletableFuture()
                .join();
    }

    private static void pass(RecordStore store, Decisions base, Decisions draft, String is) {
        ExecutorService deciding =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            OpenOrders now = new OpenOrders(draft, new ShipmentReader(draft.ruleset()));
            Activation activation =
                    new Activation(now, List.of(new OpenOrders(base, new ShipmentReader(base.ruleset()))), true);
            WatchTable watches = store.watches();
            Instant at = Instant.now();
            WatchPass pass = watches.begin(is);
            while (!pass.isDone()) {
                List<Watch> page = watches.list(null, pass.reached(), PAGE);
                List<Future<WatchLook>> asked = new ArrayList<>();
                page.forEach(watch -> asked.add(deciding.submit(() -> look(activation, is, watch, at))));
                List<WatchLook> looks =
                        wait(asked).stream().filter(Objects::nonNull).toList();
                pass = watches.passed(
                        pass,
                        looks,
                        page.size() < PAGE ? null : page.get(page.size() - 1).id());
            }
        } finally {
            deciding.shutdownNow();
        }
    }

    private static WatchLook look(Activation activation, String is, Watch watch, Instant at) {
        Activation.Outcome outcome = activation.of(watch.facts(), OrderAnswer.of(watch.answer()), at);
        if (outcome.change() == null) {
            return Objects.equals(outcome.due(), watch.due())
                    ? null
                    : new WatchLook(
                            watch,
                            new WatchAnswer(watch.answer(), watch.ruleset(), "1", watch.decidedAt(), outcome.due()),
                            List.of());
        }
        return new WatchLook(
                watch,
                new WatchAnswer(outcome.change().to().json(), is, "2", at, outcome.due()),
                List.of("{\"subject\":\"" + watch.reference() + "\"}"));
    }

    private static <T> List<T> wait(List<? extends Future<? extends T>> all) {
        List<T> done = new ArrayList<>();
        for (Future<? extends T> one : all) {
            try {
                done.add(one.get());
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
        return done;
    }
}
