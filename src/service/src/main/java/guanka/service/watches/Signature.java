package guanka.service.watches;

import guanka.service.problems.StartRefused;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs events as Standard Webhooks say: HMAC-SHA256 over id, timestamp and body, joined by full stops. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    /** Bytes that a secret must have. */
    private static final int BYTES_MIN = 24;

    private final SecretKeySpec key;

    private Signature(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** @throws StartRefused where the secret is missing, short or not what it says */
    static Signature of(String secret) {
        byte[] bytes;
        try {
            bytes = secret.startsWith(PREFIX)
                    ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                    : secret.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new StartRefused("GUANKA_WEBHOOK_SECRET begins with whsec_ and does not go on in base64");
        }
        if (bytes.length < BYTES_MIN) {
            throw new StartRefused("GUANKA_WEBHOOK_SECRET must have " + BYTES_MIN + " bytes or more");
        }
        return new Signature(bytes);
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
