package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.frontend.ast.TypeParameter;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Functions and classes.
final class Definitions {
    private final Expressions expressions;
    private final Statements statements;

    Definitions(Expressions expressions, Statements statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    private List<Expr> decorators(ParserRuleContext statement) {
        List<Expr> decorators = new ArrayList<>();
        for (int i = 0; Tree.ruleIndex(statement, i) == PythonParser.RULE_decorator; i++) {
            decorators.add(expressions.test(Tree.rule(Tree.rule(statement, i), 1), true));
        }
        return decorators;
    }

    private List<TypeParameter> types(ParserRuleContext node) {
        return Tree.ruleIndex(node, 2) == PythonParser.RULE_typeParameters
                ? expressions.parameters().types(Tree.rule(node, 2))
                : List.of();
    }

    /// @param statement the whole statement, with decorators
    /// @param node of rule `function`
    /// @param at where `node` stands among the children of `statement`
    Stmt function(ParserRuleContext statement, ParserRuleContext node, boolean async, int at) {
        PythonToken name = Tree.token(node, 1);
        int open = 2;
        while (Tree.type(node, open) != PythonLexer.LPAREN) {
            open++;
        }
        int close = open;
        while (Tree.type(node, close) != PythonLexer.RPAREN) {
            close++;
        }
        List<Parameter> parameters = expressions.parameters().all(node, open + 1, close);
        boolean arrow = Tree.type(node, close + 1) == PythonLexer.ARROW;
        Expr returns = arrow ? expressions.test(Tree.rule(node, close + 2)) : null;
        List<Stmt> body = statements.block(Tree.rule(node, Tree.size(node) - 1));
        Span begin = (async ? Tree.token(statement, at - 1) : Tree.token(node, 0)).span();
        return new Stmt.FunctionDef(
                begin.to(body.getLast().span()),
                async,
                name.getText(),
                name.span(),
                types(node),
                parameters,
                returns,
                decorators(statement),
                body);
    }

    /// @param statement the whole statement, with decorators
    /// @param node of rule `classDefinition`
    Stmt classDefinition(ParserRuleContext statement, ParserRuleContext node) {
        PythonToken name = Tree.token(node, 1);
        List<Argument> arguments = List.of();
        for (int i = 2; i < Tree.size(node); i++) {
            if (Tree.ruleIndex(node, i) == PythonParser.RULE_arguments) {
                arguments = expressions.atoms().arguments().arguments(Tree.rule(node, i));
            }
        }
        List<Stmt> body = statements.block(Tree.rule(node, Tree.size(node) - 1));
        return new Stmt.ClassDef(
                Tree.token(node, 0).span().to(body.getLast().span()),
                name.getText(),
                name.span(),
                types(node),
                arguments,
                decorators(statement),
                body);
    }
}
