package guanka.service.settings;

import guanka.records.Activator;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything of Guanka's own that an operator can set; Quarkus has settings beside these. {@code keepFacts}, for example, is the
 * property {@code guanka.keep-facts} and the environment variable {@code GUANKA_KEEP_FACTS}. A property {@code guanka.*} that is none
 * of these stops the start, so that a misspelt one is not overlooked.
 */
@ConfigMapping(prefix = "guanka")
public interface Settings {

    /** Folder of everything that must last. */
    @WithDefault("guanka-data")
    Path data();

    /** How callers prove who they are. */
    @WithDefault("local")
    @WithConverter(SecurityMode.OfSetting.class)
    SecurityMode security();

    /** Kjar to start from while the store holds no active ruleset; the one that the build packed where none is named. */
    Optional<Path> ruleset();

    /** Where the build packed a kjar on the class path. */
    @WithDefault("ruleset/guanka-rules-${quarkus.application.version}.jar")
    String packedRuleset();

    /**
     * How long a ruleset that was just loaded decides its own cases, because the first decisions are slow: all of it before a version takes
     * over from another, and at the start a small part before the port opens and the rest beside the first callers.
     */
    @WithDefault("3s")
    Duration warmUp();

    /** File of the key that seals and signs rulesets; made at the first start below the data folder where none is named. */
    Optional<Path> releaseKey();

    /** File of the key that signs checkpoints of the log; made at the first start below the data folder where none is named. */
    Optional<Path> checkpointKey();

    /** Files of public keys whose owners may release rulesets. */
    Optional<List<Path>> trustedKeys();

    /** How long the facts of records, and jobs that have ended, are kept; for ever where it is not set. */
    Optional<Duration> keepFacts();

    /** Whether the log also tells who read which facts. */
    @WithDefault("false")
    boolean auditReads();

    /**
     * Who may activate an approved version, besides having the role {@code approver}: {@code ANYBODY}, {@code NOT_AUTHOR},
     * {@code NOT_APPROVER}, {@code THIRD_PERSON}. In local mode the one operator is everybody.
     */
    @WithDefault("ANYBODY")
    Activator activator();

    /** How many batches are answered at once. */
    @WithDefault("16")
    int batchesMax();

    /** How many bodies of uploads and jobs are taken in at once, and of one caller. */
    @WithDefault("32")
    int bodiesMax();

    /** How many large things are sent at once: results of jobs, the log, rulesets and their workbooks. */
    @WithDefault("16")
    int downloadsMax();

    /** How many connections one address may hold, 0 for any number: behind a proxy all come from one. */
    @WithDefault("0")
    int connectionsOfAnAddress();

    Costly costly();

    Database db();

    Records records();

    Jobs jobs();

    Watches watches();

    Webhook webhook();

    Subscriptions subscriptions();

    Kafka kafka();

    Oidc oidc();

    /** Work that may take long: decisions that are dear by their facts, timelines, alternatives. */
    interface Costly {

        /** How long one piece may take. */
        @WithDefault("20s")
        Duration time();

        /**
         * How many facts rules may make, or join, of one shipment under the law of one jurisdiction; by default as many as the heap has
         * room for.
         */
        OptionalInt facts();

        /** How many microseconds, told from its facts, make a decision dear. */
        @WithDefault("3000")
        long fromMicros();

        /** How many pieces may wait. */
        @WithDefault("64")
        int queueMax();
    }

    /** A PostgreSQL server for records, rulesets and jobs; SQLite in the data folder where no URL is named. */
    interface Database {

        /** JDBC URL. */
        Optional<String> url();

        Optional<String> user();

        Optional<String> password();
    }

    /** The writer of records. */
    interface Records {

        /** How many records may wait for the disk before more are refused. */
        @WithDefault("4096")
        int queueMax();

        /** How many records share a transaction, and so a sync, at most. */
        @WithDefault("512")
        int batchMax();
    }

    /** Jobs that are decided in the background. */
    interface Jobs {

        /** How long a part of a job may show no progress before another instance takes it over. */
        @WithDefault("30s")
        Duration lease();

        /** How many jobs of one caller may not have ended. */
        @WithDefault("100")
        int waitingMax();

        /** How many bytes lines of one caller that wait may take on disk, where they are packed. */
        @WithDefault("1G")
        MemorySize waitingBytesMax();
    }

    /** Orders that are still open. */
    interface Watches {

        /** How many one caller may have. */
        @WithDefault("200000")
        int max();
    }

    /** A receiver of the events that tell of open orders; off where no URL is named. */
    interface Webhook {

        /** An address with {@code https}, or {@code http} on this machine. */
        Optional<URI> url();

        /** The secret that signs: {@code whsec_} and base64, or any text; at least 24 bytes. */
        Optional<String> secret();

        /** How long the receiver may take to answer. */
        @WithDefault("10s")
        Duration timeout();

        /** The longest pause between two attempts; the first is a second, each later one twice as long. */
        @WithDefault("5m")
        Duration pauseMax();
    }

    /** Receivers that callers name for the events of their orders; off where no host is allowed. */
    interface Subscriptions {

        /** Hosts that may be named: {@code host} with the usual port, {@code host:8443} with another, {@code host:*} with any. */
        Optional<List<String>> hosts();

        /** How many one caller may have. */
        @WithDefault("10")
        int max();

        /** How long a receiver may take to prove that it wants to be told. */
        @WithDefault("24h")
        Duration verifyFor();

        /** How long a receiver may take to answer. */
        @WithDefault("10s")
        Duration timeout();

        /** The longest pause between two attempts; the first is a second, each later one twice as long. */
        @WithDefault("5m")
        Duration pauseMax();
    }

    /** A live feed: shipments come in and determinations and events go out by Kafka; off where no brokers are named. */
    interface Kafka {

        /** What stands for a topic that is not used. */
        String OFF = "off";

        /** Brokers to begin with, {@code host:port} joined by commas: the property {@code guanka.kafka} itself. */
        @WithParentName
        Optional<String> brokers();

        /** Topic that shipments come from; {@code off}: none comes. */
        @WithDefault("guanka.shipments")
        String shipments();

        /** Topic that answers go to. */
        @WithDefault("guanka.determinations")
        String determinations();

        /** Topic of the events that tell of open orders; {@code off}: none is told there. */
        @WithDefault("guanka.changes")
        String changes();

        /** The consumer group of all instances, and the beginning of the transactional id of each. */
        @WithDefault("guanka")
        String group();

        /** Who asks, in the log, where a message asks: whoever may write the topic counts as this one caller. */
        @WithDefault("kafka")
        String actor();

        /** How many bytes an answer may have, which the topic must take; a longer one goes out in short form. */
        @WithDefault("1000000")
        int answerMax();
    }

    /** The identity provider, where {@link #security()} is {@link SecurityMode#OIDC}. */
    interface Oidc {

        /** The issuer, exactly as its tokens name it. */
        Optional<String> issuer();

        /** The audience that names this service in tokens. */
        Optional<String> audience();

        /** The one signature algorithm that tokens may have. */
        @WithDefault("RS256")
        Optional<String> algorithm();

        /** Path of the claim that holds the caller's roles. */
        @WithDefault("roles")
        Optional<String> roles();
    }
}
