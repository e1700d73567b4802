package guanka.service.requests;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** The methods of HTTP that exist here. Any other is a stranger's word, of which there are without end. */
public class Methods {

    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final String METHOD = "method";

    /** Right after connections are counted. */
    private static final int PRIORITY = 10_500;

    private static final long REST_MILLIS = 50;

    void install(@Observes Filters filters) {
        filters.register(Methods::filter, PRIORITY);
    }

    /** Who makes methods up waits before each answer: no honest caller does, and a few that do it at once would fill the processors. */
    private static void filter(RoutingContext context) {
        if (KNOWN.contains(context.request().method().name())) {
            context.next();
            return;
        }
        context.request().pause();
        context.vertx().setTimer(REST_MILLIS, rested -> {
            if (!context.response().closed()) {
                context.request().resume();
                context.next();
            }
        });
    }

    /** Keeps words of strangers out of the names of metrics. */
    @Produces
    @Singleton
    MeterFilter knownOnly() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String method = id.getTag(METHOD);
                return method == null || KNOWN.contains(method) ? id : id.replaceTags(List.of(Tag.of(METHOD, "OTHER")));
            }
        };
    }
}
