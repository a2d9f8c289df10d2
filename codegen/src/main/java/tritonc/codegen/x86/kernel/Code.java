package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.machine.MachineBlock;
import tritonc.codegen.machine.MachineCode;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.diagnostic.CompilerBug;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// The code of a kernel as it is written: blocks of instructions over virtual registers, and the
/// constants that it names.
final class Code {
    /// A place that can be jumped to.
    static final class Block {
        final Label label = new Label();
        private final List<Insn> insns = new ArrayList<>();
        private final List<Block> successors = new ArrayList<>();
        private int depth;
        private int number = -1;
        private int line;
    }

    final X86Machine machine;
    final VectorWidth width;

    /// What stands behind the code for loops that wait.
    final WaitCalls waits = new WaitCalls();

    /// How often the loops that may wait around what is written have turned; absent outside them.
    @Nullable Reg turns;

    /// What a strip keeps in registers of its own at most, so that few others are put away.
    private static final int MOST_KEPT = 4;

    private final List<Block> blocks = new ArrayList<>();
    private final Map<Constant, Label> constants = new LinkedHashMap<>();
    private final List<Nest> nests = new ArrayList<>();
    private final Avx2Rewriter avx2 = new Avx2Rewriter(this);
    private @Nullable Preheader preheader;
    private Block now;
    private boolean isOpen = true;
    private int depth;
    private int line;

    /// Bytes behind the code, found again by what they are.
    private record Constant(ByteBuffer bytes) {}

    Code(X86Machine machine) {
        this.machine = machine;
        this.width = machine.width;
        now = new Block();
        append(now);
    }

    /// The blocks that a node became, from `first` to before `end`.
    private record Nest(LoopNode node, int first, int end) {}

    /// Writes the code of a node that loops, and remembers where it stands.
    void nest(LoopNode node, Runnable writer) {
        int first = blocks.size();
        writer.run();
        nests.add(new Nest(node, first, blocks.size()));
    }

    /// Lets `writer` write code whose nests are none to tell of.
    void aside(Runnable writer) {
        int told = nests.size();
        writer.run();
        nests.subList(told, nests.size()).clear();
    }

    /// The innermost loops of the nests that were written, of the code as it became.
    List<NestCode> nests(MachineCode<Insn> real) {
        List<NestCode> all = new ArrayList<>();
        for (Nest n : nests) {
            all.add(NestCode.of(n.node(), real.blocks().subList(n.first(), n.end()), n.first()));
        }
        return all;
    }

    private void append(Block block) {
        block.number = blocks.size();
        block.depth = depth;
        block.line = line;
        blocks.add(block);
    }

    /// Counts a change of memory where others may wait for it.
    void changes() {
        if (turns != null) {
            add(ScalarOp.ADD, 32, Mem.of(X86Machine.FRAME, NativeFrame.CHANGES), new Imm(1));
        }
    }

    Reg general() {
        return machine.fresh(Reg.File.GENERAL);
    }

    Reg vector() {
        return machine.fresh(Reg.File.VECTOR);
    }

    Reg mask() {
        return machine.fresh(width.set().hasMasks() ? Reg.File.MASK : Reg.File.VECTOR);
    }

    /// Adds an instruction as AVX-512 has it.
    void add(Insn insn) {
        if (width.set().hasMasks()) {
            append(insn);
        } else {
            avx2.add(insn);
        }
    }

    /// Adds an instruction that the processor has.
    void append(Insn insn) {
        if (!width.set().has(insn)) {
            throw new CompilerBug("x86", "not an instruction of " + width.set() + ": " + insn.op());
        }
        if (!isOpen) {
            // behind a jump that is always taken: nothing gets here
            place(new Block());
        }
        now.insns.add(insn);
    }

    void add(ScalarOp op, int bits, Operand... operands) {
        add(Insn.of(op, bits, operands));
    }

    void add(VectorOp op, int bits, Operand... operands) {
        add(Insn.of(op, bits, operands));
    }

    /// Copies a whole register.
    void move(Reg to, Reg from) {
        add(machine.move(to, from));
    }

    /// The upper half of a whole vector register.
    Reg upperHalf(Reg from) {
        Reg to = vector();
        boolean longest = width.bits() == 512;
        VectorOp op = longest ? VectorOp.VEXTRACTI64X4 : VectorOp.VEXTRACTI128;
        add(op, width.bits(), to, from, new Imm(1));
        return to;
    }

