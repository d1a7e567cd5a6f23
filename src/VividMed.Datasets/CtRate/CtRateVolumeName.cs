using System.Globalization;
using System.Text.RegularExpressions;

namespace VividMed.Datasets.CtRate;

/// <summary>A volume's name such as train_12_a_2.nii.gz: part of the dataset, patient, scan, reconstruction.</summary>
internal sealed partial record CtRateVolumeName(string Part, string Patient, string Scan, int Reconstruction)
{
    public string Id => $"{Scan}_{Reconstruction}";

    public string Name => $"{Scan}_{Reconstruction}.nii.gz";

    /// <summary>The volume's folder and name without extension below the part's folder.</summary>
    public string Stem => $"{Patient}/{Scan}/{Scan}_{Reconstruction}";

    /// <exception cref="DatasetException">It is no such name.</exception>
    public static CtRateVolumeName Parse(string text, string table, int line)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
        {
            throw new DatasetException(
                "bad-volume-name", $"{table}: line {line} has a VolumeName that is not like train_1_a_1.nii.gz");
        }

        var part = match.Groups["part"].Value;
        var patient = $"{part}_{match.Groups["patient"].Value}";
        return new CtRateVolumeName(
            part, patient, $"{patient}_{match.Groups["scan"].Value}",
            int.Parse(match.Groups["reconstruction"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\A(?<part>train|valid)_(?<patient>[1-9][0-9]{0,8})_(?<scan>[a-z]{1,8})_(?<reconstruction>[1-9][0-9]{0,5})\.nii\.gz\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
