package guanka.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.ruleset.RefusedRuleset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

@DisplayName("Rules weigh facts and do nothing else")
class RuleClassesTest {

    private static final String RULE = "class `guanka/law/Rules1`";

    @Test
    void theCompiledRulesOfTheBuildAreAccepted() {
        assertEquals(List.of(), RuleClasses.check(Archive.built()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return \"line \" + fact + 1;",
                "return new StringBuilder().append(\"a\").append(fact).toString();",
                "return java.util.List.of(1, 2).stream().filter(n -> n.equals(fact)).toList();",
                "return new java.math.BigDecimal(\"0.1\").compareTo(java.math.BigDecimal.ONE) < 0;",
                "return fact instanceof guanka.facts.Line line ? line.toString() : null;",
                "return guanka.facts.Effect.PROHIBITED.equals(fact);",
                "return \"a\".equals(fact) ? 1 : \"b\".equals(fact) ? 2 : 3;",
                "if (fact == null) throw new RuntimeException(\"no fact\"); return fact;",
                "return switch ((String) fact) { case \"a\" -> 1; case \"b\" -> 2; default -> 3; };"
            })
    void whatRulesNeedIsAccepted(String body) {
        assertEquals(List.of(), RuleClasses.check(Compiled.method(body)));
    }

    @Test
    void aRecordOfARulesetIsAccepted() {
        assertEquals(
                List.of(),
                RuleClasses.check(Compiled.of("public record Rules1(String name, java.math.BigDecimal share) {}")));
    }

    private static void isRefused(SortedMap<String, byte[]> classes, String... because) {
        List<String> reasons = RuleClasses.check(classes);
        for (String reason : because) {
            assertTrue(reasons.stream().anyMatch(r -> r.contains(reason)), () -> reason + " in " + reasons);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Runtime.getRuntime().exec(\"id\"); return null; | java/lang/Runtime.exec",
                "return new ProcessBuilder(\"id\").start(); | java/lang/ProcessBuilder.start",
                "System.exit(1); return null; | java/lang/System.exit",
                "return System.getenv(\"HOME\"); | java/lang/System.getenv",
                "return System.getProperty(\"user.home\"); | java/lang/System.getProperty",
                "System.setProperty(\"a\", \"b\"); return null; | java/lang/System.setProperty",
                "System.out.println(fact); return null; | java/lang/System.out",
                "System.load(\"/tmp/x.so\"); return null; | java/lang/System.load",
                "return System.nanoTime(); | java/lang/System.nanoTime",
                "System.gc(); return null; | java/lang/System.gc",
                "return Class.forName(\"java.lang.Runtime\"); | java/lang/Class.forName",
                "return fact.getClass(); | java/lang/Object.getClass",
                "return String.class.getDeclaredMethods(); | java/lang/Class.getDeclaredMethods",
                "return String.class.getClassLoader(); | java/lang/Class.getClassLoader",
                "return String.class.getResourceAsStream(\"/x\"); | java/lang/Class.getResourceAsStream",
                "return ((guanka.facts.Line) fact).getClass(); | getClass",
                "return ((java.lang.reflect.Method) fact).invoke(null); | java/lang/reflect/Method.invoke",
                "return java.lang.reflect.Proxy.newProxyInstance(null, null, null); | java/lang/reflect/Proxy",
                "return java.lang.invoke.MethodHandles.lookup(); | java/lang/invoke/MethodHandles.lookup",
                "return ((java.lang.invoke.MethodHandle) fact).invokeExact(); | java/lang/invoke/MethodHandle.invokeExact",
                "return Thread.currentThread().getContextClassLoader(); | java/lang/Thread.currentThread",
                "new Thread(() -> {}).start(); return null; | java/lang/Thread.start",
                "Thread.sleep(1_000_000); return null; | java/lang/Thread.sleep",
                "fact.wait(); return null; | java/lang/Object.wait",
                "fact.notifyAll(); return null; | java/lang/Object.notifyAll",
                "synchronized (fact) { return null; } | locks",
                "return new java.net.URL(\"http://x/\").openStream(); | java/net/URL.openStream",
                "return new java.net.Socket(\"x\", 1); | java/net/Socket.<init>",
                "return java.net.InetAddress.getByName(\"x\"); | java/net/InetAddress.getByName",
                "return java.net.http.HttpClient.newHttpClient(); | java/net/http/HttpClient",
                "return new java.io.FileInputStream(\"/etc/passwd\"); | java/io/FileInputStream.<init>",
                "return new java.io.File(\"/\").delete(); | java/io/File.delete",
                "return java.nio.file.Files.readString(java.nio.file.Path.of(\"x\")); | java/nio/file/Files.readString",
                "return new java.io.ObjectInputStream(null).readObject(); | java/io/ObjectInputStream.readObject",
                "return new javax.naming.InitialContext().lookup(\"ldap://x\"); | javax/naming/InitialContext.lookup",
                "return java.sql.DriverManager.getConnection(\"jdbc:x\"); | java/sql/DriverManager.getConnection",
                "return new javax.script.ScriptEngineManager(); | javax/script/ScriptEngineManager",
                "return java.util.ServiceLoader.load(Runnable.class); | java/util/ServiceLoader.load",
                "return java.util.concurrent.ForkJoinPool.commonPool(); | java/util/concurrent/ForkJoinPool",
                "return new java.util.Timer(); | java/util/Timer.<init>",
                "return java.time.LocalDate.now(); | java/time/LocalDate.now",
                "return java.time.Instant.now(); | java/time/Instant.now",
                "return Math.random(); | java/lang/Math.random",
                "return new java.util.Random(); | java/util/Random.<init>",
                "return java.util.UUID.randomUUID(); | java/util/UUID.randomUUID",
                "return \"a\".repeat(1_000_000_000); | java/lang/String.repeat",
                "return \"a\".matches(\"(a+)+b\"); | java/lang/String.matches",
                "return \"a\".intern(); | java/lang/String.intern",
                "return String.format(\"%s\", fact); | java/lang/String.format",
                "return java.util.stream.Stream.generate(() -> 1).count(); | java/util/stream/Stream.generate",
                "return new java.util.ArrayList<>(); | java/util/ArrayList.<init>",
                "return new int[2_000_000_000]; | makes an array of more than 256",
                "return new String[fact.hashCode()]; | makes an array of more than 256",
                "return new int[1000][1000]; | makes an array of several dimensions",
                "return e1(fact); } Object e1(Object o) throws RuntimeException { e2(o); e2(o); e2(o); return e2(o); } Object e2(Object o) throws RuntimeException { e3(o); e3(o); e3(o); return e3(o); } Object e3(Object o) throws RuntimeException { e4(o); e4(o); e4(o); return e4(o); } Object e4(Object o) throws RuntimeException { e5(o); e5(o); e5(o); return e5(o); } Object e5(Object o) throws RuntimeException { e6(o); e6(o); e6(o); return e6(o); } Object e6(Object o) throws RuntimeException { e7(o); e7(o); e7(o); return e7(o); } Object e7(Object o) throws RuntimeException { e8(o); e8(o); e8(o); return e8(o); } Object e8(Object o) throws RuntimeException { return o; | can lead to more than 10000 calls",
                "String s = String.valueOf(fact); s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; s = s + s; return s; | put texts together or multiply more than",
                "java.math.BigDecimal n = (java.math.BigDecimal) fact; n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); n = n.multiply(n); return n; | put texts together or multiply more than",
                "return Integer.getInteger(\"x\"); | java/lang/Integer.getInteger",
                "return Boolean.getBoolean(\"x\"); | java/lang/Boolean.getBoolean",
                "throw new java.io.IOException(); | java/io/IOException",
                "try { return fact.toString(); } catch (RuntimeException e) { return null; } | catches exceptions",
                "while (true) { } | holds a loop",
                "for (int i = 0; i < 5; i++) { fact = null; } return fact; | holds a loop",
                "for (Object o : (java.util.List<?>) fact) { return o; } return null; | java/util/Iterator",
                "do { fact = null; } while (fact == null); return null; | holds a loop",
                "return execute(fact); | calls itself",
                "return java.util.List.of(1).stream().map(n -> execute2(n)).toList(); } Object execute2(Object o) throws RuntimeException { return java.util.List.of(o).stream().map(n -> execute2(n)).toList(); | calls itself",
                "return org.kie.api.KieServices.get(); | org/kie/api/KieServices.get",
                "((org.drools.model.Drools) fact).halt(); return null; | org/drools/model/Drools.halt",
                "((org.drools.model.Drools) fact).delete(fact); return null; | org/drools/model/Drools.delete",
                "return ((org.drools.model.Drools) fact).getRuntime(org.kie.api.runtime.KieRuntime.class); | org/drools/model/Drools.getRuntime",
                "return ((org.drools.core.rule.consequence.KnowledgeHelper) fact).getKieRuntime(); | KnowledgeHelper.getKieRuntime",
                "return org.drools.modelcompiler.dsl.pattern.D.executeScript(\"mvel\", String.class, \"x\"); | dsl/pattern/D.executeScript",
                "return guanka.facts.Effect.UNKNOWN; | guanka/facts/Effect.UNKNOWN",
                "return guanka.facts.Effect.NOT_MODELLED; | guanka/facts/Effect.NOT_MODELLED",
                "return guanka.facts.Effect.NOT_IN_FORCE; | guanka/facts/Effect.NOT_IN_FORCE",
                "return guanka.facts.Effect.valueOf(\"SUSPENDED\"); | guanka/facts/Effect.valueOf",
                "return guanka.engine.ruleset.Ruleset.load(new byte[0]); | guanka/engine/ruleset/Ruleset.load",
                "return guanka.tables.Columns.parse(new byte[0]); | guanka/tables/Columns.parse",
                "Runnable exit = () -> System.exit(1); return exit; | java/lang/System.exit",
                "java.util.function.Function<String, String> env = System::getenv; return env; | java/lang/System.getenv",
                "java.util.function.Supplier<Object> thread = Thread::new; return thread; | java/lang/Thread.<init>",
                "return new Object() { protected void finalize() { } }; | runs outside of any decision"
            })
    void aCallThatRulesHaveNoBusinessWithIsNamedByClassMethodAndCall(String body, String call) {
        SortedMap<String, byte[]> classes = Compiled.method(body);
        isRefused(classes, call);
        isRefused(
                classes, call.contains("runs outside") || call.contains("calls itself") ? "class `guanka/law/" : RULE);
        classes.putAll(Archive.small());
        var refused = assertThrows(RefusedRuleset.class, () -> Release.checkContents(CanonicalZip.write(classes)));
        assertTrue(refused.getMessage().contains(call), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public class Rules1 { static int seen; } | outlives a decision",
                "public class Rules1 { int seen; void execute() { seen = 1; } } | outlives a decision",
                "public class Rules1 { static final Thread T = new Thread(); } | java/lang/Thread",
                "public class Rules1 { static { System.exit(1); } } | while its class is loaded",
                "public class Rules1 { static final boolean B = Boolean.getBoolean(\"x\"); } | while its class is loaded",
                "public class Rules1 { static final Object O = f(); static Object f() { return null; } } | while its class is loaded",
                "public class Rules1 { static final Object O = \"\".isEmpty() ? 1 : 2; } | decides something while its class is loaded",
                "public class Rules1 { native void execute(); } | is native code",
                "public class Rules1 { synchronized void execute() { } } | locks",
                "public class Rules1 extends ClassLoader { } | extends `java/lang/ClassLoader`",
                "public class Rules1 extends Thread { public void run() { } } | extends `java/lang/Thread`",
                "public class Rules1 implements Runnable { public void run() { } } | implements `java/lang/Runnable`",
                "public class Rules1 implements java.io.Serializable { } | implements `java/io/Serializable`",
                "public class Rules1 { Object execute(java.io.File f) { return f; } } | names `java/io/File`",
                "public class Rules1 { java.io.File[][] f; } | names `java/io/File`",
                "public class Rules1 { Object execute() { return java.io.File.class; } } | names `java/io/File`",
                "public class Rules1 { Object execute() { return new java.io.File[1]; } } | names `java/io/File`",
                "public class Rules1 { Object execute() { return new java.io.File[1][1]; } } | names `java/io/File`",
                "public class Rules1 { boolean execute(Object o) { return o instanceof java.io.File; } } | names `java/io/File`",
                "public class Rules1 { enum E { A } int execute(E e) { return switch (e) { case A -> 1; }; } } | catches exceptions"
            })
    void aClassThatRulesHaveNoBusinessWithIsNamed(String source, String reason) {
        isRefused(Compiled.of(source), reason);
    }

    // what no Java compiler writes

    private static SortedMap<String, byte[]> written(String name, java.util.function.Consumer<MethodVisitor> body) {
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "execute", "()V", null, null);
        method.visitCode();
        body.accept(method);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        SortedMap<String, byte[]> classes = new TreeMap<>();
        classes.put("guanka/law/Rules1.class", writer.toByteArray());
        return classes;
    }

    private static Handle linker(String owner) {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                owner,
                "link",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
                false);
    }

