package tritonc.ir.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tritonc.ir.target.CpuFeature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

class NativePayloadTest {
    private static final NativePayload.Code CODE =
            new NativePayload.Code(
                    new byte[] {1, 2, 3},
                    4096,
                    List.of(0, -1, 2),
                    true,
                    false,
                    Set.of(CpuFeature.AVX512_VNNI));

    @Test
    void codeIsReadAsWritten() {
        if (NativePayload.decode(CODE.encode()) instanceof NativePayload.Code read) {
            assertThat(read.code()).isEqualTo(CODE.code());
            assertThat(read.scratch()).isEqualTo(4096);
            assertThat(read.waits()).isTrue();
            assertThat(read.siteParameters()).isEqualTo(CODE.siteParameters());
            assertThat(read.features()).containsExactly(CpuFeature.AVX512_VNNI);
            assertThat(read.encode()).isEqualTo(CODE.encode());
        } else {
            throw new AssertionError("no code");
        }
    }

    @Test
    void aRefusalIsReadAsWritten() {
        NativePayload refused = new NativePayload.Refused("a wait");
        assertThat(NativePayload.decode(refused.encode())).isEqualTo(refused);
    }

    @Test
    void whatNeedsSomethingUnknownIsRefused() {
        byte[] bytes = CODE.encode();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("AVX512_VNNI")] = 'Z';
        assertThatThrownBy(() -> NativePayload.decode(bytes)).hasMessageContaining("ZVX512_VNNI");
    }

    @Test
    void whatIsCutOffOrOfAnotherVersionIsRefused() {
        byte[] bytes = CODE.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> NativePayload.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        bytes[3]++;
        assertThatThrownBy(() -> NativePayload.decode(bytes)).hasMessageContaining("version");
    }
}
