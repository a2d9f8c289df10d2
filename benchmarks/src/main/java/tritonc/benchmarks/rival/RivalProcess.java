package tritonc.benchmarks.rival;

import tritonc.runtime.machine.Cpuid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A Python process that does the work of a case when told, by lines on its standard input; it
/// answers each with one line that begins with `ok`.
final class RivalProcess implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private RivalProcess(Process process) {
        this.process = process;
        this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param threads how many each library may use
    static RivalProcess start(Path python, Path script, int threads) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(python.toString(), script.toString(), String.valueOf(threads));
        for (String name : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
            builder.environment().put(name, String.valueOf(threads));
        }
        // large results come from memory that is there already, as ours do
        builder.environment().put("MALLOC_MMAP_MAX_", "0");
        builder.environment().put("MALLOC_TRIM_THRESHOLD_", String.valueOf(1L << 40));
        // on large pages, as our large tensors and NumPy's arrays do
        builder.environment().put("THP_MEM_ALLOC_ENABLE", "1");
        // whatever is set around it, and though it does not know the newest processors
        boolean isWide = Cpuid.here().hasAvx512();
        builder.environment().put("OPENBLAS_CORETYPE", isWide ? "SkylakeX" : "Haswell");
        builder.environment().remove("OPENBLAS_L2_SIZE");
        return new RivalProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Loads the arrays of a case.
    ///
    /// @return the ways in which it can be done
    List<String> load(String work, Path folder) throws IOException {
        return Arrays.asList(ask("load " + work + " " + folder).split(" ", -1));
    }

    /// Does the work once and writes the result.
    void result(String way, Path file) throws IOException {
        ask("result " + way + " " + file);
    }

    /// Does the work for so long.
    ///
    /// @return mean microseconds of a call
    double batch(String way, long nanos) throws IOException {
        return Double.parseDouble(ask("batch " + way + " " + nanos));
    }

    private String ask(String question) throws IOException {
        in.write(question + "\n");
        in.flush();
        String answer = out.readLine();
        if (answer == null || !answer.startsWith("ok")) {
            throw new IOException("the rivals' Python answers '" + answer + "' to: " + question);
        }
        return answer.substring(2).strip();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
