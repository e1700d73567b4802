package guanka.service.requests;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** The methods of HTTP that exist here. Any other is a stranger's word, of which there are without end. */
public class Methods {

    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final String METHOD = "method";

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
