package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.machine.MachineBlock;
import tritonc.codegen.machine.MachineCode;
import tritonc.codegen.machine.RegisterAllocator;
import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.vector.Vectorizer;
import tritonc.codegen.x86.Assembler;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.target.CpuFeature;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The door of the x86-64 back end.
public final class X86Codegen {
    /// Bytes of the longest vector.
    private static final int VECTOR_BYTES = 64;

    private static final int BLOCK_ALIGNMENT = 16;

    /// So many take some 0.4 s; beyond, the sets of live registers of each block grow with the
    /// square of the code's length.
    private static final int MOST_INSTRUCTIONS = 80_000;

    /// Registers that a function must give back as they were: rbx, rbp, r12 to r15.
    private static final int[] KEPT = {3, 5, 12, 13, 14, 15};

    private final Assembler out = new Assembler();
    private final CodeListing listing = new CodeListing();
    private final EnumSet<CpuFeature> features = EnumSet.noneOf(CpuFeature.class);

    private final InstructionSet set;
    private final Registers registers;

    private X86Codegen(InstructionSet set, Registers registers) {
        this.set = set;
        this.registers = registers;
    }

    /// What became of a kernel.
    public sealed interface Result {}

    /// The kernel holds something that this back end has no code for.
    ///
    /// @param reason what, in a few words
    public record Refusal(String reason) implements Result {}

    /// A kernel as machine code.
    ///
    /// @param code entered at its first byte, as [tritonc.ir.artifact.NativeFrame] says
    /// @param scratch bytes of scratch memory that a thread needs
    /// @param spills how many registers were put away into memory
    /// @param waits whether it holds loops that wait for other programs
    /// @param sharesPanels whether programs of a launch share memory, as
    ///   [tritonc.ir.artifact.PanelLayout] says
    /// @param features what a processor must have beyond what all sets of such vectors have
    /// @param written how it came about
    public record NativeCode(
            byte[] code,
            long scratch,
            int spills,
            boolean waits,
            boolean sharesPanels,
            Set<CpuFeature> features,
            Written written)
            implements Result {
        public NativeCode {
            features = Set.copyOf(features);
        }
    }

    /// How code came about, for those who look at it. Nothing is worked out before it is asked for.
    public static final class Written {
        private final LoopKernel strips;
        private final Code code;
        private final MachineCode<Insn> real;
        private final CodeListing listing;

        private Written(LoopKernel strips, Code code, MachineCode<Insn> real, CodeListing listing) {
            this.strips = strips;
            this.code = code;
            this.real = real;
            this.listing = listing;
        }

        /// The kernel as it was vectorised.
        public LoopKernel strips() {
            return strips;
        }

        /// What each strip and product of the kernel became.
        public List<NestCode> nests() {
            return code.nests(real);
        }

        /// The instructions as text, the line of the source at each label, constants as words in
        /// hexadecimal.
        public String listing() {
            return listing.text();
        }
    }

    /// Makes code.
    ///
    /// @return the code, or why there is none
    public static Result generate(LoopKernel kernel, InstructionSet set) {
        return generate(kernel, set, set.registers(), set.vectors());
    }

