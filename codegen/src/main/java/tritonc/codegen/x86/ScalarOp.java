package tritonc.codegen.x86;

import static tritonc.codegen.x86.ScalarOp.Bit.RAX;
import static tritonc.codegen.x86.ScalarOp.Bit.RBX;
import static tritonc.codegen.x86.ScalarOp.Bit.RCX;
import static tritonc.codegen.x86.ScalarOp.Bit.RDX;
import static tritonc.codegen.x86.ScalarOp.Style.ALU;
import static tritonc.codegen.x86.ScalarOp.Style.CALL;
import static tritonc.codegen.x86.ScalarOp.Style.CMOV;
import static tritonc.codegen.x86.ScalarOp.Style.IMUL_I;
import static tritonc.codegen.x86.ScalarOp.Style.JUMP;
import static tritonc.codegen.x86.ScalarOp.Style.LOCKED;
import static tritonc.codegen.x86.ScalarOp.Style.MOV;
import static tritonc.codegen.x86.ScalarOp.Style.ONE;
import static tritonc.codegen.x86.ScalarOp.Style.PLAIN;
import static tritonc.codegen.x86.ScalarOp.Style.PREFETCH;
import static tritonc.codegen.x86.ScalarOp.Style.REGISTER_RM;
import static tritonc.codegen.x86.ScalarOp.Style.SET;
import static tritonc.codegen.x86.ScalarOp.Style.SHIFT_CL;
import static tritonc.codegen.x86.ScalarOp.Style.SHIFT_I;
import static tritonc.codegen.x86.ScalarOp.Style.STACK;
import static tritonc.codegen.x86.ScalarOp.Style.TEST_RM;

import org.jspecify.annotations.Nullable;

import tritonc.ir.target.CpuFeature;

import java.util.Locale;

