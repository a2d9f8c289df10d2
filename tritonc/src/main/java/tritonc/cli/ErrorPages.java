package tritonc.cli;

import tritonc.ir.diagnostic.Code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The pages of `docs/errors`, which the build puts into the jar.
final class ErrorPages {
    private ErrorPages() {}

    /// The code written so, in any case.
    static Optional<Code> code(String id) {
        for (Code code : Code.values()) {
            if (code.id().equalsIgnoreCase(id)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /// The page of a code; empty only if the build left it out.
    static Optional<String> page(Code code) {
        try (InputStream page =
                ErrorPages.class.getResourceAsStream("/tritonc/errors/" + code.id() + ".md")) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
