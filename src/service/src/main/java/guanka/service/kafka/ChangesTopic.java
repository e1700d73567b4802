package guanka.service.kafka;

import guanka.records.WatchEvent;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.settings.Settings;
import guanka.service.watches.Teller;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Tells what changes for open orders by Kafka too: the events of the feed, in their order, keyed by the watch. */
@ApplicationScoped
public class ChangesTopic {

    private static final String NAME = "kafka";
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final Records records;
    private final ChangesChannel channel;
    private final Settings.Kafka settings;
    private final Workers workers;
    private Teller teller;
    private volatile String refused;

    ChangesTopic(Records records, ChangesChannel channel, Settings settings, Workers workers) {
        this.records = records;
        this.channel = channel;
        this.settings = settings.kafka();
        this.workers = workers;
    }

    public void start() {
        if (KafkaChannels.isUsed(settings, settings.changes())) {
            teller = new Teller(NAME, "topic " + settings.changes(), this::refusal, records, PAUSE_MAX, workers);
            teller.start();
        }
    }

    public void stop() {
        if (teller != null) {
            teller.stop();
        }
    }

    /** Why events wait, empty where they do not. */
    Optional<String> trouble() {
        return Optional.ofNullable(refused);
    }

    /** Why the topic did not take an event, null where it did. */
    private String refusal(WatchEvent event) {
        try {
            channel.send(CloudEvents.watch(event), CloudEvents.MEDIA_TYPE, CloudEvents.bytes(event));
            refused = null;
        } catch (RuntimeException notTaken) {
            refused = "the brokers do not take events (" + notTaken.getClass().getSimpleName() + ")";
        }
        return refused;
    }
}
