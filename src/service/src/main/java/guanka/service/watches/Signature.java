package guanka.service.watches;

import guanka.service.problems.StartRefused;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs events as Standard Webhooks say: HMAC-SHA256 over id, timestamp and body, joined by full stops. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    /** Bytes that a secret must have. */
    static final int BYTES_MIN = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private Signature(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** @throws StartRefused where the secret is missing, short or not what it says */
    static Signature of(String secret) {
        try {
            return ofSecret(secret);
        } catch (IllegalArgumentException bad) {
            throw new StartRefused("GUANKA_WEBHOOK_SECRET must be a text of " + BYTES_MIN + " bytes or more, or "
                    + PREFIX + " and so many in base64");
        }
    }

    /** @throws IllegalArgumentException likewise */
    static Signature ofSecret(String secret) {
        byte[] bytes = secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < BYTES_MIN) {
            throw new IllegalArgumentException("short");
        }
        return new Signature(bytes);
    }

    /** A secret that nobody can guess. */
    static String newSecret() {
        return PREFIX + Base64.getEncoder().encodeToString(random());
    }

    /** What only whoever was asked can repeat. */
    static String newChallenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** The value of the header. */
    String of(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException never) {
            throw new IllegalStateException(never);
        }
    }
}
