using System.Text.RegularExpressions;

namespace VividMed.Datasets;

/// <summary>A volume's name such as train_12_a_2.nii.gz: part of the dataset, patient, scan, reconstruction.</summary>
internal sealed partial record CtRateVolumeName(string Name, string Part, string Patient, string Scan, int Reconstruction)
{
    /// <summary>The volume's folder and name without extension below the part's folder.</summary>
    public string Stem => $"{Patient}/{Scan}/{Scan}_{Reconstruction}";

    /// <exception cref="DatasetException">It is no such name.</exception>
    public static CtRateVolumeName Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success) throw new DatasetException("bad-volume-name", "a table has a VolumeName that is not like train_1_a_1.nii.gz");
        var part = match.Groups["part"].Value;
        var patient = $"{part}_{match.Groups["patient"].Value}";
        return new CtRateVolumeName(text, part, patient, $"{patient}_{match.Groups["scan"].Value}", int.Parse(match.Groups["reconstruction"].Value));
    }

    [GeneratedRegex(@"\A(?<part>train|valid)_(?<patient>[1-9][0-9]{0,8})_(?<scan>[a-z]{1,8})_(?<reconstruction>[1-9][0-9]{0,5})\.nii\.gz\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