    /// The same with some registers left unused, so that tests see them run out.
    ///
    /// @param vectors how loops become vectors; tests may have more loops cut
    public static Result generate(
            LoopKernel kernel, InstructionSet set, Registers registers, VectorFile vectors) {
        try {
            return new X86Codegen(set, registers).make(Vectorizer.vectorize(kernel, vectors));
        } catch (Unsupported e) {
            return new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /// How many registers of each file may be chosen.
    public record Registers(int general, int vector, int mask) {}

    private NativeCode make(LoopKernel vectors) {
        Map<Buffer, Integer> places = new HashMap<>();
        long scratch = LaneByLane.BYTES;
        for (Buffer b : vectors.buffers()) {
            places.put(b, Math.toIntExact(scratch));
            // a vector that is read behind the last element stays inside
            long bytes = (long) Kinds.bufferBytes(b.type()) * b.size() + 2L * VECTOR_BYTES;
            scratch += bytes + VECTOR_BYTES - 1 & -VECTOR_BYTES;
        }
        Code code = new Code(new X86Machine(registers, new VectorWidth(set)));
        Label end = new Label();
        KernelWriter writer = new KernelWriter(vectors, places, scratch, code, end);
        writer.write();
        scratch += writer.packed();
        MachineCode<Insn> virtual = code.machineCode();
        limit(virtual);
        MachineCode<Insn> real = RegisterAllocator.allocate(virtual, code.machine);
        assemble(code, real, end, writer.isStreaming());
        return new NativeCode(
                out.finish(),
                scratch,
                real.slots(),
                code.waits.any(),
                writer.sharesPanels(),
                features,
                new Written(vectors, code, real, listing));
    }

    /// Bytecode takes over where the choice of registers would take longer than it gains.
    private static void limit(MachineCode<Insn> code) {
        long instructions = code.blocks().stream().mapToLong(b -> b.insns().size()).sum();
        if (instructions > MOST_INSTRUCTIONS) {
            throw new Unsupported("more than " + MOST_INSTRUCTIONS + " instructions");
        }
    }

    private void assemble(Code code, MachineCode<Insn> real, Label end, boolean isStreaming) {
        List<Label> labels = code.labels();
        List<Integer> lines = code.lines();
        BitSet targets = targets(real);
        listing.name(end, ".Lend");
        code.waits.name(listing);
        begin(real.slots());
        for (int i = 0; i < labels.size(); i++) {
            MachineBlock<Insn> block = real.blocks().get(i);
            if (block.depth() > 0 && targets.get(i)) {
                out.align(BLOCK_ALIGNMENT);
            }
            place(labels.get(i), lines.get(i));
            block.insns().forEach(this::add);
        }
        place(end, 0);
        if (isStreaming) {
            add(Insn.of(ScalarOp.SFENCE, 64));
        }
        finish(real.slots());
        code.waits.write(code.width, label -> place(label, 0), this::add);
        code.constants()
                .forEach((label, data) -> {
                    out.data(label, data, Integer.highestOneBit(data.length));
                    listing.data(label, data);
                });
    }

    private void place(Label label, int line) {
        out.place(label);
        listing.label(label, line);
    }

    /// The blocks that they themselves or later ones jump to.
    private static BitSet targets(MachineCode<Insn> real) {
        BitSet targets = new BitSet();
        for (int i = 0; i < real.blocks().size(); i++) {
            for (int next : real.blocks().get(i).successors()) {
                if (next <= i) {
                    targets.set(next);
                }
            }
        }
        return targets;
    }

    private void begin(int slots) {
        for (int r : KEPT) {
            add(Insn.of(ScalarOp.PUSH, 64, Reg.general(r)));
        }
        add(Insn.of(ScalarOp.MOV_, 64, X86Machine.FRAME, Reg.RDI));
        add(Insn.of(ScalarOp.MOV_, 64, Reg.RAX, Reg.RSP));
        long bytes = (long) X86Machine.SLOT * slots + 8;
        add(Insn.of(ScalarOp.SUB, 64, Reg.RSP, new Imm(bytes)));
        add(Insn.of(ScalarOp.AND, 64, Reg.RSP, new Imm(-X86Machine.SLOT)));
        add(Insn.of(ScalarOp.MOV_, 64, Mem.of(Reg.RSP, X86Machine.SLOT * slots), Reg.RAX));
    }

    private void finish(int slots) {
        add(Insn.of(ScalarOp.VZEROUPPER, 64));
        add(Insn.of(ScalarOp.MOV_, 64, Reg.RSP, Mem.of(Reg.RSP, X86Machine.SLOT * slots)));
        List<Integer> kept = new ArrayList<>();
        for (int r : KEPT) {
            kept.addFirst(r);
        }
        for (int r : kept) {
            add(Insn.of(ScalarOp.POP, 64, Reg.general(r)));
        }
        add(Insn.of(ScalarOp.RET, 64));
    }

    private void add(Insn insn) {
        CpuFeature feature = insn.op().feature();
        if (feature != null) {
            features.add(feature);
        }
        out.add(insn);
        listing.add(insn);
    }
}
