package guanka.service.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.problems.StartRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalModeTest {

    @ParameterizedTest
    @CsvSource({
        "OIDC,127.0.0.1,write local or oidc",
        "none,127.0.0.1,write local or oidc",
        "local,0.0.0.0,not a loopback address",
        "'',::1,write local"
    })
    @DisplayName("a mode that is not there, or a port open to others, stops the start")
    void refused(String security, String host, String reason) {
        String message = assertThrows(StartRefused.class, () -> new LocalMode(security, host).check())
                .getMessage();

        assertTrue(message.contains(reason), message);
    }

    @Test
    @DisplayName("local mode starts on every loopback address")
    void accepted() {
        assertDoesNotThrow(() -> {
            new LocalMode("local", "127.0.0.1").check();
            new LocalMode("local", "::1").check();
            new LocalMode("local", "localhost").check();
        });
    }
}
