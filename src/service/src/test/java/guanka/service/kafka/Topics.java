package guanka.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a trade system sends to a broker and reads there. */
final class Topics implements AutoCloseable {

    private static final int PATIENCE = 600;

    private final String broker;
    private final KafkaProducer<byte[], byte[]> producer;

    Topics(String broker) {
        this.broker = broker;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends a shipment, and says where it stands. Headers are names and values by turns. */
    String send(String key, String value, String... headers) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                "guanka.shipments", key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            message.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        try {
            RecordMetadata there = producer.send(message).get();
            return there.topic() + "/" + there.partition() + "/" + there.offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that is committed in a topic, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(part -> new TopicPartition(topic, part.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** Answers to messages of a key, or of keys that begin with it, once there are so many. */
    List<ConsumerRecord<byte[], byte[]>> answers(String key, int count) throws InterruptedException {
        return some("guanka.determinations", answer -> key(answer).startsWith(key), count);
    }

    List<ConsumerRecord<byte[], byte[]>> some(String topic, Predicate<ConsumerRecord<byte[], byte[]>> which, int count)
            throws InterruptedException {
        for (int i = 0; ; i++) {
            List<ConsumerRecord<byte[], byte[]>> found =
                    all(topic).stream().filter(which).toList();
            if (found.size() >= count) {
                return found;
            }
            if (i == PATIENCE) {
                throw new AssertionError(found.size() + " of " + count + " stand in " + topic);
            }
            Thread.sleep(100);
        }
    }

    static String key(ConsumerRecord<byte[], byte[]> message) {
        return message.key() == null ? "" : new String(message.key(), UTF_8);
    }

    static String text(ConsumerRecord<byte[], byte[]> message) {
        return new String(message.value(), UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
