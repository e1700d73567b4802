package guanka.service.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.problems.StartRefused;
import guanka.service.settings.GivenSettings;
import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalModeTest {

    private static LocalMode mode(String security, String host) {
        return new LocalMode(GivenSettings.of(Map.of("guanka.security", security)), host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OIDC", "none", ""})
    @DisplayName("a mode that is not there stops the start")
    void unknown(String security) {
        String message = assertThrows(ConfigValidationException.class, () -> mode(security, "127.0.0.1"))
                .getMessage();

        assertTrue(message.contains("GUANKA_SECURITY=" + security + " is not known; write local or oidc"), message);
    }

    @Test
    @DisplayName("a port open to others stops the start")
    void refused() {
        String message = assertThrows(
                        StartRefused.class, () -> mode("local", "0.0.0.0").check())
                .getMessage();

        assertTrue(message.contains("not a loopback address"), message);
    }

    @Test
    @DisplayName("local mode starts on every loopback address")
    void accepted() {
        assertDoesNotThrow(() -> {
            mode("local", "127.0.0.1").check();
            mode("local", "::1").check();
            mode("local", "localhost").check();
        });
    }
}
