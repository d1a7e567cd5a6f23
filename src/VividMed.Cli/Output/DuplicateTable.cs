using VividMed.Shards.Duplicates;

namespace VividMed.Cli.Output;

/// <summary>The near-duplicates of a version: how many groups of which kind, and the studies of those that matter most.</summary>
internal static class DuplicateTable
{
    private const int Shown = 20;
    private const int StudiesShown = 6;

    public static void Write(DuplicateReport report)
    {
        var groups = report.Groups;
        Console.Out.WriteLine(
            $"near-duplicates: {groups.All} groups over {report.Studies} studies, of {report.Images} images that were compared"
            + (report.Unmeasured > 0 ? $"; {report.Unmeasured} were not" : ""));
        if (groups.All == 0) return;
        TableOutput.Write(
            ["near-duplicates", "groups"],
            [
                ["within a study", $"{groups.WithinStudy}"], ["within a patient", $"{groups.WithinPatient}"],
                ["across patients", $"{groups.AcrossPatients}"], ["of all, across splits", $"{groups.AcrossSplits}"],
            ]);
        TableOutput.Write(["images", "patients", "splits", "studies"], report.Listed.Take(Shown).Select(Row));
        if (groups.All > Shown) Console.Out.WriteLine($"the first {Shown} of {groups.All} groups; --output json names up to {DuplicateReport.MostListed}");
    }

    private static IReadOnlyList<string> Row(DuplicateGroup group) =>
    [
        $"{group.Images}", $"{group.Patients}", string.Join(", ", group.Splits),
        string.Join(", ", group.Studies.Take(StudiesShown)) + (group.Studies.Count > StudiesShown ? ", ..." : ""),
    ];
}
