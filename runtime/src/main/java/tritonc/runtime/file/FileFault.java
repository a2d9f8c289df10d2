package tritonc.runtime.file;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What is wrong with a file, as the exceptions that readers and writers throw.
final class FileFault {
    private FileFault() {}

    static TritonException of(Code code, Path path, String why) {
        return new TritonException(Diagnostic.error(code, path + ": " + why));
    }

    static TritonException of(Code code, Path path, String why, String help) {
        return new TritonException(Diagnostic.error(code, path + ": " + why).help(help));
    }

    static TritonException unreadable(Path path, IOException e) {
        return of(Code.FILE_UNREADABLE, path, reason(path, e));
    }

    static TritonException unwritable(Path path, IOException e) {
        return of(Code.FILE_UNWRITABLE, path, reason(path, e));
    }

    /// Refuses what is no plain file.
    static void checkPlain(Path path) {
        if (!Files.exists(path)) {
            throw of(Code.FILE_UNREADABLE, path, "no such file");
        }
        if (Files.isDirectory(path)) {
            throw of(Code.FILE_UNREADABLE, path, "is a directory");
        }
        if (!Files.isRegularFile(path)) {
            throw of(Code.FILE_UNREADABLE, path, "is no plain file");
        }
    }

    private static String reason(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = e.getMessage();
        if (message == null || message.equals(path.toString())) {
            return "input or output failed";
        }
        return message.replace('\n', ' ');
    }
}
