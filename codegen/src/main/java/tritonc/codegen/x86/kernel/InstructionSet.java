package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.VectorOp;
import tritonc.codegen.x86.kernel.X86Codegen.Registers;
import tritonc.ir.target.CpuFeature;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What code may be made of.
///
/// Instructions are selected as AVX-512 has them, for vectors of the set's own width; those that a
/// set lacks become several that it has ([Avx2Rewriter]).
public enum InstructionSet {
    /// AVX2, FMA and F16C, and the bit instructions that came with them.
    AVX2(256, 16, 0, null),
    /// The same with VNNI, which adds several products of narrow integers at once.
    AVX2_VNNI(256, 16, 0, CpuFeature.AVX_VNNI),
    /// AVX-512 F, BW, DQ, VL and CD.
    AVX512(512, 32, 7, null),
    /// The same with VNNI.
    AVX512_VNNI(512, 32, 7, CpuFeature.AVX512_VNNI),
    /// The same with products of bf16, which no processor has without VNNI.
    AVX512_BF16(512, 32, 7, CpuFeature.AVX512_VNNI, CpuFeature.AVX512_BF16);

    /// Two of 16 are taken: for the stack, and for the kernel's frame.
    private static final int GENERAL = 14;

    private final int vectorBits;
    private final int vectors;
    private final int masks;

    /// What adds several products of narrow integers at once.
    private final @Nullable CpuFeature dots;

    /// What adds products of bf16.
    private final @Nullable CpuFeature floatDots;

    InstructionSet(int vectorBits, int vectors, int masks, @Nullable CpuFeature dots) {
        this(vectorBits, vectors, masks, dots, null);
    }

    InstructionSet(
            int vectorBits,
            int vectors,
            int masks,
            @Nullable CpuFeature dots,
            @Nullable CpuFeature floatDots) {
        this.vectorBits = vectorBits;
        this.vectors = vectors;
        this.masks = masks;
        this.dots = dots;
        this.floatDots = floatDots;
    }

    /// Bits of a vector register.
    public int vectorBits() {
        return vectorBits;
    }

    /// The registers of vectors.
    public VectorFile vectors() {
        return new VectorFile(vectorBits / 8, vectors, masks);
    }

    /// How many registers of each file may be chosen.
    public Registers registers() {
        return new Registers(GENERAL, vectors, masks);
    }

    /// What a processor must have beyond AVX2's or AVX-512's part of the set. Code needs it only
    /// where it holds such instructions ([X86Codegen.NativeCode#features]).
    public Set<CpuFeature> features() {
        return Stream.of(dots, floatDots)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether a processor has an instruction, in whatever registers.
    boolean has(Insn insn) {
        CpuFeature feature = insn.op().feature();
        if (feature != null && feature != dots && feature != floatDots) {
            return false;
        }
        if (!(insn.op() instanceof VectorOp op)) {
            return true;
        }
        if (hasMasks()) {
            return op.isEvex();
        }
        return op.isVex() && insn.mask() == null && !insn.broadcast() && insn.bits() <= 256;
    }

    /// Whether products of integers of 8 and 16 bits are added to sums at once.
    boolean hasDots() {
        return dots != null;
    }

    /// Whether products of bf16 are.
    boolean hasFloatDots() {
        return floatDots != null;
    }

    /// Whether a mask is a register of bits; else it is a vector of 32-bit lanes, all bits of a
    /// lane being what it says.
    boolean hasMasks() {
        return masks > 0;
    }
}
