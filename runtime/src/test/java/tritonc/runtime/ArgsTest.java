package tritonc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.type.DType;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class ArgsTest {
    @Test
    void namesAndValuesAlternate() {
        Args args = Args.of("a", 1, "b", null, "c", "text");
        assertThat(args.size()).isEqualTo(3);
        assertThat(args.name(1)).isEqualTo("b");
        assertThat(args.value(1)).isNull();
        assertThat(args.has("c")).isTrue();
        assertThat(args.has("d")).isFalse();
        assertThat(args).hasToString("a=1, b=null, c=text");
        assertThat(Args.of().size()).isZero();
    }

    @Test
    void mapsKeepTheirOrder() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", null);
        assertThat(Args.of(map)).hasToString("z=1, a=null");
    }

    @Test
    void whatCannotBeAnArgumentIsRefused() {
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a"));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", 1, "b"));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of(1, 2));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of(null, 2));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", 1, "a", 2));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", new float[3]));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", new Object()));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", List.of(new Object())));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", new Constexpr(1)));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", new TreeMap<>(Map.of("1x", 2))));
        Faults.of(Code.BAD_ARGUMENT, () -> Args.of("a", BigInteger.TWO.pow(64)));
        Faults.of(
                Code.BAD_ARGUMENT,
                () -> Args.of("a", BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE)));
    }

    @Test
    void valuesAreReadAsNumbers() {
        Args args =
                Args.of(
                        "int",
                        7,
                        "long",
                        1L << 40,
                        "real",
                        0.5f,
                        "yes",
                        true,
                        "typed",
                        Scalar.of(DType.I64, 9),
                        "text",
                        "7");
        assertThat(args.intValue("int")).isEqualTo(7);
        assertThat(args.intValue("typed")).isEqualTo(9);
        assertThat(args.intValue("yes")).isEqualTo(1);
        assertThat(args.longValue("long")).isEqualTo(1L << 40);
        assertThat(args.doubleValue("real")).isEqualTo(0.5);
        assertThat(args.doubleValue("int")).isEqualTo(7);
        Faults.of(Code.BAD_ARGUMENT, () -> args.intValue("long"));
        Faults.of(Code.BAD_ARGUMENT, () -> args.longValue("real"));
        Faults.of(Code.BAD_ARGUMENT, () -> args.doubleValue("text"));
        Faults.of(Code.MISSING_ARGUMENT, () -> args.intValue("other"));
    }

    @Test
    void gridsHaveOneToThreeAxesInRange() {
        int[] extents = new int[3];
        Grid.of(2, 3).extents(Args.of(), extents);
        assertThat(extents).containsExactly(2, 3, 1);
        Grid.of(Integer.MAX_VALUE).extents(Args.of(), extents);
        assertThat(extents).containsExactly(Integer.MAX_VALUE, 1, 1);
        Grid.of(a -> a.intValue("n"), _ -> 0, _ -> 9).extents(Args.of("n", 5), extents);
        assertThat(extents).containsExactly(5, 0, 9);
        Faults.of(Code.GRID_SIZE, Grid::of);
        Faults.of(Code.GRID_SIZE, () -> Grid.of(1, 1, 1, 1));
        Faults.of(Code.GRID_SIZE, () -> Grid.of(0));
        Faults.of(Code.GRID_SIZE, () -> Grid.of(4, 0));
        Faults.of(Code.GRID_SIZE, () -> Grid.of(-1));
        Faults.of(Code.GRID_SIZE, () -> Grid.of(1L << 31));
        Faults.of(Code.GRID_SIZE, () -> Grid.of(_ -> -1).extents(Args.of(), extents));
        Faults.of(Code.GRID_SIZE, () -> Grid.of(_ -> 1L << 31).extents(Args.of(), extents));
        int most = Integer.MAX_VALUE;
        Faults.of(Code.GRID_SIZE, () -> Grid.of(most, most, most).extents(Args.of(), extents));
    }

    @Test
    void cdivRoundsUp() {
        assertThat(Grid.cdiv(0, 4)).isZero();
        assertThat(Grid.cdiv(8, 4)).isEqualTo(2);
        assertThat(Grid.cdiv(9, 4)).isEqualTo(3);
    }
}
