package guanka.service.kafka;

import guanka.records.StoreUnavailable;
import guanka.service.determinations.BatchPipeline;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.StartRefused;
import guanka.service.requests.Lines;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.security.ActorName;
import guanka.service.settings.Settings;
import guanka.service.workers.Background;
import guanka.service.workers.Workers;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Answers shipments that come by Kafka: each is recorded once under the place where it stands, then answered and committed in one
 * transaction. What fails in between is done again, and finds its record. While the store takes nothing or the brokers are away it waits,
 * and takes nothing more.
 */
@ApplicationScoped
public class ShipmentsTopic {

    private static final Logger LOG = Logger.getLogger(ShipmentsTopic.class);
    private static final String NAME = "guanka-kafka-shipments";
    private static final int CHUNK = 128;

    /** Messages that are decided together at most. */
    private static final int CHUNK_BYTES = 128 << 10;

    /** What every topic takes. */
    private static final int ANSWER_LEAST = 16 << 10;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);
    private static final Duration CLIENT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final ActiveRuleset rulesets;
    private final BatchPipeline pipeline;
    private final AnswersTopic answers;
    private final KafkaClientService clients;
    private final Settings.Kafka settings;
    private final Workers workers;
    private final Semaphore ending = new Semaphore(0);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread one = new Thread(task, NAME);
        one.setDaemon(true);
        return one;
    });
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    /** Less than the settings say, once the topic has refused an answer. */
    private int answerMax;

    private volatile String waitsFor;
    private volatile boolean stopping;

    ShipmentsTopic(
            ActiveRuleset rulesets,
            BatchPipeline pipeline,
            AnswersTopic answers,
            KafkaClientService clients,
            Settings settings,
            Workers workers) {
        this.rulesets = rulesets;
        this.pipeline = pipeline;
        this.answers = answers;
        this.clients = clients;
        this.settings = settings.kafka();
        answerMax = this.settings.answerMax();
        this.workers = workers;
    }

    /** @throws StartRefused where the settings name what cannot be */
    public void start() {
        if (!isOn()) {
            return;
        }
        if (!ActorName.isOne(settings.actor())) {
            throw new StartRefused("GUANKA_KAFKA_ACTOR=" + settings.actor()
                    + " cannot be the name of a caller: it is empty, or the service's own");
        }
        if (settings.answerMax() < ANSWER_LEAST) {
            throw new StartRefused("GUANKA_KAFKA_ANSWER_MAX must be " + ANSWER_LEAST + " or more");
        }
        started.complete(null);
    }

    private boolean isOn() {
        return KafkaChannels.isUsed(settings, settings.shipments());
    }

    public void stop() {
        stopping = true;
        ending.release();
        thread.shutdown();
        try {
            if (thread.awaitTermination(30, TimeUnit.SECONDS)) {
                answers.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why shipments wait, empty where they do not. */
    Optional<String> trouble() {
        return !isOn()
                ? Optional.empty()
                : Optional.ofNullable(waitsFor)
                        .or(() -> Connections.of(consumer().unwrap().metrics()));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return clients.getConsumer(KafkaChannels.SHIPMENTS);
    }

    /** Takes the next messages once those before are answered; what cannot be answered before the end stays with the brokers. */
    @Incoming(KafkaChannels.SHIPMENTS)
    Uni<Void> take(KafkaRecordBatch<byte[], byte[]> batch) {
        @SuppressWarnings("unchecked")
        IncomingKafkaRecordBatchMetadata<byte[], byte[]> from =
                batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow();
        CompletableFuture<Void> taken = new CompletableFuture<>();
        started.thenRunAsync(
                () -> {
                    // not ended where it failed in a way that nobody foresaw: health tells of it then
                    Workers.Worker worker = workers.watch(NAME, SILENCE);
                    boolean answered = isAnswered(from.getRecords(), from.getConsumerGroupGenerationId(), worker);
                    worker.end();
                    if (answered) {
                        taken.complete(null);
                    }
                },
                thread);
        return Uni.createFrom().completionStage(taken);
    }

    /** Whether nothing is left to do with messages; false where the service stops. */
    private boolean isAnswered(ConsumerRecords<byte[], byte[]> messages, int generation, Workers.Worker worker) {
        try {
            for (List<ConsumerRecord<byte[], byte[]>> chunk : chunks(messages)) {
                for (int done = 0; done < chunk.size(); ) {
                    Answered some = answer(chunk.subList(done, chunk.size()), generation, worker);
                    if (some.end() != End.ANSWERED) {
                        return some.end() == End.MOVED;
                    }
                    done += some.count();
                }
            }
            return true;
        } catch (Error error) {
            workers.fatal(NAME, error);
            throw error;
        }
    }

    private enum End {
        ANSWERED,
        /** The group was formed anew: whoever has the partitions by now gets the messages again. */
        MOVED,
        STOPPED
    }

    /** How it went with the first so many messages. */
    private record Answered(End end, int count) {}

    /** Answers the first of some messages, as many as their answers have room for. */
    private Answered answer(List<ConsumerRecord<byte[], byte[]>> chunk, int generation, Workers.Worker worker) {
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        List<BatchPipeline.LineAnswer> decided = null;
        boolean unsure = false;
        for (Duration pause = FIRST_PAUSE; !stopping; pause = longer(pause)) {
            worker.turn();
            try {
                if (decided == null) {
                    decided = decide(chunk, worker);
                    chunk.subList(0, decided.size())
                            .forEach(message -> behind.put(
                                    new TopicPartition(message.topic(), message.partition()),
                                    new OffsetAndMetadata(message.offset() + 1)));
                }
                answers.open();
                if (unsure && isCommitted(behind)) {
                    return ended(End.ANSWERED, decided.size());
                }
                unsure = false;
                ConsumerGroupMetadata group =
                        consumer().consumerGroupMetadata().await().atMost(CLIENT);
                if (group.generationId() != generation) {
                    return ended(End.MOVED, 0);
                }
                answers.send(written(chunk, decided), behind, group);
                return ended(End.ANSWERED, decided.size());
            } catch (StoreUnavailable later) {
                waitFor(later.getMessage(), null);
            } catch (RecordTooLargeException tooLarge) {
                answerMax = Math.max(answerMax / 2, ANSWER_LEAST);
                waitFor("the topic takes no answer so large: lower GUANKA_KAFKA_ANSWER_MAX", null);
            } catch (KafkaException | TimeoutException away) {
                unsure = true;
                waitFor("the brokers do not take answers (" + away.getClass().getSimpleName() + ")", null);
            } catch (RuntimeException e) {
                unsure = true;
                answers.close();
                waitFor("shipments could not be answered and will be later", e);
            }
            pause(pause);
        }
        return new Answered(End.STOPPED, 0);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
    }

    private void pause(Duration pause) {
        try {
            if (ending.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitFor(String reason, RuntimeException why) {
        if (!reason.equals(waitsFor)) {
            LOG.warnf(why, "shipments of %s wait: %s", settings.shipments(), reason);
        }
        waitsFor = reason;
    }

    private Answered ended(End how, int count) {
        if (waitsFor != null) {
            LOG.infof("shipments of %s wait no longer", settings.shipments());
        }
        waitsFor = null;
        return new Answered(how, count);
    }

    /** Whether messages are answered after all: asked after a failure that left it open. */
    private boolean isCommitted(Map<TopicPartition, OffsetAndMetadata> behind) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer()
                .committed(behind.keySet().toArray(TopicPartition[]::new))
                .await()
                .atMost(CLIENT);
        return behind.entrySet().stream().allMatch(wanted -> {
            OffsetAndMetadata there = committed.get(wanted.getKey());
            return there != null && there.offset() >= wanted.getValue().offset();
        });
    }

    /**
     * Decides and records the first of some messages, in their order.
     *
     * @throws StoreUnavailable where it could not be recorded
     */
    private List<BatchPipeline.LineAnswer> decide(List<ConsumerRecord<byte[], byte[]>> chunk, Workers.Worker worker) {
        List<Lines.Line> lines = new ArrayList<>();
        BatchPipeline.LineAnswer[] refused = new BatchPipeline.LineAnswer[chunk.size()];
        for (int i = 0; i < refused.length; i++) {
            Lines.Line line = Messages.line(i, chunk.get(i));
            Problem mistake = Messages.mistake(chunk.get(i));
            if (mistake == null) {
                lines.add(line);
            } else {
                refused[i] = new BatchPipeline.LineAnswer(line, mistake.json(), mistake);
            }
        }
        Iterator<BatchPipeline.LineAnswer> decided =
                decided(lines, chunk, worker).iterator();
        List<BatchPipeline.LineAnswer> all = new ArrayList<>();
        for (int i = 0; i < refused.length && (refused[i] != null || decided.hasNext()); i++) {
            all.add(refused[i] != null ? refused[i] : decided.next());
        }
        return all;
    }

    private List<BatchPipeline.LineAnswer> decided(
            List<Lines.Line> lines, List<ConsumerRecord<byte[], byte[]>> chunk, Workers.Worker worker) {
        if (lines.isEmpty()) {
            return List.of();
        }
        BatchPipeline.Options options = new BatchPipeline.Options(
                rulesets.released(null),
                false,
                true,
                settings.actor(),
                number -> Messages.key(chunk.get((int) number)),
                null,
                BatchPipeline.HALF);
        CompletableFuture<List<BatchPipeline.LineAnswer>> asked = pipeline.answer(lines, options, () -> stopping);
        if (!Background.awaits(asked, () -> stopping, worker::turn)) {
            throw new StoreUnavailable("the service stops");
        }
        List<BatchPipeline.LineAnswer> decided = asked.join();
        for (BatchPipeline.LineAnswer answer : decided) {
            if (answer.problem() != null && answer.problem().is(Kind.NOT_RECORDED)) {
                throw new StoreUnavailable(answer.problem().detail());
            }
        }
        return decided;
    }

    private List<ProducerRecord<byte[], byte[]>> written(
            List<ConsumerRecord<byte[], byte[]>> chunk, List<BatchPipeline.LineAnswer> decided) {
        List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
        for (int i = 0; i < decided.size(); i++) {
            written.add(Messages.answer(chunk.get(i), decided.get(i), settings.determinations(), answerMax));
        }
        return written;
    }

    private static List<List<ConsumerRecord<byte[], byte[]>>> chunks(ConsumerRecords<byte[], byte[]> messages) {
        List<List<ConsumerRecord<byte[], byte[]>>> chunks = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> chunk = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            chunk.add(message);
            bytes += message.value() == null ? 0 : message.value().length;
            if (chunk.size() == CHUNK || bytes >= CHUNK_BYTES) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
