using System.Globalization;

namespace VividMed.Inference;

/// <summary>How a golden case went.</summary>
/// <param name="Case">Its position in the manifest.</param>
/// <param name="Difference">The largest difference of any figure; infinite where the shape differs.</param>
/// <param name="Output">The output with that difference.</param>
public sealed record GoldenResult(int Case, bool Passed, double Difference, string Output, TimeSpan Elapsed)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"case {Case}, output {Output}, largest difference {Difference:G3}");
}