    @Test
    void aLinkerOfOnesOwnIsRefused() {
        isRefused(
                written("guanka/law/Rules1", m -> m.visitInvokeDynamicInsn("x", "()V", linker("guanka/law/Rules1"))),
                "is linked by `guanka/law/Rules1.link`");
    }

    @Test
    void aComputedConstantIsRefused() {
        isRefused(
                written("guanka/law/Rules1", m -> {
                    m.visitLdcInsn(new ConstantDynamic("x", "Ljava/lang/Object;", linker("java/lang/System")));
                    m.visitInsn(Opcodes.POP);
                }),
                "holds a constant that is computed");
        isRefused(
                written("guanka/law/Rules1", m -> {
                    m.visitLdcInsn(linker("java/lang/System"));
                    m.visitInsn(Opcodes.POP);
                }),
                "holds a constant that is computed");
    }

    @Test
    void aClassUnderTheNameOfAnotherIsRefused() {
        isRefused(written("java/lang/String", m -> {}), "calls itself `java/lang/String`");
        isRefused(written("guanka/law/Rules2", m -> {}), "calls itself `guanka/law/Rules2`");
    }

    @Test
    void whatIsInheritedFromAboveIsNotAsGoodAsOnesOwn() {
        isRefused(
                written("guanka/law/Rules1", m -> {
                    m.visitInsn(Opcodes.ACONST_NULL);
                    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "guanka/law/Rules1", "notify", "()V", false);
                }),
                "calls `guanka/law/Rules1.notify`");
    }

    @Test
    void whatALaterProgramHasIsNamedBeforeARuleMissesIt() {
        isRefused(
                written("guanka/law/Rules1", m -> {
                    m.visitInsn(Opcodes.ACONST_NULL);
                    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "guanka/facts/Line", "ofNextYear", "()V", false);
                }),
                RULE,
                "needs `guanka/facts/Line.ofNextYear()V`, which this program does not have");
        isRefused(
                written("guanka/law/Rules1", m -> {
                    m.visitInsn(Opcodes.ACONST_NULL);
                    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "guanka/facts/NextYear", "line", "()V", false);
                }),
                "needs `guanka/facts/NextYear.line()V`");
        isRefused(
                written("guanka/law/Rules1", m -> {
                    m.visitFieldInsn(
                            Opcodes.GETSTATIC, "guanka/facts/rows/Measure", "NEXT_YEAR", "Lguanka/facts/rows/Measure;");
                    m.visitInsn(Opcodes.POP);
                }),
                "needs `guanka/facts/rows/Measure.NEXT_YEAR");
    }

    @Test
    void bytesThatAreNoClassAreRefused() {
        byte[] whole = Compiled.method("return fact;").get("guanka/law/Rules1.class");
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (int length = 0; length < whole.length; length += 7) {
            entries.put("guanka/law/Rules1.class", java.util.Arrays.copyOf(whole, length));
            assertTrue(!RuleClasses.check(entries).isEmpty(), "cut off after " + length);
        }
        byte[] future = whole.clone();
        future[7] = 127;
        entries.put("guanka/law/Rules1.class", future);
        isRefused(entries, "is not readable");
    }

    @Test
    void reasonsAreBounded() {
        var calls = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            calls.append("Object m").append(i).append("() { return System.getenv(); } ");
        }
        assertEquals(
                200,
                RuleClasses.check(Compiled.of("public class Rules1 { " + calls + "}"))
                        .size());
    }
}
