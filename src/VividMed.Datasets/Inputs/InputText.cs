using System.Globalization;
using System.Text;
using VividMed.Storage.Streams;

namespace VividMed.Datasets.Inputs;

/// <summary>
/// A text of named values that no other values can make, for its digest: each value stands behind its length, numbers so that they read
/// back as they were.
/// </summary>
internal sealed class InputText
{
    private readonly StringBuilder _text = new();

    public InputText(string what, int version) => Add(what, version.ToString(CultureInfo.InvariantCulture));

    public string Digest => Sha256.Of(Encoding.UTF8.GetBytes(_text.ToString()));

    public InputText Add(string name, string value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{name} {value.Length} {value}\n");
        return this;
    }

    /// <summary>Numbers of which one may be missing, or all of them (null).</summary>
    public InputText Add(string name, params double?[]? numbers) => Add(
        name, numbers is null ? "none" : string.Join(' ', numbers.Select(static number => number?.ToString("R", CultureInfo.InvariantCulture) ?? "none")));
}
