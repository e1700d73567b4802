package guanka.service.kafka;

import guanka.service.settings.Settings;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where answers go: together with the offsets of what they answer, in one transaction, so that readers of what is committed see each
 * answer once whatever failed before. After any failure the producer is made anew, which ends the transaction before, one way or the
 * other. One thread uses it.
 *
 * <p>The transactions of Quarkus messaging ({@code KafkaTransactions}) are not used: where a commit fails they take the messages for
 * answered.
 */
@ApplicationScoped
class AnswersTopic {

    /** How long others who read what is committed may have to wait for the transaction of a process that was killed. */
    private static final Duration TRANSACTION = Duration.ofSeconds(15);

    private static final Duration DELIVERY = Duration.ofSeconds(6);
    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final int HEADERS = 64 << 10;
    private static final int BUFFER = 64 << 20;

    private final Map<String, Object> brokers;
    private final Settings.Kafka settings;
    private final String transactionalId;
    private Producer<byte[], byte[]> producer;

    AnswersTopic(@Identifier("default-kafka-broker") Map<String, Object> brokers, Settings settings) {
        this.brokers = brokers;
        this.settings = settings.kafka();
        transactionalId = this.settings.group() + "-" + UUID.randomUUID();
    }

    /**
     * Makes it ready to send, and ends what an earlier failure left open.
     *
     * @throws KafkaException where the brokers do not let it
     */
    void open() {
        if (producer != null) {
            return;
        }
        Map<String, Object> config = new HashMap<>(brokers);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "guanka-determinations");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION.toMillis()));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY.toMillis()));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST.toMillis()));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.answerMax() + HEADERS);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER, settings.answerMax() + HEADERS));
        Producer<byte[], byte[]> made =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            made.initTransactions();
        } catch (KafkaException notNow) {
            made.close(Duration.ZERO);
            throw notNow;
        }
        producer = made;
    }

    /**
     * Sends answers and commits up to where messages are answered; all or nothing.
     *
     * @param behind offsets behind the messages that are answered
     * @param group  of the consumer, as it was when it got them
     * @throws RecordTooLargeException where the topic takes no answer of this size
     * @throws KafkaException          where it is not known whether it was done; {@link #open} first
     */
    void send(
            List<ProducerRecord<byte[], byte[]>> answers,
            Map<TopicPartition, OffsetAndMetadata> behind,
            ConsumerGroupMetadata group) {
        Failure failure = new Failure();
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> answer : answers) {
                producer.send(answer, (where, why) -> failure.keep(why));
            }
            producer.flush();
            failure.raise();
            producer.sendOffsetsToTransaction(behind, group);
            producer.commitTransaction();
        } catch (KafkaException failed) {
            close();
            failure.raise();
            throw failed;
        }
    }

    /** The first that went wrong with an answer; the client tells it on a thread of its own. */
    private static final class Failure {

        private volatile Exception first;

        void keep(Exception why) {
            if (why != null && first == null) {
                first = why;
            }
        }

        void raise() {
            if (first instanceof KafkaException kafka) {
                throw kafka;
            }
            if (first != null) {
                throw new KafkaException(first);
            }
        }
    }

    /** Ends without sending on. */
    void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
