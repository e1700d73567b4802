package guanka.engine.ruleset;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Defines the compiled rules of kjars. The parent comes first, so a kjar cannot replace a fact class. Versions whose rules are the same
 * bytes share their classes, and what the virtual machine has compiled of them.
 */
final class KjarClassLoader extends ClassLoader {

    /** By the digest of the rules; gone with the last version that has them. */
    private static final Map<String, WeakReference<KjarClassLoader>> SHARED = new HashMap<>();

    private final Map<String, byte[]> entries;

    KjarClassLoader(Map<String, byte[]> entries, ClassLoader parent) {
        super("kjar", parent);
        this.entries = entries;
    }

    /**
     * The loader of some rules.
     *
     * @param rulesDigest of the rules, as these entries have it and not as anybody says
     */
    static KjarClassLoader of(String rulesDigest, Supplier<Map<String, byte[]>> classes, ClassLoader parent) {
        synchronized (SHARED) {
            SHARED.values().removeIf(one -> one.get() == null);
            WeakReference<KjarClassLoader> known = SHARED.get(rulesDigest);
            KjarClassLoader loader = known == null ? null : known.get();
            if (loader == null) {
                loader = new KjarClassLoader(classes.get(), parent);
                SHARED.put(rulesDigest, new WeakReference<>(loader));
            }
            return loader;
        }
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
