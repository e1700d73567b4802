package guanka.service.security;

import guanka.service.problems.StartRefused;
import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.oidc.runtime.OidcTenantConfig.SignatureAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Configures the one identity provider whose tokens are accepted, and fixes everything that a forged token could otherwise choose.
 */
@ApplicationScoped
public class TokenIssuer {

    /** How soon a new key of the issuer is looked for when a token names one that is not known; strangers can cause no more calls. */
    private static final Duration KEYS_ASKED_AT_MOST_EVERY = Duration.ofMinutes(1);

    void pin(@Observes Oidc oidc, Settings settings) {
        if (settings.security() == SecurityMode.OIDC) {
            oidc.create(pinned(
                    mustBeTrustworthy(
                            given("GUANKA_OIDC_ISSUER", settings.oidc().issuer())),
                    mustBeOne(given("GUANKA_OIDC_AUDIENCE", settings.oidc().audience())),
                    algorithm(given("GUANKA_OIDC_ALGORITHM", settings.oidc().algorithm())),
                    given("GUANKA_OIDC_ROLES", settings.oidc().roles())));
        }
    }

    private static OidcTenantConfig pinned(
            String issuer, String audience, SignatureAlgorithm algorithm, String pathOfRoles) {
        return OidcTenantConfig.authServerUrl(issuer)
                .applicationType(ApplicationType.SERVICE)
                .token()
                .issuer(issuer)
                .audience(audience)
                .signatureAlgorithm(algorithm)
                .subjectRequired()
                .principalClaim("sub")
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .forcedJwkRefreshInterval(KEYS_ASKED_AT_MOST_EVERY)
                .end()
                .roles(Source.accesstoken, pathOfRoles)
                .build();
    }

    private static String given(String setting, Optional<String> value) {
        return value.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new StartRefused("GUANKA_SECURITY=oidc needs the setting " + setting));
    }

    /** Keys fetched without encryption could be forged on the way. */
    private static String mustBeTrustworthy(String issuer) {
        URI address;
        try {
            address = URI.create(issuer);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("GUANKA_OIDC_ISSUER=" + issuer + " is not an address");
        }
        String host = address.getHost();
        if (host == null) {
            throw new StartRefused("GUANKA_OIDC_ISSUER=" + issuer + " is not an address");
        }
        if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && isLoopback(host))) {
            throw new StartRefused("GUANKA_OIDC_ISSUER=" + issuer
                    + " is not an https address; without https anybody on the way could put in keys of their own");
        }
        return issuer;
    }

    /** The library takes the word `any` for all audiences. */
    private static String mustBeOne(String audience) {
        if (audience.equals("any")) {
            throw new StartRefused("GUANKA_OIDC_AUDIENCE=any would let every token in that the issuer gave to anybody");
        }
        return audience;
    }

    private static SignatureAlgorithm algorithm(String name) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(known -> known.getAlgorithm().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartRefused("GUANKA_OIDC_ALGORITHM=" + name + " is not known; write one of "
                        + Arrays.stream(SignatureAlgorithm.values())
                                .map(SignatureAlgorithm::getAlgorithm)
                                .collect(Collectors.joining(", "))));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
