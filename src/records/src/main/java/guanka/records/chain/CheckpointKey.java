package guanka.records.chain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The Ed25519 key that signs checkpoints, in two files: the private one, in PEM, is for the owner's eyes only, the public one
 * beside it ({@code .pub}, one line as C2SP's signed notes have it) is for everybody.
 */
public final class CheckpointKey {

    private static final System.Logger LOG = System.getLogger(CheckpointKey.class.getName());

    private static final byte ED25519 = 1;
    private static final int RAW = 32;

    private final String name;
    private final PrivateKey secret;
    private final byte[] open;

    private CheckpointKey(String name, PrivateKey secret, byte[] open) {
        this.name = name;
        this.secret = secret;
        this.open = open;
    }

    /**
     * Reads the key, or makes it where there is none.
     *
     * @param name that signatures carry
     * @throws IOException where the file cannot be read, is not a key, or cannot be made
     */
    public static CheckpointKey at(Path file, String name) throws IOException {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            CheckpointKey key = read(file, name);
            Path open = beside(file);
            String line = key.verifier() + "\n";
            if (!Files.exists(open) || !Files.readString(open).equals(line)) {
                Files.writeString(open, line);
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("`" + file + "` does not hold an Ed25519 key pair in PEM", e);
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.key$", "") + ".pub");
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path folder = file.toAbsolutePath().getParent();
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(folder, posix ? only("rwx------") : new FileAttribute<?>[0]);
        Path whole =
                Files.createTempFile(folder, "checkpoint", ".new", posix ? only("rw-------") : new FileAttribute<?>[0]);
        try {
            Files.writeString(
                    whole,
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                            + pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                    StandardOpenOption.SYNC);
            Files.move(whole, file);
            sync(folder);
        } catch (FileAlreadyExistsException anotherWasQuicker) {
            // the key that is there is the key
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** A name is on disk once its folder is; where folders cannot be synced, the system does it. */
    private static void sync(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException cannot) {
            LOG.log(System.Logger.Level.DEBUG, "the folder of the key", cannot);
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static byte[] part(String pem, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + what);
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    private static CheckpointKey read(Path file, String name) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(part(pem, "PRIVATE KEY")));
        byte[] encoded = part(pem, "PUBLIC KEY");
        PublicKey open = factory.generatePublic(new X509EncodedKeySpec(encoded));
        var key = new CheckpointKey(
                name, secret, Arrays.copyOfRange(open.getEncoded(), encoded.length - RAW, encoded.length));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(open);
        check.update(key.open);
        if (!check.verify(key.signature(key.open))) {
            throw new GeneralSecurityException("the halves of the key do not belong together");
        }
        return key;
    }

    /** The public key in one line: name, four bytes to know it by, key. */
    public String verifier() {
        byte[] typed = new byte[1 + RAW];
        typed[0] = ED25519;
        System.arraycopy(open, 0, typed, 1, RAW);
        return name + "+" + HexFormat.of().formatHex(mark()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    private byte[] mark() {
        MessageDigest sha = Digests.sha256();
        sha.update(name.getBytes(StandardCharsets.UTF_8));
        sha.update(new byte[] {'\n', ED25519});
        return Arrays.copyOf(sha.digest(open), 4);
    }

    private byte[] signature(byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(secret);
        signature.update(text);
        return signature.sign();
    }

    /** The root that a note of this class names. */
    public static byte[] rootOf(String note) {
        return Base64.getDecoder().decode(note.split("\n", 4)[2]);
    }

    /** A checkpoint as a signed note: origin, size, root, an empty line, the signature. */
    public String note(long size, byte[] root) {
        String text = name + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        try {
            byte[] signature = signature(text.getBytes(StandardCharsets.UTF_8));
            byte[] marked = new byte[4 + signature.length];
            System.arraycopy(mark(), 0, marked, 0, 4);
            System.arraycopy(signature, 0, marked, 4, signature.length);
            return text + "\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(marked) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
