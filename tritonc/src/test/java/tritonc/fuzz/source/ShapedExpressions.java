package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.List;

/// Texts of expressions that change a shape: reductions, scans, views, products, loads and calls.
final class ShapedExpressions {
    private final Choices choices;
    private final SourceGenerator make;
    private final Expressions plain;

    ShapedExpressions(Choices choices, SourceGenerator make, Expressions plain) {
        this.choices = choices;
        this.make = make;
        this.plain = plain;
    }

    String of(DType dtype, Shape shape, Scope scope, int depth) {
        int form = choices.below(100);
        if (form < 30) {
            return load(dtype, shape, scope, depth);
        }
        if (form < 45) {
            return call(dtype, shape, scope);
        }
        return switch (shape.rank()) {
            case 0 -> reduced(dtype, shape, scope, depth);
            case 1 ->
                    form < 65
                            ? reduced(dtype, shape, scope, depth)
                            : vector(dtype, shape, scope, depth);
            default -> matrix(dtype, shape, scope, depth);
        };
    }

    private String typed(String text, DType dtype) {
        return dtype.isBool() ? "(" + text + " != 0)" : text + ".to(tl." + dtype.tritonName() + ")";
    }

    private DType number(DType dtype) {
        return dtype.isBool() ? DType.I32 : dtype;
    }

    private String reduced(DType dtype, Shape shape, Scope scope, int depth) {
        make.traits.add("reduction");
        Shape from;
        String axis;
        if (shape.rank() == 0) {
            boolean whole = choices.chance(40);
            from = whole ? make.tile : make.row;
            axis = whole ? "" : choices.of(new String[] {"", ", axis=0", ", 0"});
        } else {
            int at = choices.below(2);
            from = shape.insert(at, 4);
            axis = choices.of(new String[] {", axis=" + at, ", " + at, ", axis=" + (at - 2)});
            // Triton's interpreter is wrong about negative axes of some reductions
            axis = make.portable ? ", axis=" + at : axis;
        }
        DType number = number(dtype);
        if (choices.chance(12) && from.rank() == shape.rank() + 1) {
            make.traits.add("function as a value");
            String along = axis.replaceAll("[^0-9-]", "");
            String of = plain.of(number, from, scope, depth);
            String by = along.isEmpty() ? "0" : along;
            return typed("tl.reduce(" + of + ", " + by + ", larger)", dtype);
        }
        boolean integer = number.isInteger();
        String name =
                choices.of(
                        integer
                                ? new String[] {"sum", "max", "min", "xor_sum"}
                                : new String[] {"sum", "max", "min"});
        return typed("tl." + name + "(" + plain.of(number, from, scope, depth) + axis + ")", dtype);
    }

    private String vector(DType dtype, Shape shape, Scope scope, int depth) {
        int n = shape.dim(0);
        String out =
                switch (n == 1 ? 0 : choices.below(4)) {
                    case 0 -> {
                        make.traits.add("scan");
                        String reverse = choices.chance(30) ? ", reverse=True" : "";
                        DType number = number(dtype);
                        String of = plain.of(number, shape, scope, depth);
                        yield typed("tl.cumsum(" + of + ", 0" + reverse + ")", dtype);
                    }
                    case 1 ->
                            "tl.reshape("
                                    + plain.of(dtype, Shape.of(2, n / 2), scope, depth)
                                    + ", "
                                    + Expressions.dims(shape)
                                    + ")";
                    case 2 ->
                            "tl.interleave("
                                    + plain.of(dtype, Shape.of(n / 2), scope, depth)
                                    + ", "
                                    + plain.of(dtype, Shape.of(n / 2), scope, depth)
                                    + ")";
                    default ->
                            "tl.broadcast_to("
                                    + plain.of(dtype, Shape.SCALAR, scope, depth)
                                    + ", "
                                    + Expressions.dims(shape)
                                    + ")";
                };
        make.traits.add("shape change");
        return out;
    }

