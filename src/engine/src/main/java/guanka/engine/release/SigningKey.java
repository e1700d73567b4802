package guanka.engine.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;

/** An Ed25519 key that signs. */
public final class SigningKey {

    private static final String PUBLIC_ENDING = ".pub";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final String id;

    private SigningKey(KeyPair pair) {
        privateKey = pair.getPrivate();
        publicKey = pair.getPublic();
        id = TrustedKeys.idOf(publicKey);
    }

    /** A new key. */
    public static SigningKey make() {
        try {
            return new SigningKey(
                    KeyPairGenerator.getInstance(TrustedKeys.ALGORITHM).generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The key of a file (PKCS#8 as PEM). Where there is no such file it is made, for its owner's eyes only, and beside it, with the
     * ending {@code .pub}, the public key (X.509 as PEM) for whoever verifies.
     *
     * @throws IOException where the file cannot be read or made, holds no Ed25519 private key, or may be read by everybody
     */
    public static SigningKey ofFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file, make());
        }
        if (posix(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new FileSystemException(
                    file.toString(), null, "everybody may read this private key; let its owner alone read it");
        }
        SigningKey key = parse(file);
        Path publicFile = publicFile(file);
        if (!Files.exists(publicFile)) {
            Files.writeString(publicFile, Pem.write(Pem.PUBLIC_KEY, key.publicKey.getEncoded()));
        }
        return key;
    }

    /** Where the public key of a private key's file stands. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + PUBLIC_ENDING);
    }

    /** Written aside and then named, so that whoever starts at the same moment finds the whole key or none, and the same one. */
    private static void create(Path file, SigningKey key) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        FileAttribute<?>[] ownerOnly = posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path aside = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly);
        try (FileChannel out = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(
                    Pem.write(Pem.PRIVATE_KEY, key.privateKey.getEncoded()).getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
            link(file, aside);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void link(Path file, Path aside) throws IOException {
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // theirs is as good
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.copy(aside, file, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static boolean posix(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }

    private static SigningKey parse(Path file) throws IOException {
        try {
            PrivateKey key = KeyFactory.getInstance(TrustedKeys.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(file, Pem.PRIVATE_KEY)));
            var signing = new SigningKey(new KeyPair(publicOf((EdECPrivateKey) key), key));
            byte[] probe = {1};
            if (!signing.trusted().signed(signing.id, probe, signing.sign(probe))) {
                throw new IOException("the public key of `" + file + "` cannot be worked out");
            }
            return signing;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IOException("`" + file + "` holds no Ed25519 private key");
        }
    }

    /** Java makes a pair from 32 random bytes, which are the private key: given these, it works out the public key. */
    private static PublicKey publicOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] secret = key.getBytes().orElseThrow(() -> new GeneralSecurityException("no private key"));
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(TrustedKeys.ALGORITHM);
        pairs.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(secret, 0, bytes, 0, bytes.length);
            }
        });
        return pairs.generateKeyPair().getPublic();
    }

    /** 16 hexadecimal digits that name the key: the first 8 bytes of the SHA-256 of the public key's X.509 form. */
    public String id() {
        return id;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** Trust in this key alone. */
    public TrustedKeys trusted() {
        return TrustedKeys.of(publicKey);
    }

    /** The signature of these bytes, 64 bytes. */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(TrustedKeys.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
