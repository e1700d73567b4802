package guanka.engine.release;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Collects what a class declares. */
final class Members extends ClassVisitor {

    private final Set<String> methods = new HashSet<>();
    private final Set<String> fields = new HashSet<>();
    private String superclass;

    Members() {
        super(Opcodes.ASM9);
    }

    RuleClasses.Declared declared() {
        return new RuleClasses.Declared(superclass, methods, fields);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        superclass = superName;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] throwing) {
        methods.add(name + descriptor);
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        fields.add(name);
        return null;
    }
}
