package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Prints a syntax tree as Python in one fixed layout: what it prints parses to the same tree,
/// spans and comments apart.
public final class SourcePrinter {
    private final StringBuilder out;
    private final ExprPrinter expressions;
    private final PatternPrinter patterns;
    private final LinePrefix prefix;
    private int depth;

    /// What stands before the indentation of a statement's first line.
    @FunctionalInterface
    interface LinePrefix {
        void before(StringBuilder out, Node node);
    }

    SourcePrinter(StringBuilder out, LinePrefix prefix) {
        this.out = out;
        this.prefix = prefix;
        this.expressions = new ExprPrinter(out);
        this.patterns = new PatternPrinter(out, expressions);
    }

    /// The module in Python.
    public static String print(ParsedModule module) {
        StringBuilder out = new StringBuilder();
        new SourcePrinter(out, (text, node) -> {}).all(module.body());
        return out.toString();
    }

    void all(List<Stmt> body) {
        for (Stmt s : body) {
            statement(s);
        }
    }

    private SourcePrinter line(Node node) {
        prefix.before(out, node);
        out.repeat(' ', depth * 4);
        return this;
    }

    private void put(String text) {
        out.append(text);
    }

    private void put(String before, @Nullable Expr e) {
        if (e != null) {
            out.append(before);
            expressions.top(e);
        }
    }

    private void putElement(String before, @Nullable Expr e) {
        if (e != null) {
            out.append(before);
            expressions.element(e);
        }
    }

    private void block(List<Stmt> body) {
        out.append(":\n");
        depth++;
        all(body);
        depth--;
    }

    private void block(String header, Node at, List<Stmt> body) {
        if (!body.isEmpty()) {
            line(at).put(header);
            block(body);
        }
    }

    private void statement(Stmt s) {
        switch (s) {
            case Stmt.FunctionDef f -> function(f);
            case Stmt.ClassDef c -> classDef(c);
            case Stmt.If i -> conditional(i, "if ");
            case Stmt.While w -> {
                line(w).putElement("while ", w.test());
                block(w.body());
                elseBlock(w.orElse());
            }
            case Stmt.For f -> {
                line(f).put(f.isAsync() ? "async for " : "for ", f.target());
                put(" in ", f.iterable());
                block(f.body());
                elseBlock(f.orElse());
            }
            case Stmt.With w -> with(w);
            case Stmt.Try t -> tryStatement(t);
            case Stmt.Match m -> match(m);
            case Stmt.ExprStmt x -> simple(x);
            case Stmt.Assign x -> simple(x);
            case Stmt.AnnAssign x -> simple(x);
            case Stmt.AugAssign x -> simple(x);
            case Stmt.Return x -> simple(x);
            case Stmt.Raise x -> simple(x);
            case Stmt.Assert x -> simple(x);
            case Stmt.Delete x -> simple(x);
            case Stmt.Pass x -> simple(x);
            case Stmt.Break x -> simple(x);
            case Stmt.Continue x -> simple(x);
            case Stmt.Global x -> simple(x);
            case Stmt.Nonlocal x -> simple(x);
            case Stmt.Import x -> simple(x);
            case Stmt.ImportFrom x -> simple(x);
            case Stmt.TypeAlias x -> simple(x);
        }
    }

    private void simple(Stmt s) {
        line(s);
        new SimplePrinter(out, expressions).print(s);
        out.append('\n');
    }

    private void elseBlock(List<Stmt> body) {
        if (!body.isEmpty()) {
            block("else", body.getFirst(), body);
        }
    }

    private void conditional(Stmt.If first, String keyword) {
        Stmt.If at = first;
        String word = keyword;
        while (true) {
            line(at).putElement(word, at.test());
            block(at.body());
            boolean chain = at.orElse().size() == 1 && at.orElse().getFirst() instanceof Stmt.If;
            if (!chain) {
                elseBlock(at.orElse());
                return;
            }
            at = (Stmt.If) at.orElse().getFirst();
            word = "elif ";
        }
    }

    private void with(Stmt.With w) {
        line(w).put(w.isAsync() ? "async with " : "with ");
        String between = "";
        boolean parenthesise = w.items().size() == 1 && w.items().getFirst().target() == null;
        for (Stmt.WithItem item : w.items()) {
            boolean tuple = parenthesise && item.context() instanceof Expr.Tuple;
            put(between);
            putElement(tuple ? "(" : "", item.context());
            put(tuple ? ")" : "");
            put(" as ", item.target());
            between = ", ";
        }
        block(w.body());
    }

    private void tryStatement(Stmt.Try t) {
        line(t).put("try");
        block(t.body());
        for (Stmt.Handler h : t.handlers()) {
            line(h).put(t.isStar() ? "except*" : "except");
            putElement(" ", h.type());
            put(h.name() == null ? "" : " as " + h.name());
            block(h.body());
        }
        elseBlock(t.orElse());
        if (!t.finalBody().isEmpty()) {
            block("finally", t.finalBody().getFirst(), t.finalBody());
        }
    }

    private void match(Stmt.Match m) {
        line(m).put("match ", m.subject());
        put(":\n");
        depth++;
        for (Stmt.MatchCase c : m.cases()) {
            line(c).put("case ");
            patterns.print(c.pattern());
            putElement(" if ", c.guard());
            block(c.body());
        }
        depth--;
    }

    private void decorators(List<Expr> decorators) {
        for (Expr d : decorators) {
            line(d).putElement("@", d);
            put("\n");
        }
    }

    private void function(Stmt.FunctionDef f) {
        decorators(f.decorators());
        line(f).put(f.isAsync() ? "async def " : "def ");
        put(f.name());
        SimplePrinter.typeParameters(out, expressions, f.typeParameters());
        put("(");
        new ParameterPrinter(out, expressions).print(f.parameters());
        put(")");
        putElement(" -> ", f.returns());
        block(f.body());
    }

    private void classDef(Stmt.ClassDef c) {
        decorators(c.decorators());
        line(c).put("class ");
        put(c.name());
        SimplePrinter.typeParameters(out, expressions, c.typeParameters());
        if (!c.arguments().isEmpty()) {
            put("(");
            expressions.arguments(c.arguments());
            put(")");
        }
        block(c.body());
    }
}
