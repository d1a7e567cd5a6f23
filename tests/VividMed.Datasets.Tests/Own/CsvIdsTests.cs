using CsCheck;
using VividMed.Datasets.Selection;

namespace VividMed.Datasets.Tests.Own;

/// <summary>An id is a name and never a path: whatever a hospital calls its studies is listed as it stands in the table.</summary>
public sealed class CsvIdsTests
{
    private static readonly Gen<string> Ids = Gen.OneOf(
        Gen.String[Gen.Char["ab1.,%/\\:;\"'~*?<>|-_ #+=éß漢\t\n"], 1, 40],
        Gen.Const(new string('x', 200)),
        Gen.OneOf("..", "../../etc/passwd", "/", "a/b", "1.2.840.113619.2.55.3", "50 %", "COM1", "-rf", "~", "=1+1", "s,1", "größe", "患者１", "\U0001F9B4"));

    [Fact]
    public void Any_id_of_study_patient_and_image_is_listed_as_it_is() =>
        Gen.Select(Ids, Ids, Ids).Where(static ids => !Trimmed(ids)).Sample(
            static (study, patient, image) =>
            {
                using var folder = new DatasetFolder().Write("x/1.png")
                    .Write("images.csv", $"study_id,patient_id,image_id,path\n{Cell(study)},{Cell(patient)},{Cell(image)},x/1.png\n")
                    .Write("reports.csv", $"study_id,report\n{Cell(study)},Clear.\n");
                var listed = List(folder, new StudySelection());
                Assert.Equal((study, patient, image), (listed.Id, listed.Patient, listed.Images[0].Id));
                Assert.Null(listed.Exclusion);
                Assert.Equivalent(listed, List(folder, new StudySelection { Ids = new HashSet<string> { study } }), strict: true);
            },
            iter: 300);

    private static Study List(DatasetFolder folder, StudySelection selection) =>
        Assert.Single(DatasetFolder.ListAsync(DatasetFactory.Open("cxr-csv", folder.Root), selection).GetAwaiter().GetResult());

    /// <summary>Cells are read without the white space round them; an empty one is no id.</summary>
    private static bool Trimmed((string, string, string) ids) =>
        ((string[])[ids.Item1, ids.Item2, ids.Item3]).Any(static id => id.Trim() is var inner && (inner.Length == 0 || inner != id));

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
