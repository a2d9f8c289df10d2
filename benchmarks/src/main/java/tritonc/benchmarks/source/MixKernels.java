package tritonc.benchmarks.source;

/// Kernels: parameters, offsets, masks, loads, a loop or a condition, stores.
final class MixKernels {
    private final MixLines out;
    private final MixChoice choice;

    MixKernels(MixLines out, MixChoice choice) {
        this.out = out;
        this.choice = choice;
    }

    void kernel(int number) {
        if (choice.chance(3)) {
            out.line("@triton.autotune(configs=configs, key=['n_rows', 'n_cols'])");
        }
        out.line("@triton.jit");
        head(number);
        out.indent();
        out.line("pid = tl.program_id(axis=0)");
        out.line("rows = pid * BLOCK_M + tl.arange(0, BLOCK_M)");
        out.line("columns = tl.arange(0, BLOCK_N)  # one block of columns");
        out.line("inside = (rows[:, None] < n_rows) & (columns[None, :] < n_cols)");
        out.line("pointers = x_ptr + rows[:, None] * stride_xm + columns[None, :] * stride_xn");
        out.line(
                "x = tl.load(pointers, mask=inside, other="
                        + choice.pick("0.0", "-float('inf')")
                        + ").to(tl.float32)");
        int parts = 2 + choice.below(4);
        for (int i = 0; i < parts; i++) {
            part();
        }
        out.line(
                "tl.store(y_ptr + rows[:, None] * stride_ym + columns[None, :], x.to(tl.float16),"
                        + " mask=inside)");
        out.dedent();
    }

    private void head(int number) {
        if (choice.chance(2)) {
            out.line(
                    "def kernel_"
                            + number
                            + "(x_ptr, y_ptr, n_rows, n_cols, stride_xm, stride_xn, stride_ym,");
            out.line("                 BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr):");
            return;
        }
        out.line("def kernel_" + number + "(");
        for (String name :
                new String[] {
                    "x_ptr", "y_ptr", "n_rows", "n_cols", "stride_xm", "stride_xn", "stride_ym"
                }) {
            out.line("    " + name + ",");
        }
        out.line("    BLOCK_M: tl.constexpr,");
        out.line("    BLOCK_N: tl.constexpr = 64,");
        out.line("):");
    }

    private void part() {
        switch (choice.below(7)) {
            case 0 -> out.line("x = x - tl.max(x, axis=1)[:, None]");
            case 1 ->
                    out.line(
                            "x = tl.where(x > 0, x, 0.01 * x) * tl.rsqrt(tl.sum(x * x, axis=1)[:,"
                                    + " None] / n_cols + 1e-5)");
            case 2 ->
                    out.line(
                            "x = tl.exp(x) / (1.0 + tl.exp(-x)) if BLOCK_N <= 128 else"
                                    + " tl.sigmoid(x)");
            case 3 -> product();
            case 4 -> {
                out.line("if pid % 2 == 0 and n_cols > BLOCK_N:");
                out.line("    x += tl.load(y_ptr + columns, mask=columns < n_cols)[None, :]");
            }
            case 5 -> out.line("low, high = x.to(tl.int32) & 0xF, (x.to(tl.int32) >> 4) & 0xF");
            default ->
                    out.line(
                            "tl.static_assert(BLOCK_M % 16 == 0, f\"{BLOCK_M} is not a multiple of"
                                    + " 16\")");
        }
    }

    private void product() {
        out.line("acc = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)");
        out.line("for k in range(0, tl.cdiv(n_cols, BLOCK_N)):");
        out.indent();
        out.line(
                "b = tl.load(y_ptr + columns[:, None] * stride_ym + columns[None, :], mask=inside,"
                        + " other=0.0)");
        out.line("acc = tl.dot(x, b, acc, allow_tf32=False)");
        out.dedent();
        out.line("x = acc * " + choice.pick("1.0", "0.125", "(1.0 / 3)"));
    }
}