    /// A running maximum by a function of the text's own.
    private String scanned(DType dtype, Shape shape, Scope scope, int depth) {
        make.traits.add("function as a value");
        DType number = number(dtype);
        String of = plain.of(number, shape, scope, depth);
        String axis = String.valueOf(choices.below(shape.rank()));
        return typed("tl.associative_scan(" + of + ", " + axis + ", larger)", dtype);
    }

    private String matrix(DType dtype, Shape shape, Scope scope, int depth) {
        int rows = shape.dim(0);
        int cols = shape.dim(1);
        make.traits.add("shape change");
        return switch (make.portable ? choices.below(4) : choices.below(7)) {
            case 0 -> "tl.trans(" + plain.of(dtype, Shape.of(cols, rows), scope, depth) + ")";
            case 1 ->
                    "tl.reshape("
                            + plain.of(dtype, Shape.of(rows * cols), scope, depth)
                            + ", "
                            + rows
                            + ", "
                            + cols
                            + ")";
            case 2 ->
                    "tl.broadcast_to("
                            + plain.of(dtype, Shape.of(rows), scope, depth)
                            + "[:, None], "
                            + rows
                            + ", "
                            + cols
                            + ")";
            case 3 -> {
                boolean bool = dtype.isBool();
                yield "("
                        + plain.of(dtype, Shape.of(rows), scope, depth)
                        + "[:, None] "
                        + (bool ? "|" : "+")
                        + " "
                        + plain.of(dtype, Shape.of(cols), scope, depth)
                        + "[None, :])";
            }
            case 4 -> product(dtype, shape, scope, depth);
            case 5 -> scanned(dtype, shape, scope, depth);
            default -> {
                make.traits.add("scan");
                DType number = number(dtype);
                yield typed(
                        "tl.cumsum("
                                + plain.of(number, shape, scope, depth)
                                + ", axis="
                                + choices.below(2)
                                + ")",
                        dtype);
            }
        };
    }

    private String product(DType dtype, Shape shape, Scope scope, int depth) {
        make.traits.add("dot");
        DType factor = choices.chance(50) ? DType.FP32 : DType.FP16;
        String a = plain.of(factor, Shape.of(shape.dim(0), 8), scope, depth + 1);
        String b = plain.of(factor, Shape.of(8, shape.dim(1)), scope, depth + 1);
        String dot = "tl.dot(" + a + ", " + b + ", input_precision='ieee')";
        return plain.cast(dot, DType.FP32, dtype);
    }

    private String load(DType dtype, Shape shape, Scope scope, int depth) {
        int at = choices.below(make.storages());
        DType stored = make.stored(at);
        make.traits.add("load");
        String index = index(at, shape, scope, depth);
        String mask = choices.chance(50) ? ", mask=" + plain.of(DType.I1, shape, scope, depth) : "";
        String other =
                mask.isEmpty() || choices.chance(50)
                        ? ""
                        : ", other=" + (stored.isBool() ? "False" : "1");
        return plain.cast("tl.load(p" + at + " + " + index + mask + other + ")", stored, dtype);
    }

    /// Offsets that stay inside the array.
    String index(int storage, Shape shape, Scope scope, int depth) {
        DType dtype = choices.chance(70) ? DType.I32 : DType.I64;
        String any = plain.of(dtype, shape, scope, depth);
        return "(" + any + " & " + (make.length(storage) - 1) + ")";
    }

    private String call(DType dtype, Shape shape, Scope scope) {
        List<Helper> able =
                make.helpers().stream()
                        .filter(h -> h.results().size() == 1)
                        .filter(h -> h.results().getFirst().equals(new Helper.Slot(dtype, shape)))
                        .toList();
        if (able.isEmpty()) {
            return plain.leaf(dtype, shape, scope);
        }
        make.traits.add("call");
        Helper helper = able.get(choices.below(able.size()));
        return helper.name() + "(" + plain.arguments(helper, scope) + ")";
    }
}
