package guanka.service.rulesets;

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
 * The signed statement of an installation about a kjar that it stores: a line of JSON with version, counter and digest, a line with
 * its Ed25519 signature, a line with the public key.
 */
record Seal(String statement, byte[] signature, PublicKey key) {

    private record Sealed(String version, long counter, String digest) {}

    static Seal by(SigningKey key, ArchivedRuleset kept) {
        String statement = statementOf(kept);
        return new Seal(statement, key.sign(statement.getBytes(StandardCharsets.UTF_8)), key.publicKey());
    }

    private static String statementOf(ArchivedRuleset kept) {
        return new String(
                CanonicalJson.write(new Sealed(kept.version(), kept.counter(), kept.digest())), StandardCharsets.UTF_8);
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
                && statement.equals(statementOf(kept))
                && TrustedKeys.of(key).signed(keyId(), statement.getBytes(StandardCharsets.UTF_8), signature);
    }

    /** Id of the key that signed, empty where the seal cannot be read. */
    String keyId() {
        return key == null ? "" : TrustedKeys.of(key).ids().iterator().next();
    }
}
