package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Block pointers and descriptors that are made or used wrongly.
class BlockPointerTest {
    private static Compiled compiled(String body) {
        return Compiled.body("x, c, n", "*fp32, *ki32, i32", body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(8,) | (1,) | (0,) | (3,) | (0,) | T0218",
                "(8,) | (1,) | (0,) | () | (0,) | T0229",
                "(8, 8) | (1,) | (0,) | (4,) | (0,) | T0229",
                "(8,) | (1, 1) | (0,) | (4,) | (0,) | T0229",
                "(8,) | (1,) | () | (4,) | (0,) | T0229",
                "(8,) | (1,) | (0,) | (4,) | (1,) | T0222",
                "(8, 8) | (8, 1) | (0, 0) | (4, 4) | (1, 1) | T0222",
                "(8.5,) | (1,) | (0,) | (4,) | (0,) | T0229",
                "(8,) | (tl.arange(0, 4),) | (0,) | (4,) | (0,) | T0229",
                "(8,) | (1,) | (0,) | (n,) | (0,) | T0217",
                "(2 ** 70,) | (1,) | (0,) | (4,) | (0,) | T0204",
            })
    void wrongDescriptionsAreRefused(
            String shape, String strides, String offsets, String block, String order, String code) {
        String arguments = String.join(", ", shape, strides, offsets, block, order);
        assertThat(compiled("p = tl.make_block_ptr(x, " + arguments + ")\n").error())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tl.load(p, mask=True) | T0229",
                "tl.load(p, boundary_check=(0, 2)) | T0220",
                "tl.load(p, boundary_check=(0, 0)) | T0220",
                "tl.load(p, boundary_check=(-1,)) | T0220",
                "tl.load(p, padding_option='one') | T0230",
                "tl.load(q, padding_option='nan') | T0229",
                "tl.store(q, 1) | T0216",
                "tl.store(p, tl.zeros((8, 8), tl.float32)) | T0203",
                "tl.store(p, tl.zeros((2, 4, 4), tl.float32)) | T0214",
                "tl.store(p, 1.0, mask=True) | T0229",
                "tl.advance(p, (1,)) | T0229",
                "tl.advance(p, (1, 0.5)) | T0229",
                "tl.advance(x, (1,)) | T0229",
                "tl.advance(d, (1, 1)) | T0229",
                "d.advance((1, 1)) | T0239",
                "d.load([0]) | T0229",
                "d.store([0, 0], tl.zeros((8, 4), tl.float32)) | T0203",
                "tl.load(d) | T0213",
                "p + 1 | T0201",
                "tl.make_tensor_descriptor(x, [n, n], [1, n], [4, 4]) | T0229",
                "tl.make_tensor_descriptor(x + tl.arange(0, 4), [n], [1], [4]) | T0213",
                "tl.make_tensor_descriptor(c, [n], [1], [4], padding_option='nan') | T0229",
            })
    void wrongUsesAreRefused(String use, String code) {
        String made =
                """
                p = tl.make_block_ptr(x, (n, n), (n, 1), (0, 0), (4, 4), (1, 0))
                q = tl.make_block_ptr(c, (n, n), (n, 1), (0, 0), (4, 4), (1, 0))
                d = tl.make_tensor_descriptor(x, [n, n], [n, 1], [4, 4])
                """;
        assertThat(compiled(made + use + "\n").error()).isEqualTo(code);
    }

    @Test
    void tilesOfAnotherShapeCannotBeCarried() {
        String body =
                """
                p = tl.make_block_ptr(x, (n,), (1,), (0,), (4,), (0,))
                for i in range(n):
                    p = tl.make_block_ptr(x, (n,), (1,), (0,), (8,), (0,))
                """;
        assertThat(compiled(body).error()).isEqualTo("T0207");
    }

    @Test
    void advancingByNothingComputesNothing() {
        String made = "p = tl.make_block_ptr(x, (n,), (1,), (0,), (4,), (0,))\n";
        assertThat(compiled(made + "p = tl.advance(p, (0,))\n").ir())
                .isEqualTo(compiled(made).ir());
    }
}
