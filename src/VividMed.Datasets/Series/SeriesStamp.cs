using System.Globalization;
using System.Text;
using VividMed.Datasets.Files;
using VividMed.Storage.Streams;

namespace VividMed.Datasets.Series;

/// <summary>
/// The state of a folder, as a file's stamp is that of a file: an edit, another name, a file more or less changes it. It begins with the time
/// of the newest file, by which it is told whether it vouches for the content.
/// </summary>
internal static class SeriesStamp
{
    /// <summary>Empty where a file has none: then nothing vouches for the folder.</summary>
    public static string Of(IReadOnlyList<DatasetFile> files)
    {
        if (files.Any(static file => file.Stamp.Length == 0)) return "";
        var text = new StringBuilder();
        long? newest = null;
        foreach (var file in files.OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            text.Append(file.Path).Append('\0').Append(file.Length).Append('\0').Append(file.Stamp).Append('\n');
            if (long.TryParse(file.Stamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)) newest = Math.Max(newest ?? long.MinValue, ticks);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{newest}/{Sha256.Of(Encoding.UTF8.GetBytes(text.ToString()))[..32]}");
    }
}
