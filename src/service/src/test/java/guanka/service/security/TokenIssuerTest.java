package guanka.service.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.problems.StartRefused;
import guanka.service.settings.GivenSettings;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenIssuerTest {

    private static final String ISSUER = "https://id.example.com/realm";

    @ParameterizedTest
    @CsvSource({
        ",guanka,RS256,roles,needs the setting GUANKA_OIDC_ISSUER",
        "' ',guanka,RS256,roles,needs the setting GUANKA_OIDC_ISSUER",
        "https://id.example.com,,RS256,roles,needs the setting GUANKA_OIDC_AUDIENCE",
        "https://id.example.com,guanka,,roles,needs the setting GUANKA_OIDC_ALGORITHM",
        "https://id.example.com,guanka,RS256,,needs the setting GUANKA_OIDC_ROLES",
        "http://id.example.com,guanka,RS256,roles,is not an https address",
        "http://127.0.0.1.example.com,guanka,RS256,roles,is not an https address",
        "ftp://localhost,guanka,RS256,roles,is not an https address",
        "id.example.com,guanka,RS256,roles,is not an address",
        "https:///realm,guanka,RS256,roles,is not an address",
        "a b,guanka,RS256,roles,is not an address",
        "https://id.example.com,any,RS256,roles,would let every token in",
        "https://id.example.com,guanka,HS256,roles,write one of RS256",
        "https://id.example.com,guanka,none,roles,write one of RS256",
        "https://id.example.com,guanka,rs256,roles,write one of RS256"
    })
    @DisplayName("a setting that is missing or would let others in stops the start")
    void refused(String issuer, String audience, String algorithm, String roles, String reason) {
        String message = assertThrows(StartRefused.class, () -> pinned("oidc", issuer, audience, algorithm, roles))
                .getMessage();

        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    @DisplayName("what a token could choose for itself is pinned, and no token is sent elsewhere to be judged")
    void pinned() {
        OidcTenantConfig config = pinned("oidc", ISSUER, "guanka", "ES256", "realm_access/roles");

        assertEquals(ISSUER, config.authServerUrl().orElseThrow());
        assertEquals(ISSUER, config.token().issuer().orElseThrow());
        assertEquals(List.of("guanka"), config.token().audience().orElseThrow());
        assertEquals("ES256", config.token().signatureAlgorithm().orElseThrow().getAlgorithm());
        assertEquals(
                List.of("realm_access/roles"), config.roles().roleClaimPath().orElseThrow());
        assertTrue(config.token().subjectRequired());
        assertFalse(config.token().allowOpaqueTokenIntrospection());
        assertFalse(config.token().allowJwtIntrospection());
    }

    @Test
    @DisplayName("on this machine an issuer may do without https")
    void loopback() {
        assertTrue(pinned("oidc", "http://localhost:9/realm", "guanka", "RS256", "roles")
                .tenantEnabled());
        assertTrue(pinned("oidc", "http://[::1]:9/realm", "guanka", "RS256", "roles")
                .tenantEnabled());
    }

    @Test
    @DisplayName("in local mode there is no issuer, whatever the settings say")
    void local() {
        assertEquals(null, pinned("local", ISSUER, "guanka", "RS256", "roles"));
    }

    private static OidcTenantConfig pinned(
            String security, String issuer, String audience, String algorithm, String roles) {
        Created created = new Created();
        new TokenIssuer()
                .pin(
                        created,
                        GivenSettings.of(Map.of(
                                "guanka.security",
                                security,
                                "guanka.oidc.issuer",
                                Objects.toString(issuer, ""),
                                "guanka.oidc.audience",
                                Objects.toString(audience, ""),
                                "guanka.oidc.algorithm",
                                Objects.toString(algorithm, ""),
                                "guanka.oidc.roles",
                                Objects.toString(roles, ""))));
        return created.config;
    }

    /** What the service would set up. */
    private static final class Created implements Oidc {

        private OidcTenantConfig config;

        @Override
        public void create(OidcTenantConfig created) {
            config = created;
        }

        @Override
        public void createServiceApp(String issuer) {
            throw new AssertionError("nothing is pinned");
        }

        @Override
        public void createWebApp(String issuer, String client, String secret) {
            throw new AssertionError("nothing is pinned");
        }
    }
}
