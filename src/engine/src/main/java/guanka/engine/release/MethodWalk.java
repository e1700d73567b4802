package guanka.engine.release;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks at every instruction of one method of a rule class. */
final class MethodWalk extends MethodVisitor {

    private static final String STATIC_INITIALISER = "<clinit>";
    private static final String CONSTRUCTOR = "<init>";

    private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory.makeConcatWithConstants";
    private static final int ARRAY_MAX = 256;

    /** What gives more than it was given: one after the other, each could double what the one before gave. */
    private static final Set<String> GROW = Set.of(
            "java/lang/StringBuilder.append",
            "java/lang/String.repeat",
            "java/math/BigDecimal.multiply",
            "java/lang/String.concat");

    /** What Java itself links calls by: texts put together, lambdas, and the methods that every record has. */
    private static final Set<String> LINKERS = Set.of(
            CONCATENATION,
            "java/lang/invoke/LambdaMetafactory.metafactory",
            "java/lang/runtime/ObjectMethods.bootstrap");

    private final String owner;
    private final String method;
    private final String key;
    private final ClassWalk walk;
    private final RuleClasses classes;
    private final boolean isStaticInitialiser;
    private final Set<Label> passed = new HashSet<>();

    /** The whole number that was just pushed; null where something else was done since. */
    private Integer pushed;

    /** How far the way of enums to copy their values was followed: a length is taken, doubled, and one of the two put away. */
    private int copying;

    MethodWalk(String owner, String method, String descriptor, ClassWalk walk, RuleClasses classes) {
        super(Opcodes.ASM9);
        this.owner = owner;
        this.method = method;
        this.key = key(owner, method + descriptor);
        this.walk = walk;
        this.classes = classes;
        this.isStaticInitialiser = method.equals(STATIC_INITIALISER);
    }

    private static String key(String owner, String method) {
        return "class `" + owner + "`, method `" + method + "`:";
    }

    void refuse(String what) {
        classes.refuse("class `" + owner + "`, method `" + method + "`: " + what);
    }

    void types(Type type) {
        String foreign = walk.foreign(type);
        if (foreign != null) {
            refuse("names `" + foreign + "`, which rules may not");
        }
    }

    private void array() {
        if (pushed == null || pushed > ARRAY_MAX) {
            refuse("makes an array of more than " + ARRAY_MAX + " places, or of a length that is worked out");
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            array();
        }
        pushed = opcode == Opcodes.NEWARRAY ? null : (Integer) operand;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        pushed = opcode == Opcodes.ISTORE && copying == 2 ? 0 : null;
        copying = 0;
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        pushed = null;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.ANEWARRAY) {
            array();
        }
        pushed = null;
        copying = 0;
        types(Type.getObjectType(type));
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        refuse("makes an array of several dimensions");
        types(Type.getType(descriptor));
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String field, String descriptor) {
        pushed = null;
        copying = 0;
        types(Type.getType(descriptor));
        boolean writes = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        if (writes && !method.equals(opcode == Opcodes.PUTSTATIC ? STATIC_INITIALISER : CONSTRUCTOR)) {
            refuse("writes the field `" + type + "." + field + "`, which outlives a decision");
        }
        boolean isOwn = classes.declaresField(type, field);
        if (!isOwn && (writes || !classes.vocabulary().mayUse(type, field, isStaticInitialiser))) {
            refuse((writes ? "writes" : "reads") + " the field `" + type + "." + field + "`, which rules may not");
        } else if (!isOwn) {
            mustBePresent(type, field, descriptor);
        }
    }

    private void mustBePresent(String type, String member, String descriptor) {
        if (!classes.vocabulary().isPresent(type, member, descriptor)) {
            refuse("needs `" + type + "." + member + descriptor
                    + "`, which this program does not have: load the ruleset with the program"
                    + " that it was built with");
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String called, String descriptor, boolean isInterface) {
        call(type, called, descriptor);
    }

    private void call(String type, String called, String descriptor) {
        pushed = null;
        if (GROW.contains(type + "." + called)) {
            classes.grows(key);
        }
        types(Type.getMethodType(descriptor));
        if (type.startsWith("[")) {
            types(Type.getObjectType(type));
            if (!called.equals("clone")) {
                refuse("calls `" + called + "` of an array, which rules may not");
            }
            return;
        }
        String declaring = classes.declaring(type, called + descriptor);
        if (declaring != null) {
            classes.call(key, key(declaring, called + descriptor));
            if (isStaticInitialiser && !called.equals(CONSTRUCTOR)) {
                refuse("calls `" + type + "." + called + "` while its class is loaded, which rules may not");
            }
            return;
        }
        String above = classes.firstAbove(type);
        if (classes.vocabulary().mayUse(above, called, isStaticInitialiser)) {
            mustBePresent(above, called, descriptor);
        } else {
            refuse("calls `" + type + "." + called + "`" + (isStaticInitialiser ? " while its class is loaded" : "")
                    + ", which rules may not");
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String called, String descriptor, Handle linker, Object... arguments) {
        types(Type.getMethodType(descriptor));
        String linkedBy = linker.getOwner() + "." + linker.getName();
        pushed = null;
        if (linkedBy.equals(CONCATENATION)) {
            classes.grows(key);
        }
        if (!LINKERS.contains(linkedBy)) {
            refuse("is linked by `" + linkedBy + "`, which rules may not");
        }
        for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
                handle(handle);
            } else if (argument instanceof Type type) {
                types(type);
            } else if (argument instanceof ConstantDynamic) {
                refuse("holds a constant that is computed");
            }
        }
    }

    private void handle(Handle handle) {
        if (handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
            call(handle.getOwner(), handle.getName(), handle.getDesc());
        } else {
            boolean writes = handle.getTag() == Opcodes.H_PUTFIELD || handle.getTag() == Opcodes.H_PUTSTATIC;
            visitFieldInsn(
                    writes ? Opcodes.PUTSTATIC : Opcodes.GETFIELD,
                    handle.getOwner(),
                    handle.getName(),
                    handle.getDesc());
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        pushed = value instanceof Integer number ? number : null;
        if (value instanceof Handle || value instanceof ConstantDynamic) {
            refuse("holds a constant that is computed");
        } else if (value instanceof Type type) {
            types(type);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        copying = opcode == Opcodes.ARRAYLENGTH ? 1 : opcode == Opcodes.DUP && copying == 1 ? 2 : 0;
        pushed =
                opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5 ? (Integer) (opcode - Opcodes.ICONST_0) : null;
        if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
            refuse("locks");
        }
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        jump(label);
        if (opcode == Opcodes.JSR) {
            refuse("holds a subroutine");
        }
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
        jumps(other, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
        jumps(other, labels);
    }

    private void jumps(Label other, Label... labels) {
        jump(other);
        for (Label label : labels) {
            jump(label);
        }
    }

    private void jump(Label label) {
        if (passed.contains(label)) {
            refuse("holds a loop");
        } else if (isStaticInitialiser) {
            refuse("decides something while its class is loaded");
        }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        refuse("catches exceptions");
    }
}
