package tritonc.ir.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

class PrintedLineTest {
    private static String hex(long bits) {
        return PrintedLine.of(0, 0, 0, Shape.SCALAR, 0, " x: ", 0, 1, true, DType.FP32, bits);
    }

    @Test
    void allNansPrintAlike() {
        assertThat(hex(0xFFC00000L)).isEqualTo(hex(0x7FC00000L)).endsWith("x: 0x7fc00000");
        assertThat(hex(0x7F800001L)).endsWith("x: 0x7fc00000");
        assertThat(hex(0xFF800000L)).endsWith("x: 0xff800000");
    }
}
