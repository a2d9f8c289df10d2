package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.List;

/// Texts of expressions of a wanted type.
final class Expressions {
    static final DType[] NUMBERS = {
        DType.I32,
        DType.FP32,
        DType.I64,
        DType.FP16,
        DType.BF16,
        DType.I8,
        DType.I16,
        DType.U8,
        DType.U32,
        DType.FP64,
        DType.U16,
        DType.U64
    };
    private static final int DEEPEST = 3;

    private final Choices choices;
    private final SourceGenerator make;
    private final ShapedExpressions shaped;

    Expressions(Choices choices, SourceGenerator make) {
        this.choices = choices;
        this.make = make;
        this.shaped = new ShapedExpressions(choices, make, this);
    }

    String of(DType dtype, Shape shape, Scope scope) {
        return of(dtype, shape, scope, 0);
    }

    String of(DType dtype, Shape shape, Scope scope, int depth) {
        if (depth >= DEEPEST || choices.chance(15 + 20 * depth)) {
            return leaf(dtype, shape, scope);
        }
        int form = choices.below(100);
        if (form < 40) {
            return elementwise(dtype, shape, scope, depth + 1);
        }
        if (form < 52) {
            return converted(dtype, shape, scope, depth + 1);
        }
        if (form < 62) {
            String condition = of(DType.I1, broadcastable(shape), scope, depth + 1);
            String a = of(dtype, shape, scope, depth + 1);
            String b = of(dtype, broadcastable(shape), scope, depth + 1);
            make.traits.add("where");
            return "tl.where(" + condition + ", " + a + ", " + b + ")";
        }
        if (form < 70 && shape.rank() == 0) {
            make.traits.add("ternary");
            String a = of(dtype, shape, scope, depth + 1);
            String condition = of(DType.I1, shape, scope, depth + 1);
            return "("
                    + a
                    + " if "
                    + condition
                    + " else "
                    + of(dtype, shape, scope, depth + 1)
                    + ")";
        }
        return shaped.of(dtype, shape, scope, depth + 1);
    }

    /// A variable, cast or spread where none has the type, or a constant.
    String leaf(DType dtype, Shape shape, Scope scope) {
        Variable same = scope.pick(choices, v -> v.dtype() == dtype && v.shape().equals(shape));
        if (same != null && choices.chance(85)) {
            return same.name();
        }
        Variable other = scope.pick(choices, v -> v.shape().equals(shape));
        if (other != null && choices.chance(75)) {
            return cast(other.name(), other.dtype(), dtype);
        }
        if (shape.rank() == 1 && choices.chance(60)) {
            make.traits.add("arange");
            return cast("tl.arange(0, " + shape.dim(0) + ")", DType.I32, dtype);
        }
        if (shape.rank() == 0 && choices.chance(30)) {
            return cast("tl.program_id(" + choices.below(2) + ")", DType.I32, dtype);
        }
        return "tl.full("
                + dims(shape)
                + ", "
                + literal(dtype)
                + ", tl."
                + dtype.tritonName()
                + ")";
    }

