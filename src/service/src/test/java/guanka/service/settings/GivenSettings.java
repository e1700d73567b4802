package guanka.service.settings;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings without a running service. */
public final class GivenSettings {

    private GivenSettings() {}

    /** @param properties by their full names; the others have their defaults */
    public static Settings of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withDefaultValue("quarkus.application.version", "1.0.0")
                .withDefaultValues(properties)
                .withMapping(Settings.class)
                .build()
                .getConfigMapping(Settings.class);
    }
}