/// Instructions without a VEX or EVEX prefix. A name with an underscore is another form of the
/// mnemonic before it.
///
/// The columns: how it is encoded; opcode, or its extension; operands; what the first operand is
/// for (`w` written, `u` read and written, `r` read, `-` there is none).
public enum ScalarOp implements Op {
    ADD(ALU, 0, 2, 'u'),
    OR(ALU, 1, 2, 'u'),
    ADC(ALU, 2, 2, 'u'),
    SBB(ALU, 3, 2, 'u'),
    AND(ALU, 4, 2, 'u'),
    SUB(ALU, 5, 2, 'u'),
    XOR(ALU, 6, 2, 'u'),
    CMP(ALU, 7, 2, 'r'),
    TEST(TEST_RM, 0x85, 2, 'r'),
    MOV_(MOV, 0x89, 2, 'w'),
    MOVZX_B(REGISTER_RM, 0x0FB6, 2, 'w'),
    MOVZX_W(REGISTER_RM, 0x0FB7, 2, 'w'),
    MOVSX_B(REGISTER_RM, 0x0FBE, 2, 'w'),
    MOVSX_W(REGISTER_RM, 0x0FBF, 2, 'w'),
    MOVSXD(REGISTER_RM, 0x63, 2, 'w'),
    LEA(REGISTER_RM, 0x8D, 2, 'w'),
    IMUL(REGISTER_RM, 0x0FAF, 2, 'u'),
    IMUL_BY(IMUL_I, 0x69, 3, 'w'),
    POPCNT(REGISTER_RM, 0xF30FB8, 2, 'w'),
    LZCNT(REGISTER_RM, 0xF30FBD, 2, 'w'),
    TZCNT(REGISTER_RM, 0xF30FBC, 2, 'w'),
    NOT(ONE, 2, 1, 'u'),
    NEG(ONE, 3, 1, 'u'),
    /// rdx:rax = rax · operand, unsigned.
    MUL(ONE, 4, 1, 'r', RAX, RAX | RDX),
    /// rdx:rax = rax · operand, signed.
    IMUL_WIDE(ONE, 5, 1, 'r', RAX, RAX | RDX),
    /// rax = rdx:rax / operand, rdx = the remainder; raises where the divisor is 0 or the quotient
    /// does not fit.
    DIV(ONE, 6, 1, 'r', RAX | RDX, RAX | RDX),
    IDIV(ONE, 7, 1, 'r', RAX | RDX, RAX | RDX),
    /// The sign of rax into rdx.
    CDQ(PLAIN, 0x99, 0, '-', RAX, RDX),
    SHL(SHIFT_I, 4, 2, 'u'),
    SHR(SHIFT_I, 5, 2, 'u'),
    SAR(SHIFT_I, 7, 2, 'u'),
    ROL(SHIFT_I, 0, 2, 'u'),
    SHL_CL(SHIFT_CL, 4, 1, 'u', RCX, 0),
    SHR_CL(SHIFT_CL, 5, 1, 'u', RCX, 0),
    SAR_CL(SHIFT_CL, 7, 1, 'u', RCX, 0),
    /// Swaps; locked by itself.
    XCHG(LOCKED, 0x87, 2, 'r'),
    /// Where rax equals memory, memory becomes the operand; rax becomes what memory was.
    CMPXCHG(LOCKED, 0x0FB1, 2, 'r', RAX, RAX),
    XADD(LOCKED, 0x0FC1, 2, 'r'),
    LOCK_ADD(LOCKED, 0x01, 2, 'r'),
    LOCK_OR(LOCKED, 0x09, 2, 'r'),
    LOCK_AND(LOCKED, 0x21, 2, 'r'),
    LOCK_XOR(LOCKED, 0x31, 2, 'r'),
    PUSH(STACK, 0x50, 1, 'r'),
    POP(STACK, 0x58, 1, 'w'),
    JMP(JUMP, 0xE9, 1, 'r'),
    /// Of the function whose address the register holds.
    CALL_AT(CALL, 2, 1, 'r'),
    RET(PLAIN, 0xC3, 0, '-'),
    PREFETCHNTA(PREFETCH, 0x0F18, 1, 'r'),
    PREFETCHT0(PREFETCH, 0x0F18, 1, 'r'),
    PREFETCHT1(PREFETCH, 0x0F18, 1, 'r'),
    PREFETCHT2(PREFETCH, 0x0F18, 1, 'r'),
    PREFETCHW(PREFETCH, 0x0F0D, 1, 'r'),
    MFENCE(PLAIN, 0x0FAEF0, 0, '-'),
    SFENCE(PLAIN, 0x0FAEF8, 0, '-'),
    PAUSE(PLAIN, 0xF390, 0, '-'),
    UD2(PLAIN, 0x0F0B, 0, '-'),
    VZEROUPPER(PLAIN, 0xC5F877, 0, '-'),
    CPUID(PLAIN, 0x0FA2, 0, '-', RAX | RCX, RAX | RBX | RCX | RDX),
    XGETBV(PLAIN, 0x0F01D0, 0, '-', RCX, RAX | RDX),
    JO(JUMP, Condition.O),
    JNO(JUMP, Condition.NO),
    JB(JUMP, Condition.B),
    JAE(JUMP, Condition.AE),
    JE(JUMP, Condition.E),
    JNE(JUMP, Condition.NE),
    JBE(JUMP, Condition.BE),
    JA(JUMP, Condition.A),
    JS(JUMP, Condition.S),
    JNS(JUMP, Condition.NS),
    JP(JUMP, Condition.P),
    JNP(JUMP, Condition.NP),
    JL(JUMP, Condition.L),
    JGE(JUMP, Condition.GE),
    JLE(JUMP, Condition.LE),
    JG(JUMP, Condition.G),
    SETO(SET, Condition.O),
    SETNO(SET, Condition.NO),
    SETB(SET, Condition.B),
    SETAE(SET, Condition.AE),
    SETE(SET, Condition.E),
    SETNE(SET, Condition.NE),
    SETBE(SET, Condition.BE),
    SETA(SET, Condition.A),
    SETS(SET, Condition.S),
    SETNS(SET, Condition.NS),
    SETP(SET, Condition.P),
    SETNP(SET, Condition.NP),
    SETL(SET, Condition.L),
    SETGE(SET, Condition.GE),
    SETLE(SET, Condition.LE),
    SETG(SET, Condition.G),
    CMOVO(CMOV, Condition.O),
    CMOVNO(CMOV, Condition.NO),
    CMOVB(CMOV, Condition.B),
    CMOVAE(CMOV, Condition.AE),
    CMOVE(CMOV, Condition.E),
    CMOVNE(CMOV, Condition.NE),
    CMOVBE(CMOV, Condition.BE),
    CMOVA(CMOV, Condition.A),
    CMOVS(CMOV, Condition.S),
    CMOVNS(CMOV, Condition.NS),
    CMOVP(CMOV, Condition.P),
    CMOVNP(CMOV, Condition.NP),
    CMOVL(CMOV, Condition.L),
    CMOVGE(CMOV, Condition.GE),
    CMOVLE(CMOV, Condition.LE),
    CMOVG(CMOV, Condition.G);

