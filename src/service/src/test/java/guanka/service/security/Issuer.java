package guanka.service.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import guanka.service.SmallRuleset;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A small identity provider, and the tokens that it signs and that others forge. */
public class Issuer implements QuarkusTestResourceLifecycleManager {

    static final String AUDIENCE = "guanka";
    static final String KEY_ID = "key-1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    final KeyPair keys = newKeys();
    final KeyPair foreignKeys = newKeys();
    final AtomicInteger keysAsked = new AtomicInteger();

    private HttpServer server;
    private int port;
    private String address;

    @Override
    public Map<String, String> start() {
        open();
        Map<String, String> settings = new LinkedHashMap<>(ruleset());
        settings.putAll(
                Map.of("guanka.security", "oidc", "guanka.oidc.issuer", address, "guanka.oidc.audience", AUDIENCE));
        return settings;
    }

    private Map<String, String> ruleset() {
        try {
            return SignedRuleset.settings(SmallRuleset.kjar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers, on the same port as before. */
    final void open() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        address = "http://localhost:" + port + "/realm";
        serve(
                "/realm/.well-known/openid-configuration",
                Map.of(
                        "issuer", address,
                        "jwks_uri", address + "/keys",
                        "token_endpoint", address + "/token",
                        "introspection_endpoint", address + "/introspection"));
        serve("/realm/keys", Map.of("keys", List.of(publicKey(keys, KEY_ID))));
        server.start();
    }

    /** Answers no more. */
    final void shut() {
        server.stop(0);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType() == getClass());
    }

    @Override
    public void stop() {
        shut();
    }

    private void serve(String path, Object answer) {
        byte[] json = json(answer);
        server.createContext(path, exchange -> {
            if (path.endsWith("/keys")) {
                keysAsked.incrementAndGet();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
    }

    /** What a good token of this issuer says of the person. */
    Map<String, Object> claims(String person, List<String> roles) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", address);
        claims.put("aud", AUDIENCE);
        claims.put("sub", person);
        claims.put("preferred_username", "somebody else");
        claims.put("iat", now);
        claims.put("exp", now + 600);
        claims.put("roles", roles);
        return claims;
    }

    static Map<String, Object> header(String algorithm) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm);
        header.put("typ", "JWT");
        header.put("kid", KEY_ID);
        return header;
    }

    /** A token that the issuer signed. */
    String token(String person, List<String> roles) {
        return signed(header("RS256"), claims(person, roles), keys.getPrivate());
    }

    static String signed(Map<String, Object> header, Map<String, Object> claims, PrivateKey key) {
        try {
            Signature signature =
                    Signature.getInstance("SHA" + header.get("alg").toString().substring(2) + "withRSA");
            signature.initSign(key);
            String text = unsigned(header, claims);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
        return BASE64.encodeToString(json(header)) + "." + BASE64.encodeToString(json(claims));
    }

    static Map<String, Object> publicKey(KeyPair keys, String id) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "kid",
                id,
                "n",
                BASE64.encodeToString(unsigned(key.getModulus())),
                "e",
                BASE64.encodeToString(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
