package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;

import tritonc.frontend.ast.Stmt;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Statements with blocks, save definitions.
final class Statements {
    /// An `elif` stands a level deeper in the tree than the `if` it belongs to.
    private static final int MAX_ELIFS = 1000;

    private final Tree tree;
    private final Expressions expressions;
    private final SimpleStatements simple;
    private final Definitions definitions;
    private final Patterns patterns;

    Statements(Tree tree, Expressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
        this.simple = new SimpleStatements(tree, expressions);
        this.definitions = new Definitions(expressions, this);
        this.patterns = new Patterns(tree, expressions.atoms());
    }

    /// @param node of rule `file`
    List<Stmt> file(ParserRuleContext node) {
        List<Stmt> body = new ArrayList<>();
        for (int i = 0; i < Tree.size(node) - 1; i++) {
            statement(Tree.rule(node, i), body);
        }
        return body;
    }

    /// @param node of rule `block`
    List<Stmt> block(ParserRuleContext node) {
        List<Stmt> body = new ArrayList<>();
        if (Tree.size(node) == 1) {
            simple.line(Tree.rule(node, 0), body);
        } else {
            for (int i = 2; i < Tree.size(node) - 1; i++) {
                statement(Tree.rule(node, i), body);
            }
        }
        return body;
    }

    private void statement(ParserRuleContext node, List<Stmt> out) {
        ParserRuleContext first = null;
        boolean async = false;
        int at = 0;
        while (first == null) {
            if (!Tree.isRule(node, at)) {
                async = true;
                at++;
            } else if (Tree.ruleIndex(node, at) == PythonParser.RULE_decorator) {
                at++;
            } else {
                first = Tree.rule(node, at);
            }
        }
        switch (first.getRuleIndex()) {
            case PythonParser.RULE_simpleLine -> simple.line(first, out);
            case PythonParser.RULE_ifStatement -> out.add(ifStatement(first));
            case PythonParser.RULE_whileStatement -> out.add(whileStatement(first));
            case PythonParser.RULE_forStatement -> out.add(forStatement(node, first, async));
            case PythonParser.RULE_tryStatement -> out.add(tryStatement(first));
            case PythonParser.RULE_withStatement -> out.add(withStatement(node, first, async));
            case PythonParser.RULE_matchStatement -> out.add(matchStatement(first));
            case PythonParser.RULE_function ->
                    out.add(definitions.function(node, first, async, at));
            default -> out.add(definitions.classDefinition(node, first));
        }
    }

    private Stmt ifStatement(ParserRuleContext node) {
        int size = Tree.size(node);
        int last = size;
        List<Stmt> orElse = List.of();
        if (Tree.type(node, size - 3) == PythonLexer.ELSE) {
            orElse = block(Tree.rule(node, size - 1));
            last = size - 3;
        }
        if (last / 4 > MAX_ELIFS) {
            tree.tooDeep(tree.span(node), "an 'if' has more than " + MAX_ELIFS + " 'elif'");
            return new Stmt.Pass(tree.span(node));
        }
        List<List<Stmt>> bodies = new ArrayList<>();
        for (int i = 3; i < last; i += 4) {
            bodies.add(block(Tree.rule(node, i)));
        }
        Span end = orElse.isEmpty() ? end(bodies.getLast()) : end(orElse);
        for (int i = bodies.size() - 1; i >= 0; i--) {
            Span span = Tree.token(node, i * 4).span().to(end);
            Stmt branch =
                    new Stmt.If(
                            span,
                            expressions.test(Tree.rule(node, i * 4 + 1), true),
                            bodies.get(i),
                            orElse);
            orElse = List.of(branch);
        }
        return orElse.getFirst();
    }

    private static Span end(List<Stmt> body) {
        return body.getLast().span();
    }

    private Stmt whileStatement(ParserRuleContext node) {
        var test = expressions.test(Tree.rule(node, 1), true);
        List<Stmt> body = block(Tree.rule(node, 3));
        List<Stmt> orElse = elseBlock(node, 4);
        return new Stmt.While(spanTo(node, body, orElse), test, body, orElse);
    }

    private List<Stmt> elseBlock(ParserRuleContext node, int at) {
        return at < Tree.size(node) ? block(Tree.rule(node, at + 2)) : List.of();
    }