    /// Copies of the halves of a register, or of the whole one.
    Reg[] halves(Reg[] parts, int count) {
        Reg[] halves = new Reg[count];
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                halves[0] = vector();
                move(halves[0], parts[0]);
            } else {
                halves[i] = upperHalf(parts[0]);
            }
        }
        return halves;
    }

    /// A whole vector register out of two halves.
    void joinHalves(Reg to, Reg low, Reg high) {
        boolean longest = width.bits() == 512;
        VectorOp op = longest ? VectorOp.VINSERTI64X4 : VectorOp.VINSERTI128;
        add(op, width.bits(), to, low, high, new Imm(1));
    }

    /// A general register with a number.
    Reg number(long value) {
        Reg r = general();
        add(ScalarOp.MOV_, value >= 0 && value <= 0xFFFF_FFFFL ? 32 : 64, r, new Imm(value));
        return r;
    }

    Block block() {
        return new Block();
    }

    /// The block begins here; what comes before goes on into it.
    void place(Block block) {
        if (isOpen) {
            now.successors.add(block);
        }
        append(block);
        now = block;
        isOpen = true;
    }

    /// Goes to a block, always.
    void jump(Block to) {
        add(ScalarOp.JMP, 64, to.label);
        now.successors.add(to);
        isOpen = false;
    }

    /// Leaves the kernel.
    void leave(Label to) {
        add(ScalarOp.JMP, 64, to);
        isOpen = false;
    }

    /// Goes to a block, always, over code that leaves all registers as they are.
    void detour(Label over, Block to) {
        add(ScalarOp.JMP, 64, over);
        now.successors.add(to);
        isOpen = false;
    }

    /// Goes to a block where the flags say so, else goes on.
    void jump(Condition condition, Block to) {
        add(ScalarOp.jump(condition), 64, to.label);
        now.successors.add(to);
        place(new Block());
    }

    /// What follows comes from a line of the source; 0 where none is known.
    void line(int number) {
        line = number;
    }

    /// What runs before the turns of a strip.
    ///
    /// @param block the last block before them
    /// @param end the first register that they may change
    /// @param kept what was computed there, by what it is
    private record Preheader(Block block, int end, Map<Object, Reg> kept) {}

    /// Writes the turns of a strip; what is the same in all of them may be computed before.
    ///
    /// @param end the first register that the strip itself may change
    void strip(int end, Runnable turns) {
        Preheader around = preheader;
        preheader = new Preheader(now, end, new HashMap<>());
        turns.run();
        preheader = around;
    }

    /// Whether code may be put before the turns of the strip that is written, if it reads no other
    /// registers than these.
    boolean isBefore(Reg... read) {
        return isKept(read) && Objects.requireNonNull(preheader).kept().size() < MOST_KEPT;
    }

    /// The same for code that is worth more than the registers it takes.
    boolean isKept(Reg... read) {
        Preheader p = preheader;
        return p != null
                && Arrays.stream(read)
                        .allMatch(r -> r.isVirtual() && X86Machine.number(r) < p.end());
    }

    /// The block that is written.
    Block here() {
        return now;
    }

    /// What `writer` computes, straight on, before the turns of the strip that is written; found
    /// again by what it is.
    Reg before(Object what, Supplier<Reg> writer) {
        Preheader p = Objects.requireNonNull(preheader);
        Reg known = p.kept().get(what);
        if (known == null) {
            Block here = now;
            boolean isHereOpen = isOpen;
            now = p.block();
            isOpen = true;
            known = writer.get();
            now = here;
            isOpen = isHereOpen;
            p.kept().put(what, known);
        }
        return known;
    }

    /// What follows stands in one loop more.
    void enterLoop() {
        depth++;
    }

    void leaveLoop() {
        depth--;
    }

    /// Memory that holds a number of 4 or 8 bytes.
    Mem constant(long bits, int bytes) {
        ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes == 4) {
            data.putInt(0, (int) bits);
        } else {
            data.putLong(0, bits);
        }
        return constant(data);
    }

    /// Memory that holds numbers of 4 bytes.
    Mem constants(int... numbers) {
        ByteBuffer data = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.length; i++) {
            data.putInt(4 * i, numbers[i]);
        }
        return constant(data);
    }

    /// A constant again and again, as long as a vector.
    Mem spread(Label constant, int bits) {
        for (Constant c : constants.keySet()) {
            if (constants.get(c) == constant) {
                ByteBuffer data = ByteBuffer.allocate(bits / 8).order(ByteOrder.LITTLE_ENDIAN);
                while (data.hasRemaining()) {
                    data.put(c.bytes().duplicate().rewind());
                }
                return constant(data.rewind());
            }
        }
        throw new CompilerBug("x86", "no such constant");
    }

    /// Whether memory is a constant that is, as an fp32 or fp64, no NaN or a quiet one.
    private boolean isNumber(Mem memory) {
        for (Map.Entry<Constant, Label> e : constants.entrySet()) {
            if (e.getValue() == memory.label()) {
                ByteBuffer data = e.getKey().bytes();
                double x = data.capacity() == 4 ? data.getFloat(0) : data.getDouble(0);
                int quiet = data.capacity() == 4 ? data.get(2) & 0x40 : data.get(6) & 0x08;
                return x == x || quiet != 0;
            }
        }
        return false;
    }

    private Mem constant(ByteBuffer data) {
        return Mem.at(constants.computeIfAbsent(new Constant(data), k -> new Label()));
    }

    /// All blocks, for registers to be chosen.
    MachineCode<Insn> machineCode() {
        List<List<Insn>> insns = blocks.stream().map(b -> b.insns).toList();
        FmaForms.choose(machine, insns);
        QuietNumbers.choose(machine, insns, this::isNumber);
        List<MachineBlock<Insn>> all = new ArrayList<>();
        for (Block b : blocks) {
            List<Integer> next = b.successors.stream().map(s -> s.number).toList();
            all.add(new MachineBlock<>(b.insns, next, b.depth));
        }
        return new MachineCode<>(all, 0);
    }

    /// The label of each block, in their order.
    List<Label> labels() {
        return blocks.stream().map(b -> b.label).toList();
    }

    /// The line of the source that each block begins with, 0 where none is known.
    List<Integer> lines() {
        return blocks.stream().map(b -> b.line).toList();
    }

    /// The constants, by the label they stand at.
    Map<Label, byte[]> constants() {
        Map<Label, byte[]> all = new LinkedHashMap<>();
        constants.forEach((c, label) -> all.put(label, c.bytes().array()));
        return all;
    }
}
