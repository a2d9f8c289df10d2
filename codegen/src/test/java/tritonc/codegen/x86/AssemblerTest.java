package tritonc.codegen.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

class AssemblerTest {
    private final Assembler out = new Assembler();

    @Test
    void jumpsReachLabelsBeforeAndBehindThem() {
        Label top = new Label();
        Label end = new Label();
        out.place(top);
        out.add(Insn.of(ScalarOp.jump(Condition.E), 64, end));
        out.add(Insn.of(ScalarOp.JMP, 64, top));
        out.place(end);
        out.add(Insn.of(ScalarOp.RET, 64));
        assertThat(hex()).isEqualTo("0f8405000000" + "e9f5ffffff" + "c3");
    }

    @Test
    void constantsStandAlignedBehindTheCodeThatNamesThem() {
        Label one = new Label();
        Mem memory = Mem.at(one).plus(4);
        out.add(Insn.of(VectorOp.VPSHUFD, 128, Reg.vector(1), memory, new Imm(3)));
        out.data(one, new byte[] {1, 2, 3, 4, 5}, 8);
        // the distance counts from the end of the instruction, its immediate included
        assertThat(hex()).isEqualTo("c5f9700d0b00000003" + "00".repeat(7) + "0102030405");
    }

    @Test
    void lanesLeftOutAreReadUnlessAnotherOperandGivesThem() {
        Reg v = Reg.vector(1);
        Reg k = Reg.mask(1);
        assertThat(Insn.of(VectorOp.VADDPS, 512, v, v, v).reads(0)).isFalse();
        assertThat(Insn.of(VectorOp.VADDPS, 512, v, v, v).masked(k, false).reads(0)).isTrue();
        assertThat(Insn.of(VectorOp.VADDPS, 512, v, v, v).masked(k, true).reads(0)).isFalse();
        assertThat(Insn.of(VectorOp.VPBLENDMD, 512, v, v, v).masked(k, false).reads(0)).isFalse();
    }

    @Test
    void noOperationsFillUpToAnAlignment() {
        out.add(Insn.of(ScalarOp.RET, 64));
        out.align(16);
        assertThat(out.size()).isEqualTo(16);
        assertThat(hex()).isEqualTo("c3" + "660f1f840000000000" + "660f1f440000");
        out.align(16);
        assertThat(out.size()).isEqualTo(16);
    }

    @Test
    void whatHasNoFormIsRefused() {
        Reg v = Reg.vector(1);
        Reg high = Reg.vector(20);
        refused(Insn.of(VectorOp.VPAND, 512, v, v, v));
        refused(Insn.of(VectorOp.VPAND, 256, v, high, v));
        refused(Insn.of(VectorOp.VADDPS, 256, v, Reg.vector(Reg.VIRTUAL), v));
        refused(Insn.of(ScalarOp.ADD, 64, Reg.RAX, new Imm(1L << 40)));
        refused(Insn.of(ScalarOp.LEA, 64, Mem.of(Reg.RAX), Reg.RCX));
        assertThatThrownBy(() -> Insn.of(VectorOp.VADDPS, 256, v, v))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mem(Reg.RAX, Reg.RCX, 3, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labelsArePlacedOnceAndNeverForgotten() {
        Label label = new Label();
        out.add(Insn.of(ScalarOp.JMP, 64, label));
        assertThatThrownBy(out::finish).isInstanceOf(IllegalStateException.class);
        out.place(label);
        assertThatThrownBy(() -> out.place(label)).isInstanceOf(IllegalStateException.class);
    }

    private void refused(Insn insn) {
        assertThatThrownBy(() -> out.add(insn)).isInstanceOf(IllegalArgumentException.class);
    }

    private String hex() {
        return HexFormat.of().formatHex(out.finish());
    }
}
