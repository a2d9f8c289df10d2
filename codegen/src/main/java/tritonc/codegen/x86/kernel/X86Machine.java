package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.machine.Machine;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// x86-64 with AVX-512, as the allocation of registers sees it. rsp holds the spilled registers,
/// [#FRAME] the kernel's frame; k0 cannot mask and is left alone.
final class X86Machine implements Machine<Insn> {
    /// The register that points to the kernel's frame.
    static final Reg FRAME = Reg.RBX;

    /// Bytes of a place for a spilled register of any file.
    static final int SLOT = 64;

    private static final int FILE = 32;

    private static final int[] GENERAL = {0, 1, 2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 5};
    private static final int[] VECTOR = from(FILE, 32);
    private static final int[] MASK = from(2 * FILE + 1, 7);

    private final List<Reg.File> files = new ArrayList<>();
    final VectorWidth width;
    private final int[] general;
    private final int[] vector;
    private final int[] mask;

    /// @param width of a vector register
    X86Machine(X86Codegen.Registers registers, VectorWidth width) {
        this.width = width;
        general = Arrays.copyOf(GENERAL, registers.general());
        vector = Arrays.copyOf(VECTOR, registers.vector());
        mask = Arrays.copyOf(MASK, registers.mask());
    }

    private static int[] from(int first, int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = first + i;
        }
        return all;
    }

    /// A new virtual register.
    Reg fresh(Reg.File file) {
        files.add(file);
        return new Reg(file, Reg.VIRTUAL + files.size() - 1);
    }

    /// The number that the choice of registers knows a register by.
    static int number(Reg reg) {
        return reg.isVirtual()
                ? VIRTUAL + reg.number() - Reg.VIRTUAL
                : reg.file().ordinalOfFile() * FILE + reg.number();
    }

    private Reg register(int number) {
        if (number >= VIRTUAL) {
            return new Reg(files.get(number - VIRTUAL), number - VIRTUAL + Reg.VIRTUAL);
        }
        return switch (number / FILE) {
            case 0 -> Reg.general(number);
            case 1 -> Reg.vector(number - FILE);
            default -> Reg.mask(number - 2 * FILE);
        };
    }

    @Override
    public void registers(Insn insn, Registers to) {
        List<Operand> operands = insn.operands();
        for (int i = 0; i < operands.size(); i++) {
            switch (operands.get(i)) {
                case Reg r -> {
                    if (insn.reads(i)) {
                        to.read(number(r));
                    }
                    if (insn.op().writes(i)) {
                        to.write(number(r));
                    }
                }
                case Mem m -> {
                    if (m.base() != null) {
                        to.read(number(m.base()));
                    }
                    if (m.index() != null) {
                        to.read(number(m.index()));
                    }
                }
                case Imm _, Label _ -> {}
            }
        }
        if (insn.mask() != null) {
            to.read(number(insn.mask()));
            if (insn.op() instanceof VectorOp v && v.clearsMask()) {
                to.write(number(insn.mask()));
            }
        }
        if (insn.op() instanceof ScalarOp s) {
            implicit(s, to);
        }
    }

    private static void implicit(ScalarOp op, Registers to) {
        for (int n = 0; n < 4; n++) {
            Reg r = Reg.general(n);
            if (op.readsBesides(r)) {
                to.read(n);
            }
            if (op.writesBesides(r)) {
                to.write(n);
            }
        }
    }

    @Override
    public Insn renamed(Insn insn, IntUnaryOperator register) {
        List<Operand> operands = new ArrayList<>(insn.operands().size());
        for (Operand o : insn.operands()) {
            operands.add(
                    switch (o) {
                        case Reg r -> renamed(r, register);
                        case Mem m ->
                                new Mem(
                                        m.base() == null ? null : renamed(m.base(), register),
                                        m.index() == null ? null : renamed(m.index(), register),
                                        m.scale(),
                                        m.displacement(),
                                        m.label());
                        case Imm i -> i;
                        case Label l -> l;
                    });
        }
        Reg mask = insn.mask() == null ? null : renamed(insn.mask(), register);
        return new Insn(insn.op(), insn.bits(), operands, mask, insn.zeroing(), insn.broadcast());
    }

    private Reg renamed(Reg reg, IntUnaryOperator register) {
        int before = number(reg);
        int after = register.applyAsInt(before);
        return after == before ? reg : register(after);
    }

    @Override
    public boolean isMove(Insn insn) {
        if (insn.mask() != null || !(insn.operands().size() == 2)) {
            return false;
        }
        boolean registers =
                insn.operands().get(0) instanceof Reg && insn.operands().get(1) instanceof Reg;
        boolean whole =
                insn.op() == ScalarOp.MOV_ && insn.bits() == 64
                        || insn.op() == VectorOp.VMOVAPS && insn.bits() == width.bits()
                        || insn.op() == VectorOp.KMOVQ;
        return registers && whole;
    }

    /// A copy of a whole register.
    Insn move(Reg to, Reg from) {
        return switch (to.file()) {
            case GENERAL -> Insn.of(ScalarOp.MOV_, 64, to, from);
            case VECTOR -> Insn.of(VectorOp.VMOVAPS, width.bits(), to, from);
            case MASK -> Insn.of(VectorOp.KMOVQ, 128, to, from);
        };
    }

    @Override
    public int file(int register) {
        return register >= VIRTUAL
                ? files.get(register - VIRTUAL).ordinalOfFile()
                : register / FILE;
    }

    @Override
    public int files() {
        return 3;
    }

    @Override
    public int[] choices(int file) {
        return switch (file) {
            case 0 -> general;
            case 1 -> vector;
            default -> mask;
        };
    }

    @Override
    public int fresh(int like) {
        return number(fresh(register(like).file()));
    }

    @Override
    public int end() {
        return VIRTUAL + files.size();
    }

    private static Mem place(int slot) {
        return Mem.of(Reg.RSP, SLOT * slot);
    }

    @Override
    public Insn reload(int register, int slot) {
        Reg to = register(register);
        return switch (to.file()) {
            case GENERAL -> Insn.of(ScalarOp.MOV_, 64, to, place(slot));
            case VECTOR -> Insn.of(VectorOp.VMOVAPS, width.bits(), to, place(slot));
            case MASK -> Insn.of(VectorOp.KMOVQ, 128, to, place(slot));
        };
    }

    @Override
    public Insn spill(int register, int slot) {
        Reg from = register(register);
        return switch (from.file()) {
            case GENERAL -> Insn.of(ScalarOp.MOV_, 64, place(slot), from);
            case VECTOR -> Insn.of(VectorOp.VMOVAPS_STORE, width.bits(), place(slot), from);
            case MASK -> Insn.of(VectorOp.KMOVQ_STORE, 128, place(slot), from);
        };
    }

    @Override
    public @Nullable Insn folded(Insn insn, int register, int slot) {
        return isFoldable(insn, register) ? reading(insn, place(slot), false) : null;
    }

    @Override
    public @Nullable Insn folded(Insn insn, int register, Insn maker) {
        return folds(insn, register, maker) ? reading(insn, maker.operands().get(1), true) : null;
    }

    @Override
    public boolean folds(Insn insn, int register, Insn maker) {
        return width.set().hasMasks()
                && insn.op() instanceof VectorOp v
                // beyond what was spread there is nothing
                && insn.bits() <= maker.bits()
                && v.broadcastBytes() == spreadBytes(maker)
                && v.broadcastBytes() > 0
                && isFoldable(insn, register);
    }

    /// Bytes of the element in memory that an instruction spreads over a register, 0 if it does
    /// something else.
    private static int spreadBytes(Insn maker) {
        if (!(maker.op() instanceof VectorOp op) || !(maker.operands().get(1) instanceof Mem)) {
            return 0;
        }
        return switch (op) {
            case VBROADCASTSS, VPBROADCASTD -> 4;
            case VBROADCASTSD, VPBROADCASTQ -> 8;
            default -> 0;
        };
    }

    /// Whether an instruction could read memory in place of a register.
    private boolean isFoldable(Insn insn, int register) {
        int at = insn.op().memoryOperand();
        Reg reg = register(register);
        return at > 0
                && insn.operands().get(at).equals(reg)
                && !insn.op().writes(at)
                && uses(insn, reg) == 1;
    }

    private static Insn reading(Insn insn, Operand memory, boolean isSpread) {
        List<Operand> operands = new ArrayList<>(insn.operands());
        operands.set(insn.op().memoryOperand(), memory);
        return new Insn(insn.op(), insn.bits(), operands, insn.mask(), insn.zeroing(), isSpread);
    }

    private int uses(Insn insn, Reg reg) {
        int[] count = {0};
        registers(
                insn,
                new Registers() {
                    @Override
                    public void read(int register) {
                        count[0] += register == number(reg) ? 1 : 0;
                    }

                    @Override
                    public void write(int register) {
                        count[0] += register == number(reg) ? 1 : 0;
                    }
                });
        return count[0];
    }

    /// Behind the code, or in the part of the frame that is only read.
    private static boolean isConstant(Mem m) {
        boolean inFrame = FRAME.equals(m.base()) && m.index() == null;
        return m.label() != null || inFrame && m.displacement() >= NativeFrame.PARAMETERS;
    }

    @Override
    public boolean isRepeatable(Insn insn) {
        if (insn.operands().size() != 2 || insn.mask() != null || !insn.op().writes(0)) {
            return false;
        }
        Operand from = insn.operands().get(1);
        boolean constant = from instanceof Imm || from instanceof Mem m && isConstant(m);
        return constant && !insn.reads(0) && insn.operands().getFirst() instanceof Reg;
    }
}
