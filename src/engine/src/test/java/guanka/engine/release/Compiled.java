package guanka.engine.release;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java source compiled in memory, as somebody would compile what they want to smuggle into a kjar. */
final class Compiled {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    /** Shared, as it remembers what stands on the class path. */
    private static final StandardJavaFileManager FILES = JAVAC.getStandardFileManager(null, null, null);

    private Compiled() {}

    /** The classes of a public class {@code Rules1}, by their path in a kjar. */
    static SortedMap<String, byte[]> of(String source) {
        SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();
        JavaFileManager files = new ForwardingJavaFileManager<>(FILES) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                String path = name.replace('.', '/') + ".class";
                return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return written.computeIfAbsent(path, x -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        var unit =
                new SimpleJavaFileObject(URI.create("memory:///guanka/law/Rules1.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return "package guanka.law;\n" + source;
                    }
                };
        var out = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none");
        if (!JAVAC.getTask(out, files, null, options, null, List.of(unit)).call()) {
            throw new IllegalArgumentException(out.toString());
        }
        SortedMap<String, byte[]> classes = new TreeMap<>();
        written.forEach((path, bytes) -> classes.put(path, bytes.toByteArray()));
        return classes;
    }

    /** A class whose only method has this body; {@code fact} is its argument. */
    static SortedMap<String, byte[]> method(String body) {
        return of("public class Rules1 { public Object execute(Object fact) throws Throwable { " + body + " } }");
    }
}
