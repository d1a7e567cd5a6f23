using System.Text.RegularExpressions;

namespace VividMed.Inference.Execution;

/// <summary>What ONNX Runtime says of a file that it does not load, without the places in its own sources.</summary>
internal static partial class LoadFailure
{
    public static string Explain(string message) =>
        Whitespace().Replace(Preamble().Replace(message, ""), " ").Trim();

    [GeneratedRegex(@"^\[ErrorCode:\w+\]\s*|Load model from .*? failed:\s*|\S+\.(cc|cpp|h):\d+ [^()]*\([^()]*\)\s*", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Whitespace();
}