    /// General registers as a set: bit n is the register with number n.
    static final class Bit {
        static final int RAX = 1;
        static final int RCX = 1 << 1;
        static final int RDX = 1 << 2;
        static final int RBX = 1 << 3;

        private Bit() {}
    }

    /// How the operands are encoded.
    enum Style {
        /// Register or memory with register, memory or number; the code is the group's number.
        ALU,
        TEST_RM,
        MOV,
        /// A register from register or memory.
        REGISTER_RM,
        IMUL_I,
        /// Register or memory alone; the code extends F7.
        ONE,
        SHIFT_I,
        SHIFT_CL,
        /// Memory with register, as one step for other processors.
        LOCKED,
        STACK,
        JUMP,
        CALL,
        PREFETCH,
        SET,
        CMOV,
        /// Nothing but the opcode.
        PLAIN
    }

    private static final ScalarOp[] JUMPS = family(JUMP, 0x0F80);
    private static final ScalarOp[] SETTERS = family(SET, 0x0F90);
    private static final ScalarOp[] MOVES = family(CMOV, 0x0F40);

    final Style style;
    final int code;
    private final int count;
    private final char first;
    private final int implicitReads;
    private final int implicitWrites;
    private final String mnemonic;

    ScalarOp(Style style, int code, int count, char first) {
        this(style, code, count, first, 0, 0);
    }

    ScalarOp(Style style, Condition condition) {
        this(
                style,
                switch (style) {
                            case JUMP -> 0x0F80;
                            case SET -> 0x0F90;
                            default -> 0x0F40;
                        }
                        + condition.code,
                style == CMOV ? 2 : 1,
                style == JUMP ? 'r' : style == SET ? 'w' : 'u',
                0,
                0);
    }

    ScalarOp(Style style, int code, int count, char first, int reads, int writes) {
        this.style = style;
        this.code = code;
        this.count = count;
        this.first = first;
        this.implicitReads = reads;
        this.implicitWrites = writes;
        String word = name();
        if (word.startsWith("LOCK_")) {
            word = word.substring(5);
        }
        int end = word.indexOf('_');
        String lock = style == LOCKED && end < 0 && !word.equals("XCHG") ? "lock " : "";
        this.mnemonic = (lock + (end < 0 ? word : word.substring(0, end))).toLowerCase(Locale.ROOT);
    }

    /// The ops of a style, by condition.
    private static ScalarOp[] family(Style style, int first) {
        ScalarOp[] family = new ScalarOp[16];
        for (ScalarOp op : values()) {
            if (op.style == style && op.code >= first && op.code < first + family.length) {
                family[op.code - first] = op;
            }
        }
        return family;
    }

    /// The jump that is taken where the condition holds.
    public static ScalarOp jump(Condition condition) {
        return JUMPS[condition.code];
    }

    /// Makes a byte 1 where the condition holds, else 0.
    public static ScalarOp set(Condition condition) {
        return SETTERS[condition.code];
    }

    /// The move that is made where the condition holds.
    public static ScalarOp move(Condition condition) {
        return MOVES[condition.code];
    }

    /// Whether it reads a general register besides its operands.
    public boolean readsBesides(Reg general) {
        return (implicitReads >> general.number() & 1) != 0;
    }

    /// Whether it writes a general register besides its operands.
    public boolean writesBesides(Reg general) {
        return (implicitWrites >> general.number() & 1) != 0;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public int operands() {
        return count;
    }

    @Override
    public boolean writes(int i) {
        return i == 0 ? first != 'r' : (this == XCHG || this == XADD) && i == 1;
    }

    @Override
    public boolean reads(int i) {
        return i != 0 || first != 'w';
    }

    @Override
    public int memoryOperand() {
        return switch (style) {
            case ALU, REGISTER_RM, CMOV -> this == LEA ? -1 : 1;
            case IMUL_I -> 1;
            case TEST_RM, MOV, ONE, SHIFT_I, SHIFT_CL, LOCKED, STACK, JUMP, CALL, PREFETCH, SET ->
                    -1;
            case PLAIN -> -1;
        };
    }

    @Override
    public @Nullable CpuFeature feature() {
        return null;
    }
}
