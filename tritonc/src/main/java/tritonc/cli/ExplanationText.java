package tritonc.cli;

import tritonc.codegen.explain.KernelExplanation;
import tritonc.codegen.explain.NestExplanation;
import tritonc.codegen.explain.NestExplanation.Limit;
import tritonc.codegen.explain.NestExplanation.Registers;
import tritonc.codegen.explain.NestExplanation.Traffic;
import tritonc.codegen.explain.NestExplanation.Vectors;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `explain` prints of a kernel.
record ExplanationText(KernelExplanation kernel, List<String> source, PrintStream out) {
    void print() {
        String refusal = kernel.refusal();
        if (refusal != null) {
            out.println(kernel.kernel() + " runs as bytecode: no machine code for " + refusal);
            return;
        }
        out.println(
                kernel.kernel()
                        + ": machine code, "
                        + kernel.codeBytes()
                        + " bytes; "
                        + kernel.scratchBytes()
                        + " bytes of scratch memory a thread; "
                        + count(kernel.spills(), "register")
                        + " put away into memory");
        kernel.nests().forEach(n -> nest(n, ""));
        NestExplanation overlap = kernel.overlap();
        if (overlap != null) {
            nest(overlap, " together with a loop of the next program");
        }
        out.println();
        if (kernel.checked() > 0) {
            out.println(
                    count(kernel.checked(), "more loop")
                            + " with a check an access, for arguments that do not pass the tests"
                            + " before the loops above");
        }
        out.println("cycles by the table of " + kernel.core().text() + ", at best");
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /// @param with what runs along
    private void nest(NestExplanation n, String with) {
        out.println();
        out.println(
                "line "
                        + n.line()
                        + with
                        + ": "
                        + (n.product()
                                ? product(n)
                                : vectors(n.vectors(), n.traffic().streamed())
                                        + (n.epilogue() ? EPILOGUE : "")));
        for (int line : n.lines()) {
            if (line <= source.size()) {
                out.println(String.format(Locale.ROOT, "%6d | %s", line, source.get(line - 1)));
            }
        }
        out.println("  registers: " + registers(n.registers()));
        if (!n.product()) {
            out.println("  an element: " + traffic(n.traffic(), n.operations()));
        }
        out.println("  at best: " + limits(n));
    }

    private static final String EPILOGUE =
            "; done in the registers of the product where its tile is whole and the output small";

    private static String limits(NestExplanation n) {
        String element = n.product() ? "a product" : "an element";
        List<Limit> limits = n.limits();
        Limit near = limits.getFirst();
        String cycles = figure(near.cycles()) + " cycles " + element;
        if (n.product() || limits.stream().map(Limit::by).distinct().count() == 1) {
            return cycles + " (" + near.by() + ")";
        }
        List<String> all = new ArrayList<>();
        for (Limit l : limits) {
            all.add(
                    (l == near ? cycles : figure(l.cycles()))
                            + " from "
                            + name(l.place())
                            + " ("
                            + l.by()
                            + ")");
        }
        return String.join(", ", all);
    }

    private static String name(NestExplanation.Place place) {
        return place == NestExplanation.Place.MEMORY ? "memory" : place.name();
    }

    private static String product(NestExplanation n) {
        Vectors v = n.vectors();
        return String.format(
                Locale.ROOT,
                "a product of matrices, %s multiplications of %d lanes of %d bits a turn",
                v.unroll(),
                v.lanes(),
                v.laneBits());
    }

    private static String vectors(Vectors v, boolean streamed) {
        if (v.lanes() == 1) {
            String why = v.scalarBecause();
            return "one element at a time" + (why == null ? "" : ", as " + why);
        }
        return v.lanes()
                + " lanes of "
                + v.laneBits()
                + " bits"
                + (v.unroll() == 1 ? "" : ", " + v.unroll() + " vectors a turn")
                + (v.tail() ? ", what is left over masked" : "")
                + (streamed ? "; large arrays are written past the caches" : "");
    }

    private static String registers(Registers r) {
        return r.general()
                + " general, "
                + r.vector()
                + " vector, "
                + count(r.mask(), "mask")
                + (r.spills() == 0 ? "" : "; " + r.spills() + " uses of one in memory");
    }

    private static String traffic(Traffic t, double operations) {
        List<String> all = new ArrayList<>();
        add(all, t.read(), "bytes read");
        add(all, t.written(), "bytes written");
        add(all, t.scattered(), "of them each at an address of its own");
        add(all, t.scratch(), "bytes of scratch memory touched");
        all.add(figure(operations) + (operations == 1 ? " operation" : " operations"));
        return String.join(", ", all);
    }

    private static void add(List<String> to, double number, String what) {
        if (number > 0) {
            to.add(figure(number) + " " + what);
        }
    }

    /// Three digits.
    static String figure(double x) {
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
