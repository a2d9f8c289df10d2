package tritonc.codegen.x86.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.target.CpuInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class LoopCostTest {
    private static final Reg A = Reg.vector(0);
    private static final Reg B = Reg.vector(1);
    private static final Mem X = Mem.of(Reg.RDI);

    private static LoopCost cost(Insn... insns) {
        return LoopCost.of(List.of(insns), Core.GOLDEN_COVE);
    }

    @Test
    void oneSumWaitsForItself() {
        LoopCost cost = cost(Insn.of(VectorOp.VADDPS, 512, A, A, X));
        assertThat(cost.chain()).isCloseTo(4, within(1e-9));
        assertThat(cost.ports()).isCloseTo(0.5, within(1e-9));
        assertThat(cost.cycles()).isCloseTo(4, within(1e-9));
    }

    @Test
    void independentProductsFillTheirPorts() {
        List<Insn> body = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            body.add(Insn.of(VectorOp.VFMADD231PS, 512, Reg.vector(i), Reg.vector(30), X));
        }
        LoopCost cost = LoopCost.of(body, Core.GOLDEN_COVE);
        assertThat(cost.ports()).isCloseTo(8, within(1e-9));
        assertThat(cost.cycles()).isCloseTo(8, within(1e-9));
    }

    @Test
    void whatIsMovedToMemoryKeepsStoresBusy() {
        LoopCost cost = cost(Insn.of(VectorOp.VMOVUPS_STORE, 512, X, A));
        assertThat(cost.ports()).isCloseTo(1, within(1e-9));
        assertThat(cost.by()).isEqualTo("stores");
        assertThat(cost(Insn.of(VectorOp.VMOVUPS_STORE, 256, X, A)).ports())
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aDivisionKeepsOnePort() {
        LoopCost cost = cost(Insn.of(VectorOp.VDIVPS, 512, A, B, B));
        assertThat(cost.ports()).isCloseTo(10, within(1e-9));
        assertThat(cost.by()).isEqualTo("port 0");
        assertThat(cost(Insn.of(VectorOp.VDIVPS, 256, A, B, B)).ports()).isCloseTo(5, within(1e-9));
    }

    @Test
    void aCopyOfARegisterOnlyEnters() {
        LoopCost cost = cost(Insn.of(VectorOp.VMOVAPS, 512, A, B));
        assertThat(cost.ports()).isCloseTo(1 / 6.0, within(1e-9));
    }

    @Test
    void pipesOfHalfTheWidthAreKeptTwice() {
        Insn product = Insn.of(VectorOp.VMULPS, 512, A, B, B);
        Insn sum = Insn.of(VectorOp.VADDPS, 512, A, B, B);
        assertThat(zen4(product, product)).isCloseTo(2, within(1e-9));
        assertThat(zen4(sum, sum)).isCloseTo(2, within(1e-9));
        assertThat(zen4(product, sum)).isCloseTo(1, within(1e-9));
        assertThat(zen4(Insn.of(VectorOp.VMULPS, 256, A, B, B))).isCloseTo(0.5, within(1e-9));
        assertThat(zen4(Insn.of(VectorOp.VMOVUPS_STORE, 512, X, A))).isCloseTo(2, within(1e-9));
    }

    @Test
    void pipesOfFullWidthAreKeptOnce() {
        Insn product = Insn.of(VectorOp.VMULPS, 512, A, B, B);
        Insn sum = Insn.of(VectorOp.VADDPS, 512, A, B, B);
        assertThat(zen5(product, product)).isCloseTo(1, within(1e-9));
        assertThat(zen5(sum, sum)).isCloseTo(1, within(1e-9));
        assertThat(zen5(product, sum)).isCloseTo(0.5, within(1e-9));
        assertThat(zen5(Insn.of(VectorOp.VMOVUPS_STORE, 512, X, A))).isCloseTo(1, within(1e-9));
    }

    @Test
    void theTableIsThatOfTheProcessor() {
        assertThat(Core.of(processor("AMD EPYC", 26))).isEqualTo(Core.ZEN_5);
        assertThat(Core.of(processor("AMD EPYC", 25))).isEqualTo(Core.ZEN_4);
        assertThat(Core.of(processor("INTEL(R) XEON(R)", 6))).isEqualTo(Core.GOLDEN_COVE);
        assertThat(Core.of(processor("", 0))).isEqualTo(Core.GOLDEN_COVE);
    }

    private static CpuInfo processor(String model, int family) {
        return new CpuInfo("amd64", model, family, Set.of(), List.of());
    }

    private static double zen5(Insn... insns) {
        return LoopCost.of(List.of(insns), Core.ZEN_5).ports();
    }

    @Test
    void productsOfNarrowIntegersGoWhereThoseOfFloatsGo() {
        for (VectorOp op : List.of(VectorOp.VPDPBUSD, VectorOp.VPDPWSSD, VectorOp.VPMADDWD)) {
            Insn dot = Insn.of(op, 512, A, B, B);
            assertThat(cost(dot, dot).ports()).isCloseTo(1, within(1e-9));
            assertThat(zen4(dot, dot)).isCloseTo(2, within(1e-9));
            assertThat(zen5(dot, dot)).isCloseTo(1, within(1e-9));
        }
        Insn dot = Insn.of(VectorOp.VPDPBUSD, 512, A, B, B);
        assertThat(cost(dot).chain()).isCloseTo(4, within(1e-9));
    }

    private static double zen4(Insn... insns) {
        return LoopCost.of(List.of(insns), Core.ZEN_4).ports();
    }
}
