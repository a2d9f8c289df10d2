import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Replaces the `invokedynamic` behind a `switch` over types by a plain method of the class that
/// asks `instanceof` label by label. The JVM would spin a hidden class for each such place when it
/// is first reached, a millisecond or more each, and an AOT cache keeps none of them; a compiler
/// that runs once is made of such places.
final class TypeSwitches {
    private static final String BOOTSTRAPS = "java/lang/runtime/SwitchBootstraps";

    private final ClassFile classFile;
    private int replaced;

    TypeSwitches(ClassFile classFile) {
        this.classFile = classFile;
    }

    /// How many places were replaced so far.
    int replaced() {
        return replaced;
    }

    /// One place: which class of a list a value has.
    private record Selector(String name, MethodTypeDesc type, List<ClassDesc> labels) {}

    /// The class without such places; the very same bytes if it has none.
    byte[] rewrite(byte[] bytes) {
        ClassModel model = classFile.parse(bytes);
        List<Selector> selectors = new ArrayList<>();
        ClassDesc owner = model.thisClass().asSymbol();
        boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
        ClassTransform calls =
                ClassTransform.transformingMethodBodies((code, part) -> {
                    List<ClassDesc> labels =
                            part instanceof InvokeDynamicInstruction indy
                                    ? labels(indy)
                                    : List.of();
                    if (labels.isEmpty() || !(part instanceof InvokeDynamicInstruction indy)) {
                        code.with(part);
                        return;
                    }
                    String name = "$select$" + selectors.size();
                    selectors.add(new Selector(name, indy.typeSymbol(), labels));
                    code.invokestatic(owner, name, indy.typeSymbol(), isInterface);
                });
        ClassTransform methods =
                ClassTransform.endHandler(made -> {
                    for (Selector s : selectors) {
                        made.withMethodBody(
                                s.name,
                                s.type,
                                ClassFile.ACC_PRIVATE
                                        | ClassFile.ACC_STATIC
                                        | ClassFile.ACC_SYNTHETIC,
                                code -> body(code, s.labels));
                    }
                });
        byte[] rewritten = classFile.transformClass(model, calls.andThen(methods));
        replaced += selectors.size();
        return selectors.isEmpty() ? bytes : rewritten;
    }

    /// The classes that a place asks for; empty if it is no switch over classes alone.
    private static List<ClassDesc> labels(InvokeDynamicInstruction indy) {
        DirectMethodHandleDesc bootstrap = indy.bootstrapMethod();
        boolean isSwitch =
                bootstrap.owner().descriptorString().equals("L" + BOOTSTRAPS + ";")
                        && bootstrap.methodName().equals("typeSwitch");
        List<ClassDesc> labels = new ArrayList<>();
        for (ConstantDesc label : isSwitch ? indy.bootstrapArgs() : List.<ConstantDesc>of()) {
            if (!(label instanceof ClassDesc type) || type.isPrimitive()) {
                return List.of();
            }
            labels.add(type);
        }
        return labels;
    }

    /// What `SwitchBootstraps.typeSwitch` is specified to answer: -1 for null, else the first label
    /// from `restart` on whose class the value has, else the number of labels.
    private static void body(CodeBuilder code, List<ClassDesc> labels) {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