    private Span spanTo(ParserRuleContext node, List<Stmt> body, List<Stmt> orElse) {
        return tree.span(node, orElse.isEmpty() ? end(body) : end(orElse));
    }

    private Stmt forStatement(ParserRuleContext whole, ParserRuleContext node, boolean async) {
        var target = expressions.atoms().targetList(Tree.rule(node, 1));
        var iterable = expressions.list(Tree.rule(node, 3));
        List<Stmt> body = block(Tree.rule(node, 5));
        List<Stmt> orElse = elseBlock(node, 6);
        return new Stmt.For(spanTo(whole, body, orElse), async, target, iterable, body, orElse);
    }

    private Stmt tryStatement(ParserRuleContext node) {
        List<Stmt> body = block(Tree.rule(node, 2));
        List<Stmt.Handler> handlers = new ArrayList<>();
        List<Stmt> orElse = List.of();
        List<Stmt> finalBody = List.of();
        boolean star = false;
        Span end = end(body);
        for (int i = 3; i < Tree.size(node); ) {
            if (Tree.isRule(node, i)) {
                ParserRuleContext child = Tree.rule(node, i);
                boolean isStar = Tree.type(child, 1) == PythonLexer.STAR;
                checkHandlers(child, handlers, star, isStar);
                star = isStar;
                handlers.add(handler(child, isStar));
                end = handlers.getLast().span();
                i++;
                continue;
            }
            List<Stmt> block = block(Tree.rule(node, i + 2));
            if (Tree.type(node, i) == PythonLexer.ELSE) {
                orElse = block;
            } else {
                finalBody = block;
            }
            end = end(block);
            i += 3;
        }
        return new Stmt.Try(tree.span(node, end), star, body, handlers, orElse, finalBody);
    }

    private void checkHandlers(
            ParserRuleContext node, List<Stmt.Handler> before, boolean star, boolean isStar) {
        if (before.isEmpty()) {
            return;
        }
        Span place = Tree.token(node, 0).span();
        if (star != isStar) {
            tree.error(place, "'except' and 'except*' cannot be mixed in one 'try'");
        }
        if (before.getLast().type() == null) {
            tree.error(
                    before.getLast().span(),
                    "an 'except' for everything must be the last one",
                    "move it behind the others");
        }
    }

    private Stmt.Handler handler(ParserRuleContext node, boolean star) {
        int at = star ? 2 : 1;
        boolean typed = Tree.isRule(node, at);
        if (star && !typed) {
            tree.error(Tree.token(node, 0).span(), "'except*' needs the type of an exception");
        }
        var type = typed ? expressions.test(Tree.rule(node, at)) : null;
        boolean named = Tree.type(node, at + 1) == PythonLexer.AS;
        String name = named ? Tree.text(node, at + 2) : null;
        List<Stmt> body = block(Tree.rule(node, Tree.size(node) - 1));
        return new Stmt.Handler(tree.span(node, end(body)), type, name, body);
    }

    private Stmt withStatement(ParserRuleContext whole, ParserRuleContext node, boolean async) {
        List<Stmt.WithItem> items = new WithItems(tree, expressions).items(node);
        List<Stmt> body = block(Tree.rule(node, Tree.size(node) - 1));
        return new Stmt.With(tree.span(whole, end(body)), async, items, body);
    }

    private Stmt matchStatement(ParserRuleContext node) {
        var subject = expressions.list(Tree.rule(node, 1), true);
        List<Stmt.MatchCase> cases = new ArrayList<>();
        for (int i = 5; i < Tree.size(node) - 1; i++) {
            ParserRuleContext child = Tree.rule(node, i);
            boolean guarded = Tree.type(child, 2) == PythonLexer.IF;
            List<Stmt> body = block(Tree.rule(child, Tree.size(child) - 1));
            cases.add(
                    new Stmt.MatchCase(
                            tree.span(child, end(body)),
                            patterns.patterns(Tree.rule(child, 1)),
                            guarded ? expressions.test(Tree.rule(child, 3), true) : null,
                            body));
        }
        return new Stmt.Match(tree.span(node, cases.getLast().span()), subject, cases);
    }
}
