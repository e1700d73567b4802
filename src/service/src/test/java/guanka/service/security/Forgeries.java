package guanka.service.security;

import static guanka.service.security.Issuer.header;
import static guanka.service.security.Issuer.signed;
import static guanka.service.security.Issuer.unsigned;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Values of the header Authorization that must open no door, each by what is wrong with it; every one claims every role. */
final class Forgeries {

    private final Issuer issuer;
    private final Map<String, List<String>> forgeries = new LinkedHashMap<>();

    private Forgeries(Issuer issuer) {
        this.issuer = issuer;
    }

    static Map<String, List<String>> of(Issuer issuer) throws GeneralSecurityException {
        Forgeries all = new Forgeries(issuer);
        all.addMalformed();
        all.addClaims();
        all.addKeys();
        return all.forgeries;
    }

    static String withUnknownKey(Issuer issuer, String id) {
        Map<String, Object> header = header("RS256");
        header.put("kid", id);
        return signed(header, issuer.claims("p-1", Roles.ALL), issuer.foreignKeys.getPrivate());
    }

    private void addMalformed() {
        String good = issuer.token("p-1", Roles.ALL);
        String[] parts = good.split("\\.");
        forgeries.put("no header", List.of());
        forgeries.put("another scheme", List.of("Basic " + base64("operator:operator")));
        forgeries.put("a token without a scheme", List.of(good));
        forgeries.put("no token after the scheme", List.of("Bearer "));
        add("a password", "secret");
        add("dots", "..");
        add("text that is no JSON", "a.b.c");
        add("an object that is no token", base64("{}") + "." + base64("{}") + ".");
        String deep = "[".repeat(5_000);
        add("deeply nested claims", parts[0] + "." + base64("{\"a\":" + deep) + "." + parts[2]);
        add("a deeply nested header", base64("{\"a\":" + deep) + "." + parts[1] + "." + parts[2]);
        add("five parts, as if encrypted", good + ".x.y");
        add("no signature", parts[0] + "." + parts[1] + ".");
        add("a cut signature", good.substring(0, good.length() - 8));
        add(
                "claims that were not signed",
                parts[0] + "."
                        + base64(
                                "{\"iss\":\"" + issuer.claims("x", Roles.ALL).get("iss")
                                        + "\",\"aud\":\"guanka\",\"sub\":\"p-1\",\"exp\":9999999999,\"roles\":[\"operator\",\"caller\"]}")
                        + "." + parts[2]);
        forgeries.put("two good headers", List.of("Bearer " + good, "Bearer " + good));
        forgeries.put("a good and a bad header", List.of("Bearer " + good, "Bearer x"));
        forgeries.put("a bad and a good header", List.of("Bearer x", "Bearer " + good));
    }

    private void addClaims() {
        long now = Instant.now().getEpochSecond();
        claims("a token that has expired", c -> c.put("exp", now - 5));
        claims("a token that never expires", c -> c.remove("exp"));
        claims("a token that is not yet valid", c -> c.put("nbf", now + 300));
        claims("another audience", c -> c.put("aud", "payroll"));
        claims("an audience that only begins alike", c -> c.put("aud", Issuer.AUDIENCE + "-test"));
        claims("no audience", c -> c.remove("aud"));
        claims("another issuer", c -> c.put("iss", "https://login.example.com"));
        claims("an issuer that only ends otherwise", c -> c.put("iss", c.get("iss") + "/"));
        claims("no issuer", c -> c.remove("iss"));
        claims("no subject", c -> c.remove("sub"));
        claims("a subject without a name", c -> c.put("sub", " "));
        claims("a subject that is a number", c -> c.put("sub", 7));
        claims("an ID token, by its type", c -> c.put("typ", "ID"));
        claims("an ID token, by the login that it is bound to", c -> c.put("nonce", "n-1"));
        claims("an ID token, by the access token that it is bound to", c -> c.put("at_hash", "x"));
        claims("a refresh token, by its type", c -> c.put("typ", "Refresh"));
        claims("an ID token, by its use", c -> c.put("token_use", "id"));
        claims("a token that tells an event", c -> c.put("events", Map.of("urn:x", Map.of())));
        claims("an expiry that is text", c -> c.put("exp", "tomorrow"));
    }

    private void addKeys() throws GeneralSecurityException {
        Map<String, Object> claims = issuer.claims("p-1", Roles.ALL);
        add("a foreign key under a known id", signed(header("RS256"), claims, issuer.foreignKeys.getPrivate()));
        add("a foreign key under an unknown id", withUnknownKey(issuer, "other"));
        add(
                "a foreign key that the token brings along",
                signed(
                        with(header("RS256"), "jwk", Issuer.publicKey(issuer.foreignKeys, Issuer.KEY_ID)),
                        claims,
                        issuer.foreignKeys.getPrivate()));
        Map<String, Object> withoutId = header("RS256");
        withoutId.remove("kid");
        add("a key id that is a number", signed(with(header("RS256"), "kid", 1), claims, issuer.keys.getPrivate()));
        add(
                "an extension that must be understood",
                signed(with(header("RS256"), "crit", List.of("x")), claims, issuer.keys.getPrivate()));
        add("a foreign key without an id", signed(withoutId, claims, issuer.foreignKeys.getPrivate()));
        for (String type : List.of("logout+jwt", "secevent+jwt", "dpop+jwt", "7")) {
            add(
                    "a token of type " + type,
                    signed(with(header("RS256"), "typ", type), claims, issuer.keys.getPrivate()));
        }
        add("no key id", signed(withoutId, claims, issuer.keys.getPrivate()));
        add("another algorithm than agreed", signed(header("RS512"), claims, issuer.keys.getPrivate()));
        for (String none : List.of("none", "None", "NONE", "")) {
            add("the algorithm `" + none + "`", unsigned(header(none), claims) + ".");
        }
        byte[] der = issuer.keys.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        add("the public key as a shared secret", symmetric(claims, der));
        add("the public key's text as a shared secret", symmetric(claims, pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private void claims(String fault, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = issuer.claims("p-1", Roles.ALL);
        change.accept(claims);
        add(fault, signed(header("RS256"), claims, issuer.keys.getPrivate()));
    }

    private void add(String fault, String token) {
        forgeries.put(fault, List.of("Bearer " + token));
    }

    private static Map<String, Object> with(Map<String, Object> header, String name, Object value) {
        header.put(name, value);
        return header;
    }

    private static String symmetric(Map<String, Object> claims, byte[] secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        String text = unsigned(header("HS256"), claims);
        return text + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
