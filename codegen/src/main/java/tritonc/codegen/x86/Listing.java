package tritonc.codegen.x86;

import tritonc.codegen.x86.VectorForm.Pattern;
import tritonc.ir.target.CpuFeature;

import java.util.List;
import java.util.function.Function;

/// Instructions as text, in Intel's syntax as the GNU assembler reads it after `.intel_syntax
/// noprefix`.
public final class Listing {
    private static final String[] LONG = {
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12",
        "r13", "r14", "r15"
    };
    private static final String[] BYTE = {
        "al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b",
        "r13b", "r14b", "r15b"
    };

    private Listing() {}

    /// One instruction.
    ///
    /// @param labels what to call a label
    public static String of(Insn insn, Function<Label, String> labels) {
        StringBuilder text = new StringBuilder();
        if (insn.op().feature() == CpuFeature.AVX_VNNI) {
            // else the assembler takes them for those of AVX-512
            text.append("{vex} ");
        }
        text.append(insn.op().mnemonic());
        if (insn.op() == ScalarOp.CDQ && insn.bits() == 64) {
            text.replace(0, text.length(), "cqo");
        }
        if (insn.op() == ScalarOp.MOV_ && isLong(insn)) {
            text.append("abs");
        }
        List<Operand> operands = insn.operands();
        for (int i = 0; i < operands.size(); i++) {
            text.append(i == 0 ? " " : ", ").append(operand(insn, i, labels));
            if (i == 0 && insn.mask() != null) {
                text.append('{').append(register(insn.mask(), 64)).append('}');
                text.append(insn.tellsZeroing() ? "{z}" : "");
            }
        }
        if (insn.op() instanceof ScalarOp s && s.style == ScalarOp.Style.SHIFT_CL) {
            text.append(", cl");
        }
        return text.toString();
    }

    private static boolean isLong(Insn insn) {
        return insn.bits() == 64
                && insn.operands().get(1) instanceof Imm(long value)
                && value != (int) value;
    }

    private static String operand(Insn insn, int i, Function<Label, String> labels) {
        return switch (insn.operands().get(i)) {
            case Imm(long value) -> Long.toString(value);
            case Label label -> labels.apply(label);
            case Reg r -> register(r, bits(insn, i));
            case Mem m -> memory(insn, m, memoryBytes(insn, i), labels);
        };
    }

    /// How many bits of a register operand count.
    private static int bits(Insn insn, int i) {
        if (insn.op() instanceof VectorOp v) {
            return switch (v.types.charAt(i)) {
                case 'h' -> Math.max(insn.bits() / 2, 128);
                case 'q' -> Math.max(insn.bits() / 4, 128);
                case 'e', 'x' -> 128;
                case 'g' -> 32;
                case 'G' -> 64;
                default -> insn.bits();
            };
        }
        ScalarOp op = (ScalarOp) insn.op();
        return switch (op) {
            case PUSH, POP, JMP, CALL_AT -> 64;
            default ->
                    switch (op.style) {
                        case SET -> 8;
                        default -> i == 0 ? insn.bits() : sourceBits(op, insn.bits());
                    };
        };
    }

    private static int sourceBits(ScalarOp op, int bits) {
        return switch (op) {
            case MOVZX_B, MOVSX_B -> 8;
            case MOVZX_W, MOVSX_W -> 16;
            case MOVSXD -> 32;
            default -> bits;
        };
    }

    private static int memoryBytes(Insn insn, int i) {
        if (insn.op() instanceof VectorOp v) {
            return insn.broadcast() ? v.tuple.element : v.tuple.bytes(insn.bits());
        }
        ScalarOp op = (ScalarOp) insn.op();
        return switch (op.style) {
            case PREFETCH -> 1;
            case SET -> 1;
            default -> op == ScalarOp.LEA ? 0 : bits(insn, i) / 8;
        };
    }

    private static String memory(Insn insn, Mem m, int bytes, Function<Label, String> labels) {
        StringBuilder text = new StringBuilder(size(bytes));
        if (m.label() != null) {
            text.append("[rip + ").append(labels.apply(m.label()));
        } else {
            text.append('[');
            String between = "";
            if (m.base() != null) {
                text.append(register(m.base(), 64));
                between = " + ";
            }
            if (m.index() != null) {
                String index = register(m.index(), indexBits(insn));
                text.append(between).append(index).append('*').append(m.scale());
                between = " + ";
            } else if (m.base() == null) {
                text.append("ds:");
            }
        }
        int d = m.displacement();
        if (d != 0) {
            text.append(d < 0 ? " - " : " + ").append(Math.abs((long) d));
        }
        text.append(']');
        if (insn.broadcast() && insn.op() instanceof VectorOp v) {
            int whole = v.tuple.name().startsWith("H") ? insn.bits() / 2 : insn.bits();
            text.append("{1to").append(whole / 8 / v.tuple.element).append('}');
        }
        return text.toString();
    }

    private static int indexBits(Insn insn) {
        if (insn.op() instanceof VectorOp v) {
            char type = v.types.charAt(v.pattern == Pattern.SCATTER ? 0 : 1);
            return switch (v.pattern) {
                case GATHER, GATHER_V, SCATTER ->
                        type == 'h' ? Math.max(insn.bits() / 2, 128) : insn.bits();
                default -> 64;
            };
        }
        return 64;
    }

    private static String size(int bytes) {
        return switch (bytes) {
            case 1 -> "byte ptr ";
            case 2 -> "word ptr ";
            case 4 -> "dword ptr ";
            case 8 -> "qword ptr ";
            case 16 -> "xmmword ptr ";
            case 32 -> "ymmword ptr ";
            case 64 -> "zmmword ptr ";
            default -> "";
        };
    }

    /// A register's name.
    ///
    /// @param bits how many of its bits count
    static String register(Reg r, int bits) {
        if (r.isVirtual()) {
            return "%" + r.number();
        }
        return switch (r.file()) {
            case MASK -> "k" + r.number();
            case VECTOR -> (bits == 512 ? "zmm" : bits == 256 ? "ymm" : "xmm") + r.number();
            case GENERAL -> general(r.number(), bits);
        };
    }

    private static String general(int number, int bits) {
        return switch (bits) {
            case 8 -> BYTE[number];
            case 16 -> number < 8 ? LONG[number].substring(1) : LONG[number] + "w";
            case 32 -> number < 8 ? "e" + LONG[number].substring(1) : LONG[number] + "d";
            default -> LONG[number];
        };
    }
}
