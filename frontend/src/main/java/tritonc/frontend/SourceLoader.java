package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Reads source files. They are UTF-8 unless a coding line (PEP 263) says latin-1; anything else is
/// refused with the command that converts it.
public final class SourceLoader {
    /// The largest file that is read: 64 MiB.
    public static final int MAX_BYTES = 64 << 20;

    private static final int MAX_CODING_LINE = 4096;

    private SourceLoader() {}

    /// Reads a file, or reports why it cannot be read.
    public static Optional<SourceFile> read(Path path, Diagnostics diagnostics) {
        if (Files.isDirectory(path)) {
            diagnostics.add(
                    Diagnostic.error(
                                    Code.UNREADABLE_SOURCE,
                                    "'" + path + "' is a folder, not a source file")
                            .help("name a .py or .tri file in it"));
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            return unreadable(path, "does not exist", diagnostics);
        } catch (AccessDeniedException e) {
            return unreadable(path, "may not be read by this user", diagnostics);
        } catch (IOException e) {
            return unreadable(path, "cannot be read: " + e.getMessage(), diagnostics);
        }
        return decode(path.toString(), bytes, diagnostics);
    }

    private static Optional<SourceFile> unreadable(Path path, String why, Diagnostics diagnostics) {
        diagnostics.add(Diagnostic.error(Code.UNREADABLE_SOURCE, "file '" + path + "' " + why));
        return Optional.empty();
    }

    /// Makes text of the bytes of a file, or reports why they are none.
    public static Optional<SourceFile> decode(String name, byte[] bytes, Diagnostics diagnostics) {
        Diagnostic problem = refuse(name, bytes);
        if (problem != null) {
            diagnostics.add(problem);
            return Optional.empty();
        }
        String coding = codingLine(bytes);
        boolean latin = isLatin1(coding);
        if (!latin && !isUtf8(coding)) {
            diagnostics.add(
                    Diagnostic.error(
                                    Code.NOT_TEXT,
                                    "'" + name + "' declares the encoding '" + coding + "'")
                            .help(convert(coding, name)));
            return Optional.empty();
        }
        int bom = hasUtf8Bom(bytes) ? 3 : 0;
        Charset charset = latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        ByteBuffer content = ByteBuffer.wrap(bytes, bom, bytes.length - bom);
        try {
            String text = charset.newDecoder().decode(content).toString();
            return Optional.of(new SourceFile(name, text));
        } catch (CharacterCodingException e) {
            diagnostics.add(notUtf8(name, bytes, content.position()));
            return Optional.empty();
        }
    }

    private static @Nullable Diagnostic refuse(String name, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Diagnostic.error(
                    Code.SOURCE_TOO_LARGE,
                    "'" + name + "' is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        String utf16 = utf16(bytes);
        if (utf16 != null) {
            return Diagnostic.error(Code.NOT_TEXT, "'" + name + "' is " + utf16 + " text")
                    .help(convert(utf16, name));
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return Diagnostic.error(
                                Code.NOT_TEXT, "'" + name + "' is not text: byte " + i + " is zero")
                        .help("a source file is Python text in UTF-8");
            }
        }
        return null;
    }

    /// UTF-16 by its byte order mark or, without one, by every other byte of the beginning being
    /// zero.
    private static @Nullable String utf16(byte[] bytes) {
        if (bytes.length < 2) {
            return null;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
            return first == 0xFF ? "UTF-16LE" : "UTF-16BE";
        }
        int even = 0;
        int odd = 0;
        int looked = Math.min(bytes.length & ~1, 64);
        for (int i = 0; i < looked; i += 2) {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }
        if (looked >= 8 && odd == looked / 2 && even == 0) {
            return "UTF-16LE";
        }
        return looked >= 8 && even == looked / 2 && odd == 0 ? "UTF-16BE" : null;
    }

    private static String convert(String from, String name) {
        return "convert it: iconv -f " + from + " -t UTF-8 " + name;
    }

    private static Diagnostic notUtf8(String name, byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < Math.min(at, bytes.length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String shown =
                at < bytes.length
                        ? "byte 0x" + Integer.toHexString(bytes[at] & 0xFF)
                        : "the end of the file";
        return Diagnostic.error(
                        Code.NOT_TEXT,
                        "'" + name + "' is not UTF-8 text: " + shown + " in line " + line)
                .help("save it as UTF-8, or give its encoding in line 1: # coding: latin-1");
    }

    private static boolean hasUtf8Bom(byte[] bytes) {
        return bytes.length >= 3
                && (bytes[0] & 0xFF) == 0xEF
                && (bytes[1] & 0xFF) == 0xBB
                && (bytes[2] & 0xFF) == 0xBF;
    }

    /// The encoding that a comment in the first two lines names, or UTF-8 (PEP 263).
    private static String codingLine(byte[] bytes) {
        int at = hasUtf8Bom(bytes) ? 3 : 0;
        for (int line = 0; line < 2 && at < bytes.length; line++) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n' && end - at < MAX_CODING_LINE) {
                end++;
            }
            String text = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                return "utf-8";
            }
            String named = coding(text);
            if (!named.isEmpty()) {
                return named;
            }
            at = end + 1;
        }
        return "utf-8";
    }

    private static String coding(String comment) {
        int at = comment.indexOf("coding");
        int from = at + "coding".length();
        if (at < 0 || from >= comment.length()) {
            return "";
        }
        if (comment.charAt(from) != ':' && comment.charAt(from) != '=') {
            return "";
        }
        from++;
        while (from < comment.length() && comment.charAt(from) == ' ') {
            from++;
        }
        int end = from;
        while (end < comment.length()
                && (Character.isLetterOrDigit(comment.charAt(end))
                        || "-_.".indexOf(comment.charAt(end)) >= 0)) {
            end++;
        }
        return comment.substring(from, end);
    }

    private static String plain(String coding) {
        return coding.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isUtf8(String coding) {
        return switch (plain(coding)) {
            case "utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii", "utf-8-unix" -> true;
            default -> false;
        };
    }

    private static boolean isLatin1(String coding) {
        return switch (plain(coding)) {
            case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso-latin-1", "l1" -> true;
            default -> false;
        };
    }

    /// Reports a text without any code, where there must be some.
    public static void requireCode(SourceFile file, Diagnostics diagnostics) {
        if (file.text().isBlank()) {
            diagnostics.add(
                    Diagnostic.error(
                            Code.EMPTY_SOURCE,
                            new Span(file, 0, 0),
                            "'" + file.path() + "' is empty"));
        }
    }
}
