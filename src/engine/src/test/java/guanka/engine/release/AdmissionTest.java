package guanka.engine.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class AdmissionTest {

    private static final String MODELS = "META-INF/kie/guanka/guanka-rules/drools-model";
    private static final SigningKey KEY = SigningKey.make();

    /** What a class of a kjar does to show that it ran: its constructor is called from nowhere else. */
    public static boolean ran;

    /** A class of this program whose name a kjar could write down. */
    public static class Bystander {
        public Bystander() {
            ran = true;
        }
    }

    @BeforeEach
    void nothingRan() {
        ran = false;
    }

    private static String refused(Supplier<?> step) {
        return assertThrows(RefusedRuleset.class, step::get).getMessage();
    }

    private static SortedMap<String, byte[]> naming(String model) {
        SortedMap<String, byte[]> entries = Archive.built();
        Archive.put(entries, MODELS, new String(entries.get(MODELS), UTF_8).stripTrailing() + "\n" + model + "\n");
        return entries;
    }

    /** A class that has a place in a kjar and calls what no rule may. */
    private static byte[] evil(String name) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitTypeInsn(Opcodes.NEW, "guanka/engine/release/AdmissionTest$Bystander");
        constructor.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "guanka/engine/release/AdmissionTest$Bystander", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(2, 1);
        constructor.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    @DisplayName("a kjar that stands in the store under the digest of another is refused before its seal is asked for")
    void otherBytesThanTheDigest() {
        String message = refused(() -> Admission.ofStore(
                CanonicalZip.write(naming("guanka.common.Evil")), KjarEntries.digest(TestRuleset.kjar()), () -> {
                    throw new AssertionError("the seal was asked for");
                }));
        assertTrue(message.contains("is another one"), message);
    }

    @Test
    @DisplayName("a kjar whose seal is wrong is refused before anything of it is inflated")
    void sealBeforeEntries() {
        byte[] noArchive = "not even an archive".getBytes(UTF_8);
        String message = refused(() -> Admission.ofStore(noArchive, KjarEntries.digest(noArchive), () -> {
            throw new RefusedRuleset(List.of("no seal"));
        }));
        assertEquals("no seal", message);
    }

    @Test
    @DisplayName("a sealed kjar is still held to what rules may call, and no class of it runs")
    void classesOfASealedKjar() {
        SortedMap<String, byte[]> entries = naming("guanka.common.Evil");
        entries.put("guanka/common/Evil.class", evil("guanka/common/Evil"));
        byte[] kjar = CanonicalZip.write(entries);
        String message = refused(() -> Admission.ofStore(kjar, KjarEntries.digest(kjar), () -> null));
        assertTrue(message.contains("Bystander"), message);
        assertFalse(ran);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.logging.FileHandler",
                "guanka.engine.release.AdmissionTest$Bystander",
                "guanka.facts.Shipment",
                "no.such.Rules"
            })
    @DisplayName(
            "compiled rules that are named and are no class of the kjar are refused by every way in, and never made")
    void foreignModels(String model) {
        byte[] kjar = CanonicalZip.write(naming(model));
        byte[] release = Release.sign(kjar, ReleaseInfo.of(kjar, 1, null, Instant.EPOCH, null), KEY);
        for (Supplier<?> door : List.<Supplier<?>>of(
                () -> Admission.ofOwn(kjar),
                () -> Admission.ofStore(kjar, KjarEntries.digest(kjar), () -> null),
                () -> Admission.ofRelease(release, KEY.trusted(), Instant.now()),
                () -> Release.verify(release, KEY.trusted(), Instant.now()),
                () -> Ruleset.load(kjar))) {
            String message = refused(door);
            assertTrue(message.contains(model) && message.contains("no rule class of the kjar"), message);
        }
        assertFalse(ran);
    }

    @Test
    @DisplayName("a release that nobody trusted signed is not inflated, however much it claims to hold")
    void bombWithoutSignature() {
        SortedMap<String, byte[]> entries = Archive.small();
        entries.put("cases/bomb.json", new byte[80 << 20]);
        byte[] bomb = Archive.zip(entries);
        assertTrue(bomb.length < 100_000);
        assertTrue(refused(() -> Admission.ofRelease(bomb, KEY.trusted(), Instant.now()))
                .contains("not signed"));
        assertTrue(refused(() -> Admission.ofOwn(bomb)).contains("MiB in one of them"));
    }

    @Test
    @DisplayName("a kjar with more bytes than any may have is not read at all")
    void tooLarge() {
        byte[] large = new byte[KjarEntries.KJAR_BYTES_MAX + 1];
        String reason = "larger than " + (KjarEntries.KJAR_BYTES_MAX >> 20) + " MiB";
        assertTrue(refused(() -> Admission.ofOwn(large)).contains(reason));
        assertTrue(refused(() -> Admission.ofRelease(large, KEY.trusted(), Instant.now()))
                .contains(reason));
        assertTrue(refused(() -> Admission.ofStore(large, "", () -> null)).contains(reason));
    }

    @Test
    @DisplayName("an archive in the form of releases is read back as it was written, and in no other form")
    void canonicalForm() {
        SortedMap<String, byte[]> entries = Archive.small();
        byte[] archive = CanonicalZip.write(entries);
        assertEquals(entries.keySet(), CanonicalZip.read(archive).orElseThrow().keySet());
        for (int at = 0; at < archive.length; at++) {
            byte[] cut = Arrays.copyOf(archive, at);
            assertTrue(CanonicalZip.read(cut).isEmpty(), "the first " + at + " bytes");
        }
        assertTrue(CanonicalZip.read(Arrays.copyOf(archive, archive.length + 1)).isEmpty());
        assertTrue(CanonicalZip.read(Archive.zip(entries)).isEmpty());
    }
}
