package guanka.service.rulesets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.release.SigningKey;
import guanka.engine.release.TrustedKeys;
import guanka.records.ArchivedRuleset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The signed statement of an installation about a kjar that it stores: a line of JSON with version, counter, digest and the program
 * that proved its image, a line with its Ed25519 signature, a line with the public key.
 */
record Seal(String statement, byte[] signature, PublicKey key) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Sealed(String version, long counter, String digest) {}

    /** @param image the program that proved the image of the workbooks in the kjar */
    private record SealedWithImage(String version, long counter, String digest, String image) {}

    /** @param image the program that proved the image of the workbooks in the kjar, null where none did */
    static Seal by(SigningKey key, ArchivedRuleset kept, String image) {
        String statement = statementOf(kept, image);
        return new Seal(statement, key.sign(statement.getBytes(StandardCharsets.UTF_8)), key.publicKey());
    }

    private static String statementOf(ArchivedRuleset kept, String image) {
        Object sealed = image == null
                ? new Sealed(kept.version(), kept.counter(), kept.digest())
                : new SealedWithImage(kept.version(), kept.counter(), kept.digest(), image);
        return new String(CanonicalJson.write(sealed), StandardCharsets.UTF_8);
    }

    /** The program that proved the image of the workbooks in the kjar, null where none did. */
    String image() {
        try {
            return JSON.readTree(statement).path("image").textValue();
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Reads a stored seal; one that cannot be read matches no ruleset. */
    static Seal read(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 4);
        try {
            return new Seal(
                    lines[0],
                    HexFormat.of().parseHex(lines[1]),
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode(lines[2]))));
        } catch (GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return new Seal("", new byte[0], null);
        }
    }

    byte[] bytes() {
        return (statement + "\n" + HexFormat.of().formatHex(signature) + "\n"
                        + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it names this version, counter and digest, and its key signed it. */
    boolean isOf(ArchivedRuleset kept) {
        return key != null
                && statement.equals(statementOf(kept, image()))
                && TrustedKeys.of(key).signed(keyId(), statement.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** Id of the key that signed, empty where the seal cannot be read. */
    String keyId() {
        return key == null ? "" : TrustedKeys.of(key).ids().iterator().next();
    }
}
