package guanka.engine.release;

import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks at one class of a kjar: what it is, what it holds; its methods are looked at by {@link MethodWalk}. */
final class ClassWalk extends ClassVisitor {

    private static final Set<String> SUPERCLASSES = Set.of("java/lang/Object", "java/lang/Enum", "java/lang/Record");

    private final String name;
    private final RuleClasses classes;

    ClassWalk(String name, RuleClasses classes) {
        super(Opcodes.ASM9);
        this.name = name;
        this.classes = classes;
    }

    @Override
    public void visit(int version, int access, String own, String signature, String superclass, String[] interfaces) {
        if (!classes.isRule(superclass) && !SUPERCLASSES.contains(superclass)) {
            classes.refuse("class `" + name + "` extends `" + superclass + "`, which rules may not");
        }
        for (String implemented : interfaces) {
            if (!isKnown(implemented)) {
                classes.refuse("class `" + name + "` implements `" + implemented + "`, which rules may not");
            }
        }
    }

    @Override
    public FieldVisitor visitField(int access, String field, String descriptor, String signature, Object value) {
        String foreign = foreign(Type.getType(descriptor));
        if (foreign != null) {
            classes.refuse("class `" + name + "`, field `" + field + "`: names `" + foreign + "`, which rules may not");
        }
        if ((access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_FINAL) == 0) {
            classes.refuse("class `" + name + "`, field `" + field + "`: outlives a decision; make it final");
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        var walk = new MethodWalk(name, method, descriptor, this, classes);
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            walk.refuse("is native code");
        }
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            walk.refuse("locks");
        }
        if (method.equals("finalize")) {
            walk.refuse("runs outside of any decision");
        }
        walk.types(Type.getMethodType(descriptor));
        return walk;
    }

    boolean isKnown(String type) {
        return classes.isRule(type) || classes.vocabulary().hasType(type);
    }

    /** The first type in a descriptor that rules may not name; null where there is none. */
    String foreign(Type type) {
        switch (type.getSort()) {
            case Type.ARRAY:
                return foreign(type.getElementType());
            case Type.OBJECT:
                return isKnown(type.getInternalName()) ? null : type.getInternalName();
            case Type.METHOD:
                for (Type argument : type.getArgumentTypes()) {
                    String foreign = foreign(argument);
                    if (foreign != null) {
                        return foreign;
                    }
                }
                return foreign(type.getReturnType());
            default:
                return null;
        }
    }
}