    static String dims(Shape shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.rank(); i++) {
            text.append(i == 0 ? "" : ", ").append(shape.dim(i));
        }
        return text.append(']').toString();
    }

    private String literal(DType dtype) {
        if (dtype.isBool()) {
            return choices.chance(50) ? "True" : "False";
        }
        int value = choices.below(10);
        if (dtype.isFloat()) {
            return choices.chance(5)
                    ? "float('inf')"
                    : value + "." + choices.of(new int[] {5, 0, 25});
        }
        return dtype.isSigned() && choices.chance(30) ? "-" + value : String.valueOf(value);
    }

    /// What a value of one dtype looks like as another.
    String cast(String text, DType from, DType to) {
        if (from == to) {
            return text;
        }
        if (to.isBool()) {
            return "(" + text + " != 0)";
        }
        make.traits.add("cast");
        boolean method = !text.startsWith("tl.") || text.endsWith(")");
        return method && choices.chance(70)
                ? "(" + text + ").to(tl." + to.tritonName() + ")"
                : "tl.cast(" + text + ", tl." + to.tritonName() + ")";
    }

    /// The shape, or one that is spread to it.
    Shape broadcastable(Shape shape) {
        if (shape.rank() == 0 || choices.chance(60)) {
            return shape;
        }
        make.traits.add("broadcast");
        if (shape.rank() == 2 && choices.chance(60)) {
            return shape.with(choices.below(2), 1);
        }
        return Shape.SCALAR;
    }

    private String elementwise(DType dtype, Shape shape, Scope scope, int depth) {
        if (dtype.isBool()) {
            return condition(shape, scope, depth);
        }
        if (choices.chance(25)) {
            return unary(dtype, of(dtype, shape, scope, depth));
        }
        String a = of(dtype, shape, scope, depth);
        if (choices.chance(15)) {
            String op = choices.of(new String[] {"+", "*", "-"});
            return "(" + a + " " + op + " " + (1 + choices.below(5)) + ")";
        }
        String b = of(dtype, broadcastable(shape), scope, depth);
        return dtype.isFloat() ? floating(dtype, a, b) : integer(dtype, a, b);
    }

    private String condition(Shape shape, Scope scope, int depth) {
        int form = choices.below(10);
        if (form < 6) {
            DType dtype = choices.of(make.numbers);
            String op = choices.of(new String[] {"<", ">", "<=", ">=", "==", "!="});
            String a = of(dtype, shape, scope, depth);
            return "(" + a + " " + op + " " + of(dtype, broadcastable(shape), scope, depth) + ")";
        }
        String a = of(DType.I1, shape, scope, depth);
        if (form == 6) {
            return shape.rank() == 0 ? "(not " + a + ")" : "(~" + a + ")";
        }
        String b = of(DType.I1, shape, scope, depth);
        boolean word = shape.rank() == 0 && choices.chance(50);
        String op = choices.of(word ? new String[] {"and", "or"} : new String[] {"&", "|", "^"});
        return "(" + a + " " + op + " " + b + ")";
    }

    private String unary(DType dtype, String a) {
        if (!dtype.isFloat()) {
            String[] forms = {"(-%s)", "(~%s)", "tl.abs(%s)"};
            String form = choices.of(forms);
            boolean unsigned = dtype.isUnsigned();
            // Triton's interpreter has no ~ of unsigned numbers
            String safe = make.portable ? "(%s + 1)" : "(~%s)";
            return (unsigned ? safe : form).formatted(a);
        }
        String[] names = {"exp", "sqrt", "floor", "sin", "exp2", "log", "abs", "ceil", "rsqrt"};
        String name = choices.of(names);
        if (choices.chance(25)) {
            return "(-" + a + ")";
        }
        boolean wide = dtype == DType.FP32 || dtype == DType.FP64;
        return wide || name.equals("abs")
                ? "tl." + name + "(" + a + ")"
                : cast("tl." + name + "(" + cast(a, dtype, DType.FP32) + ")", DType.FP32, dtype);
    }

    private String floating(DType dtype, String a, String b) {
        return switch (choices.below(8)) {
            case 0, 1 -> "(" + a + " + " + b + ")";
            case 2 -> "(" + a + " - " + b + ")";
            case 3, 4 -> "(" + a + " * " + b + ")";
            case 5 -> "(" + a + " / " + b + ").to(tl." + dtype.tritonName() + ")";
            case 6 -> "tl.maximum(" + a + ", " + b + ").to(tl." + dtype.tritonName() + ")";
            default -> "tl.minimum(" + a + ", " + b + ").to(tl." + dtype.tritonName() + ")";
        };
    }

    private String integer(DType dtype, String a, String b) {
        String ops = "+-*&|^";
        int form = choices.below(11);
        if (form < ops.length()) {
            return "(" + a + " " + ops.charAt(form) + " " + b + ")";
        }
        make.traits.add("integer division or shift");
        return switch (form) {
            case 6 -> "(" + a + " // (" + b + " | 1))";
            case 7 -> "(" + a + " % (" + b + " | 1))";
            case 8 -> "(" + a + " << (" + b + " & " + (dtype.bits() - 1) + "))";
            case 9 -> "(" + a + " >> (" + b + " & " + (dtype.bits() - 1) + "))";
            default ->
                    choices.chance(50)
                            ? "tl.maximum(" + a + ", " + b + ")"
                            : "tl.minimum(" + a + ", " + b + ")";
        };
    }

    private String converted(DType dtype, Shape shape, Scope scope, int depth) {
        DType from = choices.of(make.numbers);
        if (from.bits() == dtype.bits() && from != dtype && !from.isFloat() && choices.chance(40)) {
            // not from floats: which bits a NaN has is nobody's promise
            make.traits.add("bitcast");
            String name = "tl." + dtype.tritonName();
            return "(" + of(from, shape, scope, depth) + ").to(" + name + ", bitcast=True)";
        }
        if (choices.chance(20)) {
            return cast(of(DType.I1, shape, scope, depth), DType.I1, dtype);
        }
        return cast(of(from, shape, scope, depth), from, dtype);
    }

    /// Arguments for a function.
    String arguments(Helper helper, Scope scope) {
        StringBuilder text = new StringBuilder("p0, n");
        for (Helper.Slot slot : helper.parameters()) {
            text.append(", ").append(of(slot.dtype(), slot.shape(), scope, 2));
        }
        List<String> flags = List.of("", ", True", ", FLAG=False", ", FLAG");
        return text.append(flags.get(choices.below(4))).toString();
    }
}
