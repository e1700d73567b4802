package guanka.service.watches;

import guanka.records.WatchEvent;
import guanka.service.problems.StartRefused;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/**
 * Tells the one receiver that the operator named, signed. Redirects are not followed: a receiver cannot send the service elsewhere.
 */
@ApplicationScoped
public class Webhook {

    private static final String NAME = "webhook";

    private final Records records;
    private final Settings.Webhook settings;
    private final Workers workers;
    private Teller teller;

    Webhook(Records records, Settings settings, Workers workers) {
        this.records = records;
        this.settings = settings.webhook();
        this.workers = workers;
    }

    /** @throws StartRefused where the settings name a receiver that cannot be told safely */
    public void start() {
        if (settings.url().isEmpty()) {
            return;
        }
        URI url = settings.url().get();
        check(url);
        Receiver receiver = new Receiver(
                Receiver.client(settings.timeout()),
                url,
                Signature.of(settings.secret().orElse("")),
                settings.timeout());
        teller = new Teller(
                NAME, url.getHost(), event -> refusal(receiver, event), records, settings.pauseMax(), workers);
        teller.start();
    }

    private static void check(URI url) {
        if (!Receiver.isSafe(url)) {
            throw new StartRefused(
                    "GUANKA_WEBHOOK_URL must be an address with https, or http on this machine, without a user or a"
                            + " fragment");
        }
    }

    private static String refusal(Receiver receiver, WatchEvent event) {
        return receiver.tell(event.id().toString(), CloudEvents.bytes(event)).refusal();
    }

    public void stop() {
        if (teller != null) {
            teller.stop();
        }
    }
}
