package tritonc.codegen.x86.cost;

import tritonc.codegen.x86.Op;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

import java.util.EnumMap;
import java.util.Map;

/// Which kind of work each instruction is.
final class WorkTable {
    /// The names of Intel's instructions begin with what they do.
    private static final Map<String, Work> BEGINNINGS =
            Map.ofEntries(
                    Map.entry("VDIV", Work.DIVIDE),
                    Map.entry("VSQRT", Work.DIVIDE),
                    Map.entry("VADD", Work.ADD),
                    Map.entry("VSUB", Work.ADD),
                    Map.entry("VMIN", Work.ADD),
                    Map.entry("VMAX", Work.ADD),
                    Map.entry("VRANGE", Work.ADD),
                    Map.entry("VMUL", Work.MULTIPLY),
                    Map.entry("VFM", Work.MULTIPLY),
                    Map.entry("VFNM", Work.MULTIPLY),
                    Map.entry("VPDP", Work.MULTIPLY),
                    Map.entry("VDPBF16", Work.MULTIPLY),
                    Map.entry("VPMUL", Work.MULTIPLY),
                    Map.entry("VPMADD", Work.MULTIPLY),
                    Map.entry("VPMULLD", Work.MULTIPLY_32),
                    Map.entry("VPMULLQ", Work.MULTIPLY_64),
                    Map.entry("VGET", Work.ADD),
                    Map.entry("VRNDSCALE", Work.ROUND),
                    Map.entry("VROUND", Work.ROUND),
                    Map.entry("VSCALEF", Work.ROUND),
                    Map.entry("VPSLL", Work.SHIFT),
                    Map.entry("VPSRL", Work.SHIFT),
                    Map.entry("VPSRA", Work.SHIFT),
                    Map.entry("VPRO", Work.SHIFT),
                    Map.entry("VPERM", Work.SHUFFLE),
                    Map.entry("VPSHUF", Work.SHUFFLE),
                    Map.entry("VSHUF", Work.SHUFFLE),
                    Map.entry("VUNPCK", Work.SHUFFLE),
                    Map.entry("VPUNPCK", Work.SHUFFLE),
                    Map.entry("VPALIGN", Work.SHUFFLE),
                    Map.entry("VALIGN", Work.SHUFFLE),
                    Map.entry("VINSERT", Work.SHUFFLE),
                    Map.entry("VEXTRACT", Work.SHUFFLE),
                    Map.entry("VPINSR", Work.SHUFFLE),
                    Map.entry("VPEXTR", Work.SHUFFLE),
                    Map.entry("VBROADCAST", Work.SHUFFLE),
                    Map.entry("VPBROADCAST", Work.SHUFFLE),
                    Map.entry("VPACK", Work.SHUFFLE),
                    Map.entry("VPMOVZX", Work.SHUFFLE),
                    Map.entry("VPMOVSX", Work.SHUFFLE),
                    Map.entry("VPMOVM2", Work.MASK),
                    Map.entry("VPMOV", Work.NARROW),
                    Map.entry("VMOVD", Work.SHUFFLE),
                    Map.entry("VMOVQ", Work.SHUFFLE),
                    Map.entry("VMOVW", Work.SHUFFLE),
                    Map.entry("VMOV", Work.MOVE),
                    Map.entry("VMOVDQ", Work.MOVE),
                    Map.entry("VMASKMOV", Work.MOVE),
                    Map.entry("VPMASKMOV", Work.MOVE),
                    Map.entry("VCVT", Work.CONVERT),
                    Map.entry("VCVTDQ2PS", Work.MULTIPLY),
                    Map.entry("VCVTUDQ2PS", Work.MULTIPLY),
                    Map.entry("VCVTPS2DQ", Work.MULTIPLY),
                    Map.entry("VCVTTPS2DQ", Work.MULTIPLY),
                    Map.entry("VCVTTPS2UDQ", Work.MULTIPLY),
                    Map.entry("VCMP", Work.COMPARE),
                    Map.entry("VPCMP", Work.COMPARE),
                    Map.entry("VPTEST", Work.COMPARE),
                    Map.entry("VUCOMI", Work.COMPARE),
                    Map.entry("VFPCLASS", Work.COMPARE),
                    Map.entry("VGATHER", Work.GATHER),
                    Map.entry("VPGATHER", Work.GATHER),
                    Map.entry("VSCATTER", Work.SCATTER),
                    Map.entry("VPSCATTER", Work.SCATTER),
                    Map.entry("KMOV", Work.SHUFFLE),
                    Map.entry("KSHIFT", Work.SHUFFLE),
                    Map.entry("KUNPCK", Work.SHUFFLE),
                    Map.entry("K", Work.MASK),
                    Map.entry("SHLX", Work.SCALAR_SHIFT),
                    Map.entry("SARX", Work.SCALAR_SHIFT),
                    Map.entry("SHRX", Work.SCALAR_SHIFT),
                    Map.entry("RORX", Work.SCALAR_SHIFT));

    private static final Map<VectorOp, Work> VECTORS = new EnumMap<>(VectorOp.class);

    static {
        for (VectorOp op : VectorOp.values()) {
            VECTORS.put(op, ofName(op.name()));
        }
    }

    private WorkTable() {}

    static Work of(Op op) {
        return switch (op) {
            case ScalarOp s -> ofScalar(s);
            case VectorOp v -> VECTORS.getOrDefault(v, Work.LOGIC);
        };
    }

    private static Work ofScalar(ScalarOp op) {
        return switch (op) {
            case MOV_ -> Work.MOVE;
            case IMUL, IMUL_BY, MUL, IMUL_WIDE, POPCNT, LZCNT, TZCNT -> Work.SCALAR_MULTIPLY;
            case DIV, IDIV -> Work.SCALAR_DIVIDE;
            case SHL, SHR, SAR, ROL, SHL_CL, SHR_CL, SAR_CL -> Work.SCALAR_SHIFT;
            case PREFETCHNTA, PREFETCHT0, PREFETCHT1, PREFETCHT2, PREFETCHW, SFENCE -> Work.NONE;
            default -> op.name().startsWith("J") ? Work.JUMP : Work.SCALAR;
        };
    }

    /// The work of the longest beginning that is known.
    private static Work ofName(String name) {
        for (int end = name.length(); end > 0; end--) {
            Work known = BEGINNINGS.get(name.substring(0, end));
            if (known != null) {
                return known;
            }
        }
        return Work.LOGIC;
    }
}
