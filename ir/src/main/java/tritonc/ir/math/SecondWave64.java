package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;

import java.util.Arrays;
import java.util.List;

/// The Bessel functions of the second kind of orders 0 and 1 below 8, in fp64: `2/π log(x / z)
/// J(x)` for the zero z of the stretch that x lies in, and `x² - z²` times a polynomial of x².
final class SecondWave64 {
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

    /// The zeros of Y₀ up to 8.
    private static final double[] ZEROS_0 = {
        0x1.c982eb8d417eap-1,
        0x1.ea9d270347f83p-56,
        0x1.fa9534d98569cp+1,
        -0x1.f06ae7804384ep-54,
        0x1.c581dc4e72103p+2,
        -0x1.9774a495f56cfp-54
    };

    /// The zeros of Y₁ up to 8.
    private static final double[] ZEROS_1 = {
        0x1.193bed4dff243p+1, -0x1.bd1e50d219bfdp-55, 0x1.5b7fe4e87b02ep+2, 0x1.dfe7bac228e8cp-52
    };

    private static final double[][] REST_0 = {
        {
            0x1.e0812c72a76a9p-4,
            -0x1.9178b1dd77779p-7,
            0x1.ce0346eae9cb4p-12,
            -0x1.10142463ff9bcp-17,
            0x1.871f595abe383p-24,
            -0x1.7bb0a11403121p-31,
            0x1.09f290b9cd01ep-38,
            -0x1.19b140e6a5b6fp-46,
            0x1.d35d3c21870b1p-55,
            -0x1.37c8bc68a55f7p-63,
            0x0.0p+0,
            0x0.0p+0,
            0x0.0p+0
        },
        {
            -0x1.33df4499fb654p-5,
            0x1.61a462244ad06p-10,
            0x1.1ac694eebed3dp-17,
            -0x1.dbb00df426d0bp-21,
            0x1.1480386430b22p-26,
            -0x1.5cb2afdc7b4afp-33,
            0x1.21c25ae7803d7p-40,
            -0x1.5aeae21afdf73p-48,
            0x1.3bc5d676be9a9p-56,
            -0x1.c5861370f8f72p-65,
            0x1.085d32d5a7e09p-73,
            -0x1.fdf650f45df0dp-83,
            0x0.0p+0
        },
        {
            0x1.4357421c6f89ap-6,
            -0x1.d6034d8ab9be9p-14,
            -0x1.9eeb15883c325p-17,
            0x1.be9c859ba1644p-23,
            -0x1.a165c511a8a7dp-31,
            -0x1.61fb475cffec6p-37,
            0x1.4d0b8e1a03bf3p-43,
            -0x1.1ead5ec72f1d5p-50,
            0x1.45e8327507c38p-58,
            -0x1.1134a5946dbb6p-66,
            0x1.6537d52452b64p-75,
            -0x1.7a30dd6070361p-84,
            0x1.4aae1f82ebe05p-93
        }
    };

    private static final double[][] REST_1 = {
        {
            0x1.7d2fc064fa737p-3,
            -0x1.92e600dff263ep-12,
            -0x1.5de3bfdf6b0b6p-11,
            0x1.a1606356b98a6p-16,
            -0x1.c4e5b1e6c08b9p-22,
            0x1.26874783e5cb8p-28,
            -0x1.02ee4bf426ffdp-35,
            0x1.4a4ec0b07011fp-43,
            -0x1.40a352be81e91p-51,
            0x1.ea6d35675c2f7p-60,
            -0x1.2fa1449a6c2b7p-68,
            0x1.36604b6db7f0fp-77,
            0x0.0p+0,
            0x0.0p+0,
            0x0.0p+0
        },
        {
            -0x1.17b9d778f56d8p-3,
            0x1.452f6e1001109p-9,
            0x1.83446420e2278p-14,
            -0x1.1ca671d7700c2p-19,
            0x1.841c72d323c36p-28,
            0x1.e8e4b38aa5e54p-33,
            -0x1.c208e91812690p-39,
            0x1.a0f4d0f351b3ap-46,
            -0x1.014355de01ab8p-53,
            0x1.d318e2aba1663p-62,
            -0x1.4939ba12d38b0p-70,
            0x1.752f1a14bcb20p-79,
            -0x1.5cd86842a839bp-88,
            0x1.130aa049a4d10p-97,
            -0x1.70d14c0b1719fp-107
        }
    };

    private SecondWave64() {}

    static <T> T zero(Algebra<T> a, T x, T first) {
        T middle = a.compare(CompareKind.GE, x, a.f64(3));
        T upper = a.compare(CompareKind.GE, x, a.f64(5.5));
        Stretch<T> s = new Stretch<>(a, List.of(middle, upper));
        T z = s.pick(ZEROS_0[0], ZEROS_0[2], ZEROS_0[4]);
        T zLow = s.pick(ZEROS_0[1], ZEROS_0[3], ZEROS_0[5]);
        T t = a.fma(x, x, a.neg(s.pick(4.5, 19.625, 47.125)));
        T rest = s.polynomial(t, REST_0);
        T below = a.sub(a.sub(x, z), zLow);
        T far = a.mul(a.mul(below, a.add(x, z)), rest);
        return a.fma(a.mul(logarithm(a, x, z, below), a.f64(TWO_OVER_PI)), first, far);
    }

    static <T> T one(Algebra<T> a, T x, T first) {
        Stretch<T> s = new Stretch<>(a, List.of(a.compare(CompareKind.GE, x, a.f64(4))));
        T z = s.pick(ZEROS_1[0], ZEROS_1[2]);
        T zLow = s.pick(ZEROS_1[1], ZEROS_1[3]);
        T t = a.fma(x, x, a.neg(s.pick(8, 40)));
        T rest = s.polynomial(t, REST_1);
        T below = a.sub(a.sub(x, z), zLow);
        T far = a.div(a.mul(a.mul(below, a.add(x, z)), rest), x);
        return a.fma(a.mul(logarithm(a, x, z, below), a.f64(TWO_OVER_PI)), first, far);
    }

    /// `log(x / z)`, precise where x is near z.
    private static <T> T logarithm(Algebra<T> a, T x, T z, T below) {
        T distant = a.compare(CompareKind.LT, x, a.mul(z, a.f64(0.5)));
        T near = Logarithm64.log1p(a, a.div(below, z));
        return a.select(distant, Logarithm64.log(a, a.div(x, z)), near);
    }

    /// Picks constants by the stretch that a lane lies in: number i where the first i conditions
    /// hold.
    private record Stretch<T>(Algebra<T> a, List<T> reached) {
        T pick(double... values) {
            T value = a.f64(values[0]);
            for (int i = 1; i < values.length; i++) {
                value = a.select(reached.get(i - 1), a.f64(values[i]), value);
            }
            return value;
        }

        T polynomial(T x, double[][] all) {
            T sum = a.f64(0);
            for (int k = all[0].length - 1; k >= 0; k--) {
                int power = k;
                T c = pick(Arrays.stream(all).mapToDouble(p -> p[power]).toArray());
                sum = k == all[0].length - 1 ? c : a.fma(sum, x, c);
            }
            return sum;
        }
    }
}
