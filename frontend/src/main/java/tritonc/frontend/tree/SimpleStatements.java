package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.frontend.ast.TypeParameter;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Statements without blocks.
final class SimpleStatements {
    private final Tree tree;
    private final Expressions expressions;
    private final Targets targets;

    SimpleStatements(Tree tree, Expressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
        this.targets = expressions.atoms().targets();
    }

    /// @param node of rule `simpleLine`
    void line(ParserRuleContext node, List<Stmt> out) {
        tree.checkSeparators(node, 0, PythonLexer.SEMICOLON);
        for (int i = 0; i < Tree.size(node); i++) {
            if (Tree.isRule(node, i)) {
                out.add(simple(Tree.rule(node, i)));
            }
        }
    }

    private Stmt simple(ParserRuleContext node) {
        Span span = tree.span(node);
        if (Tree.isRule(node, 0)) {
            return withValue(node, span);
        }
        return switch (Tree.type(node, 0)) {
            case PythonLexer.RETURN ->
                    new Stmt.Return(
                            span,
                            Tree.size(node) == 2 ? expressions.list(Tree.rule(node, 1)) : null);
            case PythonLexer.PASS -> new Stmt.Pass(span);
            case PythonLexer.BREAK -> new Stmt.Break(span);
            case PythonLexer.CONTINUE -> new Stmt.Continue(span);
            case PythonLexer.IMPORT -> new Stmt.Import(span, dottedAliases(node));
            case PythonLexer.FROM -> importFrom(node, span);
            case PythonLexer.RAISE ->
                    new Stmt.Raise(
                            span,
                            Tree.size(node) > 1 ? expressions.test(Tree.rule(node, 1)) : null,
                            Tree.size(node) > 3 ? expressions.test(Tree.rule(node, 3)) : null);
            case PythonLexer.ASSERT ->
                    new Stmt.Assert(
                            span,
                            expressions.test(Tree.rule(node, 1)),
                            Tree.size(node) > 3 ? expressions.test(Tree.rule(node, 3)) : null);
            case PythonLexer.DEL -> delete(node, span);
            case PythonLexer.GLOBAL -> new Stmt.Global(span, names(node));
            case PythonLexer.NONLOCAL -> new Stmt.Nonlocal(span, names(node));
            default -> typeAlias(node, span);
        };
    }

    /// An expression, an assignment, an annotation.
    private Stmt withValue(ParserRuleContext node, Span span) {
        Expr first = expressions.value(Tree.rule(node, 0));
        if (Tree.size(node) == 1) {
            return new Stmt.ExprStmt(span, first);
        }
        if (Tree.ruleIndex(node, 1) == PythonParser.RULE_augmented) {
            targets.single(first, "assigned to with an operator");
            int op = Tree.type(Tree.rule(node, 1), 0);
            Expr value = expressions.value(Tree.rule(node, 2));
            return new Stmt.AugAssign(span, first, Expressions.binaryOp(op), value);
        }
        if (Tree.type(node, 1) == PythonLexer.COLON) {
            targets.single(first, "annotated");
            Expr annotation = expressions.test(Tree.rule(node, 2));
            Expr value = Tree.size(node) > 3 ? expressions.value(Tree.rule(node, 4)) : null;
            return new Stmt.AnnAssign(span, first, annotation, value);
        }
        List<Expr> all = new ArrayList<>(1);
        all.add(first);
        for (int i = 2; i < Tree.size(node) - 1; i += 2) {
            all.add(expressions.value(Tree.rule(node, i)));
        }
        for (Expr target : all) {
            targets.check(target);
        }
        Expr value = expressions.value(Tree.rule(node, Tree.size(node) - 1));
        return new Stmt.Assign(span, all, value);
    }

    private Stmt delete(ParserRuleContext node, Span span) {
        ParserRuleContext list = Tree.rule(node, 1);
        Expr deleted = expressions.list(list);
        boolean several = Tree.size(list) > 1;
        List<Expr> all =
                several && deleted instanceof Expr.Tuple tuple
                        ? tuple.elements()
                        : List.of(deleted);
        all.forEach(targets::deleted);
        return new Stmt.Delete(span, all);
    }

    private List<String> names(ParserRuleContext node) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < Tree.size(node); i += 2) {
            names.add(Tree.text(node, i));
        }
        return names;
    }

    private List<Stmt.Alias> dottedAliases(ParserRuleContext node) {
        List<Stmt.Alias> names = new ArrayList<>();
        for (int i = 1; i < Tree.size(node); i += 2) {
            ParserRuleContext alias = Tree.rule(node, i);
            String as = Tree.size(alias) == 3 ? Tree.text(alias, 2) : null;
            names.add(new Stmt.Alias(tree.span(alias), dotted(Tree.rule(alias, 0)), as));
        }
        return names;
    }

    private static String dotted(ParserRuleContext node) {
        String first = Tree.text(node, 0);
        if (Tree.size(node) == 1) {
            return first;
        }
        StringBuilder name = new StringBuilder(first);
        for (int i = 2; i < Tree.size(node); i += 2) {
            name.append('.').append(Tree.text(node, i));
        }
        return name.toString();
    }

    private Stmt importFrom(ParserRuleContext node, Span span) {
        int level = 0;
        int at = 1;
        for (; Tree.type(node, at) != PythonLexer.IMPORT && !Tree.isRule(node, at); at++) {
            level += Tree.type(node, at) == PythonLexer.DOT ? 1 : 3;
        }
        String module = "";
        if (Tree.isRule(node, at)) {
            module = dotted(Tree.rule(node, at));
            at++;
        }
        PythonToken keyword = Tree.token(node, at);
        if (level == 0 && module.isEmpty()) {
            tree.error(keyword.span(), "expected the name of a module, found 'import'");
        }
        at++;
        if (Tree.type(node, at) == PythonLexer.STAR) {
            return new Stmt.ImportFrom(span, level, module, List.of(), true);
        }
        boolean bare = Tree.isRule(node, at);
        ParserRuleContext list = Tree.rule(node, bare ? at : at + 1);
        tree.checkSeparators(list, 0, PythonLexer.COMMA);
        int last = Tree.size(list) - 1;
        if (bare && Tree.type(list, last) == PythonLexer.COMMA) {
            tree.error(
                    Tree.token(list, last).span(),
                    "a trailing ',' needs parentheses around the imported names");
        }
        List<Stmt.Alias> names = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            if (Tree.isRule(list, i)) {
                ParserRuleContext alias = Tree.rule(list, i);
                String as = Tree.size(alias) == 3 ? Tree.text(alias, 2) : null;
                names.add(new Stmt.Alias(tree.span(alias), Tree.text(alias, 0), as));
            }
        }
        return new Stmt.ImportFrom(span, level, module, names, false);
    }

    private Stmt typeAlias(ParserRuleContext node, Span span) {
        boolean generic = Tree.ruleIndex(node, 2) == PythonParser.RULE_typeParameters;
        List<TypeParameter> types =
                generic ? expressions.parameters().types(Tree.rule(node, 2)) : List.of();
        Expr value = expressions.test(Tree.rule(node, Tree.size(node) - 1));
        return new Stmt.TypeAlias(span, Tree.text(node, 1), types, value);
    }
}
