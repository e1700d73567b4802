package guanka.service.kafka;

import guanka.service.determinations.BatchPipeline;
import guanka.service.determinations.DeterminationsResource;
import guanka.service.determinations.IdempotencyKey;
import guanka.service.determinations.ShortForm;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.LineReference;
import guanka.service.requests.Lines;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** How a message is read, and how its answer is written. */
final class Messages {

    /** A key of the sender's own, under which the same shipment is decided once however often it is sent. */
    static final String KEY = "idempotency-key";

    static final String CONTENT_TYPE = "content-type";

    /** Of an answer: which message it answers. */
    static final String ANSWERS = "guanka-answers";

    /** Of an answer: the id under which the determination is recorded. */
    static final String DETERMINATION = "guanka-determination";

    private static final String OWN = "guanka-";

    private static final String OF_THE_CLIENT = "__smallrye";

    /** A longer key does not come back: with it the answer might be too large, whatever it says. */
    private static final int KEY_BYTES_MAX = 16 << 10;

    /** What comes back to the sender beside its key. */
    private static final int HEADERS_MAX = 64;

    private static final int HEADER_BYTES_MAX = 16 << 10;

    private Messages() {}

    /** The shipment of a message, under a number of the caller's. */
    static Lines.Line line(long number, ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        boolean tooLarge = value.length > Lines.LINE_BYTES_MAX;
        return new Lines.Line(number, tooLarge ? new byte[0] : value, tooLarge);
    }

    /**
     * What a message is recorded under: the sender's own key, or where it stands. Its time belongs to that, because a topic that was
     * made anew begins again with the same offsets.
     */
    static String key(ConsumerRecord<byte[], byte[]> message) {
        String own = ownKey(message);
        return own == null ? "kafka/" + place(message) + "@" + message.timestamp() : "kafka-key/" + own;
    }

    /** What is wrong with a message besides its shipment, or null. */
    static Problem mistake(ConsumerRecord<byte[], byte[]> message) {
        String own = ownKey(message);
        return own == null || IdempotencyKey.isOne(own) ? null : IdempotencyKey.mistake();
    }

    private static String ownKey(ConsumerRecord<byte[], byte[]> message) {
        for (Header header : message.headers()) {
            if (header.key().equalsIgnoreCase(KEY)) {
                return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return message.topic() + "/" + message.partition() + "/" + message.offset();
    }

    /**
     * The answer to a message.
     *
     * @param max how many bytes it may have; a longer one goes in short form, or is only named
     */
    static ProducerRecord<byte[], byte[]> answer(
            ConsumerRecord<byte[], byte[]> message, BatchPipeline.LineAnswer given, String topic, int max) {
        if (given.problem() != null) {
            return refused(message, given.problem(), null, topic, max);
        }
        String id = LineReference.of(new Lines.Line(1, given.json(), false), "id");
        if (given.json().length <= max) {
            return record(message, given.json(), MediaType.APPLICATION_JSON, id, topic);
        }
        byte[] brief = brief(given.json());
        return brief != null && brief.length <= max
                ? record(message, brief, ShortForm.MEDIA_TYPE, id, topic)
                : refused(
                        message,
                        Problem.of(
                                Kind.ANSWER_TOO_LARGE,
                                "the answer is recorded; read it at " + DeterminationsResource.PATH + "/" + id),
                        id,
                        topic,
                        max);
    }

    private static byte[] brief(byte[] answer) {
        try {
            return ShortForm.of(answer);
        } catch (Refusal ofAnEarlierVersion) {
            return null;
        }
    }

    /** A problem in place of an answer. */
    static ProducerRecord<byte[], byte[]> refused(
            ConsumerRecord<byte[], byte[]> message, Problem problem, String id, String topic, int max) {
        Problem told = problem.ofMessage(
                "message " + message.offset() + " of partition " + message.partition() + " of " + message.topic(),
                LineReference.of(line(1, message), "reference"));
        byte[] json = told.json();
        return record(message, json.length <= max ? json : told.withoutErrors().json(), Problem.MEDIA_TYPE, id, topic);
    }

    private static ProducerRecord<byte[], byte[]> record(
            ConsumerRecord<byte[], byte[]> message, byte[] value, String type, String id, String topic) {
        Headers headers = returned(message.headers());
        headers.add(CONTENT_TYPE, type.getBytes(StandardCharsets.UTF_8));
        headers.add(ANSWERS, place(message).getBytes(StandardCharsets.UTF_8));
        if (id != null) {
            headers.add(DETERMINATION, id.getBytes(StandardCharsets.UTF_8));
        }
        byte[] key = message.key();
        return new ProducerRecord<>(
                topic, null, key == null || key.length > KEY_BYTES_MAX ? null : key, value, headers);
    }

    /** Headers by which the sender finds its way, unless they are too many or too large. */
    private static Headers returned(Headers given) {
        Headers headers = new RecordHeaders();
        int count = 0;
        int bytes = 0;
        for (Header header : given) {
            String name = header.key().toLowerCase(Locale.ROOT);
            count++;
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
            if (count > HEADERS_MAX || bytes > HEADER_BYTES_MAX) {
                return new RecordHeaders();
            }
            if (!name.equals(CONTENT_TYPE) && !name.startsWith(OWN) && !name.startsWith(OF_THE_CLIENT)) {
                headers.add(header);
            }
        }
        return headers;
    }
}
