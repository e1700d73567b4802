package guanka.engine.release;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The public keys whose signature makes a release worth loading. */
public final class TrustedKeys {

    static final String ALGORITHM = "Ed25519";

    private static final int ID_BYTES = 8;

    private final Map<String, PublicKey> keys = new TreeMap<>();

    private TrustedKeys(Collection<? extends PublicKey> keys) {
        keys.forEach(key -> this.keys.put(idOf(key), key));
    }

    public static TrustedKeys of(PublicKey... keys) {
        return new TrustedKeys(List.of(keys));
    }

    /**
     * Reads public keys, one a file.
     *
     * @throws IOException where a file cannot be read or holds no Ed25519 public key as PEM
     */
    public static TrustedKeys ofFiles(Collection<Path> files) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(new X509EncodedKeySpec(Pem.read(file, Pem.PUBLIC_KEY))));
            } catch (GeneralSecurityException e) {
                throw new IOException("`" + file + "` holds no Ed25519 public key");
            }
        }
        return new TrustedKeys(keys);
    }

    /** These keys and those. */
    public TrustedKeys and(TrustedKeys others) {
        List<PublicKey> all = new ArrayList<>(keys.values());
        all.addAll(others.keys.values());
        return new TrustedKeys(all);
    }

    /** Ids of the keys. */
    public Set<String> ids() {
        return Set.copyOf(keys.keySet());
    }

    boolean holds(String id) {
        return keys.containsKey(id);
    }

    /** Whether the key of that id signed these bytes; false where there is none. */
    public boolean signed(String id, byte[] bytes, byte[] signature) {
        if (!holds(id)) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(keys.get(id));
            check.update(bytes);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** 16 hexadecimal digits: the first 8 bytes of the SHA-256 of the public key's X.509 form. */
    static String idOf(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
