using System.Text.RegularExpressions;

namespace VividMed.Inference.Execution;

/// <summary>Why a file does not load as a model, in words of whoever gave it, without the places in ONNX Runtime's own sources.</summary>
internal static partial class LoadFailure
{
    private const string Wanted = "give the .onnx file that an exporter wrote (torch.onnx.export, optimum-cli export onnx)";

    /// <summary>What the runtime says of a file in which it finds no model at all.</summary>
    private static readonly string[] NoGraph = ["Protobuf parsing failed", "No graph was found", "does not have a graph"];

    /// <param name="path">The file, which is looked into where the runtime finds no graph in it.</param>
    /// <param name="message">The runtime's.</param>
    public static string Explain(string path, string message)
    {
        var told = Explain(message);
        return Array.Exists(NoGraph, told.Contains)
            ? $"{path}: {Kind(path)}"
            : $"{path} does not load: {told}";
    }

    public static string Explain(string message) =>
        Whitespace().Replace(Preamble().Replace(message, ""), " ").Trim();

    /// <summary>What others' files begin with.</summary>
    private static string Kind(string path)
    {
        Span<byte> beginning = stackalloc byte[16];
        using var file = File.OpenRead(path);
        beginning = beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        return beginning switch
        {
            [] => $"it is empty and no ONNX model: {Wanted}",
            _ when beginning.StartsWith("version https://"u8) => "it is no ONNX model but Git LFS's placeholder for one: fetch the .onnx file itself with 'git lfs pull'",
            _ when beginning.StartsWith("PK"u8) => $"it is no ONNX model but an archive, such as PyTorch's weights: {Wanted}",
            _ => $"it is no ONNX model, or a damaged one: {Wanted}",
        };
    }

    [GeneratedRegex(@"^\[ErrorCode:\w+\]\s*|Load model from .*? failed:\s*|\S+\.(cc|cpp|h):\d+ [^()]*\([^()]*\)\s*", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Whitespace();
}
