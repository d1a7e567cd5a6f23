using System.Diagnostics;
using System.Globalization;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// Decodes HTJ2K in a process of its own. OpenJPEG's decoder of HT code blocks checks its input by assertions, which end the whole
/// program: a damaged file must cost one file, not a worker. The process has bounded time and, where the system can, bounded memory.
/// </summary>
internal static class Jpeg2000Process
{
    private const string Program = "opj_decompress";
    private const string Limiter = "/usr/bin/prlimit";
    private const long LeastMemory = 512L << 20;
    private const int MemoryPerSample = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Planes of components, each sample in one byte up to 8 bits and in two, little endian, up to 16.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> codestream, Jpeg2000Header header)
    {
        if (header.Precision > 16)
        {
            throw new ImageFormatException("unsupported-transfer-syntax", $"HTJ2K of {header.Precision} bits is not supported");
        }

        var folder = Directory.CreateTempSubdirectory("vividmed-htj2k-").FullName;
        try
        {
            var (input, output) = (Path.Combine(folder, "frame.j2k"), Path.Combine(folder, "frame.rawl"));
            using (var file = File.Create(input)) file.Write(codestream);
            Run(input, output, LeastMemory + ((long)header.Width * header.Height * header.Components * MemoryPerSample));
            var needed = (long)header.Width * header.Height * header.Components * (header.Precision > 8 ? 2 : 1);
            if (!File.Exists(output) || new FileInfo(output).Length != needed) throw Damaged();
            return File.ReadAllBytes(output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string input, string output, long memory)
    {
        string[] command = [Program, "-i", input, "-o", output];
        if (File.Exists(Limiter))
        {
            command = [Limiter, string.Create(CultureInfo.InvariantCulture, $"--as={memory}"), "--core=0", .. command];
        }

        var start =
            new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in command.AsSpan(1)) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!process.WaitForExit(Longest))
            {
                process.Kill(entireProcessTree: true);
                throw Damaged();
            }

            // 127: the limiter did not find the program.
            if (process.ExitCode == 127) throw Missing();
            if (process.ExitCode != 0) throw Damaged();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw Missing();
        }
    }

    private static ImageFormatException Damaged() => new("malformed-codestream", "the HTJ2K decoder gave up: the codestream is damaged or cut off");

    private static ImageFormatException Missing() =>
        new("missing-codec", $"HTJ2K needs the program {Program}, which is not installed; on Debian and Ubuntu: apt-get install libopenjp2-tools");
}
