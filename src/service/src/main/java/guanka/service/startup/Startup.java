package guanka.service.startup;

import guanka.service.clearances.Clearances;
import guanka.service.determinations.BatchPipeline;
import guanka.service.jobs.JobRunner;
import guanka.service.kafka.ChangesTopic;
import guanka.service.kafka.ShipmentsTopic;
import guanka.service.records.RecordMetrics;
import guanka.service.records.Records;
import guanka.service.records.Retention;
import guanka.service.records.Trail;
import guanka.service.requests.UploadFolder;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Releases;
import guanka.service.rulesets.RulesetMetrics;
import guanka.service.rulesets.Trust;
import guanka.service.security.LocalMode;
import guanka.service.watches.OrderKeeper;
import guanka.service.watches.Subscriptions;
import guanka.service.watches.Webhook;
import guanka.service.workers.CostlyWork;
import guanka.service.workers.Workers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Starts what the service consists of, each step before those that need it, and stops it in the opposite order. The port opens after
 * the last step; a step that throws ends the process.
 */
@ApplicationScoped
public class Startup {

    private final LocalMode localMode;
    private final Records records;
    private final RecordMetrics recordMetrics;
    private final Trail trail;
    private final Trust trust;
    private final ActiveRuleset rulesets;
    private final Clearances clearances;
    private final RulesetMetrics rulesetMetrics;
    private final Releases releases;
    private final BatchPipeline batches;
    private final JobRunner jobs;
    private final Retention retention;
    private final Workers workers;
    private final CostlyWork costly;
    private final UploadFolder uploads;
    private final OrderKeeper orders;
    private final Webhook webhook;
    private final Subscriptions subscriptions;
    private final ShipmentsTopic shipments;
    private final ChangesTopic changes;

    Startup(
            LocalMode localMode,
            Records records,
            RecordMetrics recordMetrics,
            Trail trail,
            Trust trust,
            ActiveRuleset rulesets,
            Clearances clearances,
            RulesetMetrics rulesetMetrics,
            Releases releases,
            BatchPipeline batches,
            JobRunner jobs,
            Retention retention,
            Workers workers,
            CostlyWork costly,
            UploadFolder uploads,
            OrderKeeper orders,
            Webhook webhook,
            Subscriptions subscriptions,
            ShipmentsTopic shipments,
            ChangesTopic changes) {
        this.shipments = shipments;
        this.changes = changes;
        this.subscriptions = subscriptions;
        this.orders = orders;
        this.webhook = webhook;
        this.uploads = uploads;
        this.workers = workers;
        this.costly = costly;
        this.localMode = localMode;
        this.records = records;
        this.recordMetrics = recordMetrics;
        this.trail = trail;
        this.trust = trust;
        this.rulesets = rulesets;
        this.clearances = clearances;
        this.rulesetMetrics = rulesetMetrics;
        this.releases = releases;
        this.batches = batches;
        this.jobs = jobs;
        this.retention = retention;
    }

    void start(@Observes StartupEvent event) {
        localMode.check();
        workers.start();
        costly.start();
        rulesets.beginLoading();
        records.start();
        uploads.start();
        recordMetrics.start();
        trail.start();
        trust.start();
        rulesets.start();
        clearances.start();
        rulesetMetrics.start();
        releases.start();
        jobs.start();
        orders.start();
        webhook.start();
        subscriptions.start();
        shipments.start();
        changes.start();
        retention.start();
    }

    void stop(@Observes ShutdownEvent event) {
        retention.stop();
        changes.stop();
        shipments.stop();
        subscriptions.stop();
        webhook.stop();
        orders.stop();
        jobs.stop();
        releases.stop();
        batches.stop();
        costly.stop();
        clearances.stop();
        rulesets.stop();
        trail.stop();
        records.stop();
    }
}
