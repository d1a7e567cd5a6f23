using System.Text.RegularExpressions;
using VividMed.Datasets.Files;
using VividMed.Datasets.Reports;

namespace VividMed.Datasets.Mimic;

/// <summary>
/// Where the reports are: beside the images as files/pNN/pN.../sN....txt, in the unpacked folder mimic-cxr-reports, or still in
/// mimic-cxr-reports.zip. A file of its own comes before the archive's.
/// </summary>
internal sealed partial class MimicReports
{
    public const string Folder = "mimic-cxr-reports/";
    private const string Archive = "mimic-cxr-reports.zip";
    private readonly Dictionary<string, ZipMember> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _conflicting = new(StringComparer.Ordinal);

    public MimicReports(IDatasetFiles files, CancellationToken cancellationToken)
    {
        if (files.LengthOf(Archive) is null) return;
        foreach (var member in ZipDirectory.Read(files, Archive, cancellationToken))
        {
            var name = Name().Match(member.Name);
            if (!name.Success) continue;
            var study = name.Groups["study"].Value;
            if (!_members.TryAdd(study, member with { Name = "" }) && _members[study].Crc != member.Crc) _conflicting.Add(study);
        }
    }

    /// <summary>The report's place, or null with the reason why there is none.</summary>
    public ReportReference? Find(MimicStudy study, FileInventory files, out string? reason)
    {
        if (files.FirstOf(out reason, study.Report, Folder + study.Report) is { } file)
        {
            return new ReportReference(file.Path, Bytes: file.Length, Stamp: file.Stamp);
        }

        if (_conflicting.Contains(study.Id)) reason = "conflicting-reports";
        else if (_members.TryGetValue(study.Id, out var member)) return ZipReport.Locate(Archive, member, $"s{study.Id}.txt", out reason);
        else if (reason == "missing-file") reason = "missing-report";
        return null;
    }

    [GeneratedRegex(@"(?:\A|/)p[0-9]{1,20}/s(?<study>[0-9]{1,20})\.txt\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
