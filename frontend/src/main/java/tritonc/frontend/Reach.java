package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;

import java.util.function.Predicate;

/// The arms of `if`, handlers of `try` and cases of `match` around a place.
///
/// @param outer those further out; null at the outermost, which is always reached
/// @param test of an `if`; null for a handler or a case, which are taken to be unlikely
/// @param then whether the arm is taken if the test holds
record Reach(@Nullable Reach outer, @Nullable Expr test, boolean then) {
    /// A place outside all of them.
    static final Reach ALWAYS = new Reach(null, null, true);

    /// An arm of an `if` at this place.
    Reach arm(Expr test, boolean then) {
        return new Reach(this, test, then);
    }

    /// A handler or a case at this place.
    Reach unlikely() {
        return new Reach(this, null, false);
    }

    /// How unlikely it is that the place is reached: the number of arms around it that are probably
    /// not taken.
    int doubt(Predicate<Expr> holds) {
        int doubt = 0;
        for (Reach at = this; at.outer != null; at = at.outer) {
            boolean taken = at.test != null && holds.test(at.test) == at.then;
            doubt += taken ? 0 : 1;
        }
        return doubt;
    }
}
