using System.Globalization;
using System.Text;
using VividMed.Bench.Reports;

namespace VividMed.Bench.Scale;

/// <summary>The two tables of a <c>cxr-csv</c> dataset: 3.5 studies a patient and 1 patient in 20 each for validation and test, as in MIMIC-CXR.</summary>
/// <param name="imageOf">Where the radiograph of a study lies; several may share one.</param>
internal sealed class StudyTables(string root, int seed, Func<int, string> imageOf)
{
    /// <summary>Writes the tables of that many studies, whatever they said before.</summary>
    public void Write(int studies)
    {
        using (var images = Open("images.csv"))
        {
            images.Write("study_id,patient_id,split,image_id,view,path\n");
            for (var study = 0; study < studies; study++)
            {
                var patient = study * 2 / 7;
                images.Write(string.Create(CultureInfo.InvariantCulture, $"s{study:D7},p{patient:D7},{SplitOf(patient)},i{study:D7},PA,{imageOf(study)}\n"));
            }
        }

        using var reports = Open("reports.csv");
        reports.Write("study_id,report\n");
        for (var study = 0; study < studies; study++)
        {
            var text = SyntheticReports.Create(seed, study).Replace("\"", "\"\"", StringComparison.Ordinal);
            reports.Write(string.Create(CultureInfo.InvariantCulture, $"s{study:D7},\"{text}\"\n"));
        }
    }

    private static string SplitOf(int patient) => (patient % 20) switch
    {
        0 => "test",
        1 => "validate",
        _ => "train",
    };

    private StreamWriter Open(string name) => new(Path.Combine(root, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
}
