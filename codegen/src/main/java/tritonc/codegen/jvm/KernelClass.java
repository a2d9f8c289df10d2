package tritonc.codegen.jvm;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;

import java.util.ArrayList;
import java.util.List;

/// Puts the class of one kernel together: a field for every buffer, every scratch array and every
/// value that crosses methods, the methods of its [Outline], and the constructor.
final class KernelClass {
    private static final String SUPER = Code.RUNTIME + "CompiledKernel";
    private static final int METHOD = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;

    private final ClassWriter out = new ClassWriter(0);
    private final LoopKernel kernel;
    private final String type;
    private final Outline outline;
    private final List<Scratch> scratch = new ArrayList<>();

    /// An array that each instance owns.
    private record Scratch(String name, Storage storage, int size) {}

    KernelClass(LoopKernel kernel, String type) {
        this.kernel = kernel;
        this.type = type;
        this.outline = new Outline(kernel);
    }

    byte[] write() {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER;
        out.visit(Opcodes.V25, access, type, null, SUPER, null);
        out.visitSource(sourceFile(), null);
        for (Buffer buffer : kernel.buffers()) {
            int size = Math.max(buffer.size(), 1);
            scratch.add(new Scratch(Scope.bufferField(buffer), Storage.of(buffer.type()), size));
        }
        for (Outline.Method method : outline.methods()) {
            method(method);
        }
        for (Scratch array : scratch) {
            out.visitField(0, array.name(), array.storage().descriptor(), null, null).visitEnd();
        }
        constructor();
        out.visitEnd();
        return out.toByteArray();
    }

    private String sourceFile() {
        for (LoopNode node : kernel.body().nodes()) {
            String file = node.at().file();
            if (!file.isEmpty()) {
                return file.substring(file.lastIndexOf('/') + 1);
            }
        }
        return kernel.name();
    }

    private void method(Outline.Method method) {
        boolean isProgram = method == outline.methods().getFirst();
        String descriptor = isProgram ? "(III)V" : "()V";
        int access = isProgram ? METHOD : Opcodes.ACC_FINAL;
        MethodVisitor visitor = out.visitMethod(access, method.name(), descriptor, null, null);
        Object[] locals =
                isProgram
                        ? new Object[] {type, Opcodes.INTEGER, Opcodes.INTEGER, Opcodes.INTEGER}
                        : new Object[] {type};
        Code code = new Code(visitor, locals);
        if (isProgram) {
            place(code, "programX", 1);
            place(code, "programY", 2);
            place(code, "programZ", 3);
        }
        Scope scope = new Scope(this, code, method);
        Nodes nodes = new Nodes(scope);
        boolean alone =
                method.nodes().size() == 1 && outline.methodOf(method.nodes().getFirst()) == method;
        if (alone) {
            nodes.node(method.nodes().getFirst());
        } else if (isProgram) {
            nodes.block(kernel.body());
        } else {
            nodes.nodes(method.nodes());
        }
        code.end();
    }

    private void place(Code code, String field, int parameter) {
        code.loadReference(0);
        code.load(Carrier.INT, parameter);
        code.field(Opcodes.PUTFIELD, type, field, "I");
    }

    private void constructor() {
        MethodVisitor visitor = out.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        Code code = new Code(visitor, Opcodes.UNINITIALIZED_THIS);
        code.loadReference(0);
        visitor.visitMethodInsn(Opcodes.INVOKESPECIAL, SUPER, "<init>", "()V", false);
        for (Scratch array : scratch) {
            code.loadReference(0);
            code.push(array.size());
            code.newArray(array.storage().arrayType());
            code.field(Opcodes.PUTFIELD, type, array.name(), array.storage().descriptor());
        }
        code.end();
    }

    /// The field of a fresh array that every instance owns.
    String scratch(Storage storage, int size) {
        String name = "scratch" + scratch.size();
        scratch.add(new Scratch(name, storage, size));
        return name;
    }

    /// Makes the field of a value that crosses methods.
    void valueField(int id, Carrier carrier) {
        out.visitField(0, Scope.valueField(id), carrier.descriptor(), null, null).visitEnd();
    }

    String type() {
        return type;
    }

    LoopKernel kernel() {
        return kernel;
    }

    Outline outline() {
        return outline;
    }
}
