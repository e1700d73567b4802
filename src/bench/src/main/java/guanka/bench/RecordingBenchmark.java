package guanka.bench;

import guanka.records.NewDetermination;
import guanka.records.RecordStore;
import guanka.records.SearchTerms;
import guanka.records.StoreSettings;
import guanka.records.WriterFigures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Recording determinations of the usual size (0.5 kB of facts, 7 kB of answer, eleven search terms, a key each) against appending
 * the same bytes to a bare file that is synced as often; both take turns on the same disk.
 */
public final class RecordingBenchmark {

    private static final int FACTS = 500;
    private static final int ANSWER = 7_000;
    private static final int IN_FLIGHT = 2_048;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(1);
    private final byte[] letters = new byte[ANSWER];

    private RecordingBenchmark() {
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
    }

    /** {@code folder [records of a turn] [turns] [JDBC URL of a PostgreSQL]}: the folder must not hold records yet. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int records = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        String url = args.length > 3 ? args[3] : null;
        var settings =
                new StoreSettings(folder, url, null, null, StoreSettings.QUEUE_MAX, StoreSettings.BATCH_MAX, null);
        var bench = new RecordingBenchmark();
        List<Double> store = new ArrayList<>();
        List<Double> file = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (RecordStore opened = RecordStore.open(settings)) {
            for (int turn = 0; turn <= turns; turn++) {
                WriterFigures before = opened.figures();
                long busy = writerNanos();
                double rate = bench.record(opened, records, turn);
                double micros = (writerNanos() - busy) / 1e3 / records;
                WriterFigures after = opened.figures();
                long syncs = after.batches() - before.batches();
                double bare = bench.append(folder.resolve("bare"), records, (int) syncs);
                System.out.printf(
                        Locale.ROOT,
                        "%,9.0f records/s, %,9.0f bare; %4.0f µs of the writer's CPU a record; %d a sync of %.1f ms%n",
                        rate,
                        bare,
                        micros,
                        records / syncs,
                        (after.totalSyncNanos() - before.totalSyncNanos()) / 1e6 / syncs);
                if (turn > 0) {
                    store.add(rate);
                    file.add(bare);
                    cpu.add(micros);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median: %,.0f records/s, %.2f of a bare file, %.0f µs of the writer's CPU a record%n",
                median(store),
                median(store) / median(file),
                median(cpu));
    }

    private double record(RecordStore store, int records, int turn) throws InterruptedException {
        var room = new Semaphore(IN_FLIGHT);
        var done = new CountDownLatch(records);
        long begin = System.nanoTime();
        for (int i = 0; i < records; i++) {
            room.acquire();
            store.log().append(determination(turn, i)).whenComplete((appended, failure) -> {
                if (failure != null) {
                    failure.printStackTrace();
                }
                room.release();
                done.countDown();
            });
        }
        done.await();
        return records / ((System.nanoTime() - begin) / 1e9);
    }

    private NewDetermination determination(int turn, int number) {
        byte[] facts = ("{\"reference\":\"" + turn + "/" + number + "\",\"text\":\""
                        + new String(letters, number % 1000, FACTS, StandardCharsets.US_ASCII) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        Set<String> provisions = new java.util.HashSet<>();
        while (provisions.size() < 6) {
            provisions.add("P/" + random.nextInt(60));
        }
        return new NewDetermination(
                UUID.randomUUID(),
                Instant.now(),
                "trade-system",
                turn + "/" + number,
                "sha256:" + "ab".repeat(32),
                "1.0",
                facts,
                letters,
                new SearchTerms(
                        turn + "/" + number,
                        "FREE",
                        "NONE",
                        null,
                        provisions,
                        Set.of("buyer " + random.nextInt(1000), "end user " + random.nextInt(100_000))));
    }

    private double append(Path file, int records, int syncs) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(FACTS + ANSWER);
        long begin = System.nanoTime();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 1; i <= records; i++) {
                bytes.clear();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (i % (records / syncs) == 0) {
                    channel.force(false);
                }
            }
        }
        double rate = records / ((System.nanoTime() - begin) / 1e9);
        Files.delete(file);
        return rate;
    }

    private static long writerNanos() {
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("guanka-records-writer")) {
                return THREADS.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("no writer");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
