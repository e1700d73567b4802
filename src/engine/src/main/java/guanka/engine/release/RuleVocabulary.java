package guanka.engine.release;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/** The types that compiled rules may name and the members of them that they may call: {@code rules-may-call.txt} lists them. */
final class RuleVocabulary {

    private static final String LIST = "rules-may-call.txt";
    private static final String ALL = "*";
    /** Every type has these, whatever a list says of its members: a rule may not lock, wait or look into the machine. */
    private static final Set<String> NEVER = Set.of("getClass", "wait", "notify", "notifyAll", "finalize", "clone");

    private static final RuleVocabulary LISTED = read();

    private final Map<String, Set<String>> types = new HashMap<>();
    private final Map<String, Set<String>> packages = new HashMap<>();
    private final Map<String, Set<String>> inStaticInitialisers = new HashMap<>();

    /** What the types of this program declare or inherit, by name and descriptor; looked up when a rule first names the type. */
    private final Map<String, Set<String>> present = new ConcurrentHashMap<>();

    private RuleVocabulary() {}

    static RuleVocabulary listed() {
        return LISTED;
    }

    private static RuleVocabulary read() {
        var vocabulary = new RuleVocabulary();
        try (InputStream list = RuleVocabulary.class.getResourceAsStream(LIST);
                var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    vocabulary.add(line.trim().split(" +"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vocabulary;
    }

    private void add(String[] words) {
        boolean isStatic = words[0].equals("static");
        int at = isStatic ? 1 : 0;
        String type = words[at];
        Set<String> members = new HashSet<>(Arrays.asList(words).subList(at + 1, words.length));
        if (isStatic) {
            inStaticInitialisers.put(type, members);
            types.putIfAbsent(type, Set.of());
        } else if (type.endsWith("/")) {
            packages.put(type, members);
        } else {
            types.put(type, members);
        }
    }

    boolean hasType(String type) {
        return types.containsKey(type) || packages.containsKey(packageOf(type));
    }

    /** Whether a member of a type may be called or read; in a static initialiser only the lines for these count. */
    boolean mayUse(String type, String member, boolean inStaticInitialiser) {
        Set<String> members = inStaticInitialiser
                ? inStaticInitialisers.getOrDefault(type, Set.of())
                : types.getOrDefault(type, packages.getOrDefault(packageOf(type), Set.of()));
        return !NEVER.contains(member) && (members.contains(member) || members.contains(ALL));
    }

    /**
     * Whether this program has a member of a type: rules that were compiled against a later one may name what it lacks.
     *
     * @param descriptor of a method, or the type of a field
     */
    boolean isPresent(String type, String member, String descriptor) {
        Set<String> members = present.computeIfAbsent(type, RuleVocabulary::members);
        return members != null && members.contains(member + descriptor);
    }

    /** Null where this program has no such type, of which a kjar may name any number. */
    private static Set<String> members(String type) {
        Set<String> members = new HashSet<>();
        try {
            Class<?> named = Class.forName(type.replace('/', '.'), false, RuleVocabulary.class.getClassLoader());
            addMembers(named, members);
            addMembers(Object.class, members); // which an interface has too
            return members;
        } catch (ClassNotFoundException | LinkageError lacking) {
            return null;
        }
    }

    private static void addMembers(Class<?> type, Set<String> members) {
        if (type == null) {
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            members.add(method.getName() + Type.getMethodDescriptor(method));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            members.add("<init>" + Type.getConstructorDescriptor(constructor));
        }
        for (Field field : type.getDeclaredFields()) {
            members.add(field.getName() + Type.getDescriptor(field.getType()));
        }
        addMembers(type.getSuperclass(), members);
        for (Class<?> implemented : type.getInterfaces()) {
            addMembers(implemented, members);
        }
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('/') + 1);
    }
}
