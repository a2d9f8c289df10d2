package tritonc.typecheck.names;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Binding;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.List;

/// Classes of files as values.
final class HostClasses {
    private HostClasses() {}

    /// A class; its instances are named fields if it has nothing but them, and no `__init__`.
    ///
    /// @param members the attributes of the class
    /// @param around the names that its body sees
    static ClassValue of(Binding.HostClass c, Names members, Names around) {
        List<ClassValue.Field> fields = new ArrayList<>();
        boolean plain = isRecord(c.definition());
        for (Stmt s : c.definition().body()) {
            if (s instanceof Stmt.AnnAssign a && a.target() instanceof Expr.Name n) {
                fields.add(new ClassValue.Field(n.id(), value(a.value(), around)));
            }
            plain &= !(s instanceof Stmt.FunctionDef f && f.name().equals("__init__"));
        }
        return new ClassValue(
                c.definition().name(),
                plain ? fields : List.of(),
                isMarked(c.definition(), "aggregate"),
                members);
    }

    private static boolean isRecord(Stmt.ClassDef c) {
        boolean tuple =
                c.arguments().stream().anyMatch(a -> a.span().text().endsWith("NamedTuple"));
        return tuple || isMarked(c, "dataclass") || isMarked(c, "aggregate");
    }

    private static boolean isMarked(Stmt.ClassDef c, String decorator) {
        return c.decorators().stream()
                .map(d -> d instanceof Expr.Call call ? call.function() : d)
                .anyMatch(d -> d.span().text().endsWith(decorator));
    }

    private static @Nullable PyValue value(@Nullable Expr e, Names around) {
        if (e == null) {
            return null;
        }
        PyValue value = HostEvaluation.valueOrError(e, around);
        return value instanceof ErrorValue ? null : value;
    }
}
