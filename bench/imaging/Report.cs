using System.Globalization;

namespace VividMed.Bench.Imaging;

/// <summary>Figures as lines of <c>name value unit [ratio-to peer]</c>.</summary>
internal sealed class Report(TextWriter output)
{
    public void Figure(string name, double value, string unit) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F2} {unit}"));

    /// <summary>Writes the peer's figure and ours with the ratio between them.</summary>
    public void Beside(string name, double ours, string peer, double theirs)
    {
        Figure($"{name}.{peer}", theirs, "ms");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {ours:F2} ms {ours / theirs:F2} {peer}"));
    }

    public void Missing(string name, string peer, string package) => output.WriteLine($"# {name}: {peer} is not installed (apt-get install {package})");
}
