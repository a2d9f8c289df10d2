package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Instructions of AVX-512 by those of AVX2, FMA and F16C. Masks are vectors of 32-bit lanes
/// ([LaneMasks]).
///
/// What only numbers lanes that a mask leaves out is computed for all lanes and blended; memory
/// that is masked is read and written by the moves that AVX2 has for it, or not at all: those who
/// would need more go lane by lane.
final class Avx2Rewriter {
    private static final int WHOLE = 256;

    private final Code code;
    private final Avx2Integers integers;
    private final Avx2Floats floats;
    private final Avx2Scaling scaling;

    Avx2Rewriter(Code code) {
        this.code = code;
        this.integers = new Avx2Integers(code);
        this.floats = new Avx2Floats(code);
        this.scaling = new Avx2Scaling(code);
    }

    void add(Insn insn) {
        if (!(insn.op() instanceof VectorOp op)) {
            code.append(insn);
            return;
        }
        Insn whole = insn.broadcast() ? spread(insn) : insn;
        Reg mask = whole.mask();
        if (mask == null) {
            plain(op, whole);
        } else {
            masked(op, whole, mask);
        }
    }

    /// The instruction with a number for all lanes in memory as often as there are lanes.
    private Insn spread(Insn insn) {
        List<Operand> operands = new ArrayList<>();
        for (Operand o : insn.operands()) {
            Label label = o instanceof Mem m ? m.label() : null;
            operands.add(label == null ? o : code.spread(label, insn.bits()));
        }
        return new Insn(insn.op(), insn.bits(), operands, insn.mask(), insn.zeroing(), false);
    }

    private static boolean isData(Insn insn) {
        return insn.operands().stream().anyMatch(o -> o instanceof Mem m && m.label() == null);
    }

    private void masked(VectorOp op, Insn insn, Reg mask) {
        switch (op) {
            case VMOVUPS_STORE -> store(VectorOp.VMASKMOVPS_STORE, insn, mask);
            case VMOVUPD_STORE, VMOVDQU64_STORE ->
                    store(VectorOp.VMASKMOVPD_STORE, insn, widened(mask));
            case VPGATHERDD -> gather(VectorOp.VPGATHERDD_V, insn, copy(mask));
            case VPGATHERQD -> gather(VectorOp.VPGATHERQD_V, insn, copy(mask));
            case VPGATHERQQ -> gather(VectorOp.VPGATHERQQ_V, insn, widened(mask));
            case VPBLENDMD, VPBLENDMQ -> {
                Reg lanes = op == VectorOp.VPBLENDMQ ? widened(mask) : mask;
                List<Operand> o = insn.operands();
                code.add(VectorOp.VBLENDVPS, WHOLE, o.get(0), o.get(1), o.get(2), lanes);
            }
            default -> numbers(op, insn, mask);
        }
    }

    private void store(VectorOp op, Insn insn, Reg lanes) {
        code.add(op, insn.bits(), insn.operands().get(0), lanes, insn.operands().get(1));
    }

    private void gather(VectorOp op, Insn insn, Reg lanes) {
        code.add(op, insn.bits(), insn.operands().get(0), insn.operands().get(1), lanes);
    }

    private Reg copy(Reg from) {
        Reg to = code.vector();
        code.move(to, from);
        return to;
    }

    /// A mask in lanes of 64 bits.
    private Reg widened(Reg mask) {
        Reg to = code.vector();
        code.add(VectorOp.VPMOVSXDQ, WHOLE, to, mask);
        return to;
    }

    /// An instruction that writes a register, lanes left out being 0 or what they were.
    private void numbers(VectorOp op, Insn insn, Reg mask) {
        Reg to = (Reg) insn.operands().getFirst();
        Reg lanes = isWide(op) ? widened(mask) : mask;
        boolean loads = op == VectorOp.VMOVUPS || op == VectorOp.VMOVUPD;
        if (isData(insn) && loads) {
            boolean wide = op == VectorOp.VMOVUPD;
            Reg read = insn.zeroing() ? to : code.vector();
            VectorOp load = wide ? VectorOp.VMASKMOVPD : VectorOp.VMASKMOVPS;
            code.add(load, insn.bits(), read, lanes, insn.operands().get(1));
            if (!insn.zeroing()) {
                code.add(VectorOp.VBLENDVPS, WHOLE, to, to, read, lanes);
            }
            return;
        }
        if (isData(insn)) {
            throw new Unsupported("masked " + op.mnemonic() + " with AVX2");
        }
        Reg all = code.vector();
        if (op.reads(0)) {
            code.move(all, to);
        }
        List<Operand> operands = new ArrayList<>(insn.operands());
        operands.set(0, all);
        plain(op, new Insn(op, insn.bits(), operands, null, false, false));
        if (insn.zeroing()) {
            code.add(VectorOp.VPAND, WHOLE, to, all, lanes);
        } else {
            code.add(VectorOp.VBLENDVPS, WHOLE, to, to, all, lanes);
        }
    }

    /// Whether the lanes that an instruction writes have 64 bits; those of masks never do.
    private static boolean isWide(VectorOp op) {
        String name = op.name();
        if (name.endsWith("_K") || name.startsWith("VPTEST") || name.startsWith("VPCMP")) {
            return false;
        }
        if (name.startsWith("VCVT")) {
            return name.endsWith("2PD") || name.endsWith("QQ");
        }
        return name.matches(".*(PD|Q)(_I|_G)?") && op != VectorOp.VPMOVQD;
    }

    private void plain(VectorOp op, Insn insn) {
        if (integers.add(op, insn) || floats.add(op, insn) || scaling.add(op, insn)) {
            return;
        }
        VectorOp same = sameAs(op);
        if (!same.isVex() || insn.bits() > WHOLE) {
            throw new Unsupported(op.mnemonic() + " with AVX2");
        }
        code.append(new Insn(same, bits(op, insn), operands(op, insn), null, false, false));
    }

    private static int bits(VectorOp op, Insn insn) {
        return op.name().startsWith("K") ? WHOLE : insn.bits();
    }

    private List<Operand> operands(VectorOp op, Insn insn) {
        return switch (op) {
            case KNOTW -> List.of(insn.operands().get(0), insn.operands().get(1), ones());
            default -> insn.operands();
        };
    }

    private Mem ones() {
        return code.spread(Objects.requireNonNull(code.constant(-1, 4).label()), WHOLE);
    }

    /// What does the same without AVX-512.
    private static VectorOp sameAs(VectorOp op) {
        return switch (op) {
            case VPANDD, VPANDQ, KANDW -> VectorOp.VPAND;
            case VPANDND, VPANDNQ, KANDNW -> VectorOp.VPANDN;
            case VPORD, VPORQ, KORW -> VectorOp.VPOR;
            case VPXORD, VPXORQ, KXORW, KNOTW -> VectorOp.VPXOR;
            case VMOVDQU8, VMOVDQU16, VMOVDQU32, VMOVDQU64 -> VectorOp.VMOVDQU;
            case VMOVDQU8_STORE, VMOVDQU16_STORE, VMOVDQU32_STORE, VMOVDQU64_STORE ->
                    VectorOp.VMOVDQU_STORE;
            case VPDPBUSD -> VectorOp.VPDPBUSD_V;
            case VPDPWSSD -> VectorOp.VPDPWSSD_V;
            case VEXTRACTI32X4 -> VectorOp.VEXTRACTI128;
            case VRNDSCALEPS -> VectorOp.VROUNDPS;
            case VRNDSCALEPD -> VectorOp.VROUNDPD;
            default -> op;
        };
    }
}
