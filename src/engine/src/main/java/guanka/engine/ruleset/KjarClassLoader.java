package guanka.engine.ruleset;

import java.util.Map;

/** Defines the compiled rules of one kjar. The parent comes first, so a kjar cannot replace a fact class. */
final class KjarClassLoader extends ClassLoader {

    private final Map<String, byte[]> entries;

    KjarClassLoader(Map<String, byte[]> entries, ClassLoader parent) {
        super("kjar", parent);
        this.entries = entries;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = entries.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
