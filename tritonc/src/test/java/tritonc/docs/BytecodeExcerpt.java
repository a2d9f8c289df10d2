package tritonc.docs;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.List;
import java.util.Locale;

/// The methods of a class file, and the innermost loop around its first instruction of a kind.
final class BytecodeExcerpt {
    private final StringBuilder text = new StringBuilder();

    private BytecodeExcerpt() {}

    /// @param inside what the loop has in it
    static String of(byte[] bytes, Opcode inside) {
        BytecodeExcerpt excerpt = new BytecodeExcerpt();
        ClassModel model = ClassFile.of().parse(bytes);
        excerpt.line("class " + model.thisClass().asInternalName());
        for (MethodModel method : model.methods()) {
            excerpt.line(
                    "  " + method.methodName().stringValue() + method.methodType().stringValue());
        }
        for (MethodModel method : model.methods()) {
            List<CodeElement> code = method.code().orElseThrow().elementList();
            int at = position(code, inside);
            if (at < code.size()) {
                excerpt.line("the inner loop of " + method.methodName().stringValue() + ":");
                excerpt.loop(code, at);
                return excerpt.text.toString();
            }
        }
        throw new IllegalArgumentException("no " + inside + " in the class");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static int position(List<CodeElement> code, Opcode wanted) {
        int at = 0;
        while (at < code.size()
                && !(code.get(at) instanceof Instruction i && i.opcode() == wanted)) {
            at++;
        }
        return at;
    }

    /// From the label that the next jump back goes to, to that jump.
    private void loop(List<CodeElement> code, int inside) {
        int end = inside;
        int start = inside;
        while (start >= inside) {
            end++;
            if (code.get(end) instanceof BranchInstruction jump) {
                start = target(code, jump.target());
            }
        }
        for (CodeElement element : code.subList(start, end + 1)) {
            switch (element) {
                case LineNumber n -> line("  ; line " + n.line());
                case Instruction i -> line("  " + instruction(i));
                default -> {
                    // Labels and frames.
                }
            }
        }
    }

    private static int target(List<CodeElement> code, Label label) {
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof LabelTarget t && t.label().equals(label)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a jump to nowhere");
    }

    private static String instruction(Instruction i) {
        String name = i.opcode().name().toLowerCase(Locale.ROOT);
        return switch (i) {
            case LoadInstruction load -> name + " " + load.slot();
            case StoreInstruction store -> name + " " + store.slot();
            case IncrementInstruction inc -> name + " " + inc.slot() + ", " + inc.constant();
            case BranchInstruction jump ->
                    name + (jump.opcode() == Opcode.GOTO ? " to the loop" : " out of the loop");
            default -> name;
        };
    }
}
