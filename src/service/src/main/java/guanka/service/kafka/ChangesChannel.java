package guanka.service.kafka;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where events go out. A bean of its own, made at its first use: while the channel is off there is nothing to send to. */
@ApplicationScoped
class ChangesChannel {

    /** Longer than the client tries, so that what it gave up is not sent behind what comes later. */
    private static final Duration TAKEN = Duration.ofSeconds(20);

    private final MutinyEmitter<byte[]> topic;

    ChangesChannel(@Channel(KafkaChannels.CHANGES) MutinyEmitter<byte[]> topic) {
        this.topic = topic;
    }

    /** Sends a message, and waits until it is on as many brokers as the topic asks for. */
    void send(String key, String mediaType, byte[] value) {
        topic.sendMessage(Message.of(value)
                        .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                .withKey(key)
                                .withHeaders(new RecordHeaders()
                                        .add(Messages.CONTENT_TYPE, mediaType.getBytes(StandardCharsets.UTF_8)))
                                .build()))
                .await()
                .atMost(TAKEN);
    }
}
