using System.Globalization;
using VividMed.Datasets.Files;
using VividMed.Datasets.Mimic;
using VividMed.Datasets.Selection;
using VividMed.Datasets.Tests.Files;

namespace VividMed.Datasets.Tests.Mimic;

/// <summary>Many studies are found with few questions, and the first of them early.</summary>
public sealed class MimicListingTests : IDisposable
{
    private const int Count = 1203;
    private const int Folders = 10;
    private readonly DatasetFolder _folder = new();
    private readonly CountingFiles _files;

    public MimicListingTests()
    {
        var (metadata, split) = ("dicom_id,subject_id,study_id,ViewPosition\n", "subject_id,split\n");
        for (var i = 0; i < Count; i++)
        {
            var (patient, study) = ($"{10 + (i / 2 % Folders)}{i / 2:D6}", $"5{i:D7}");
            metadata += $"i{i},{patient},{study},PA\n";
            split += $"{patient},train\n";
            if (i % 5 != 0) _folder.Write($"files/p{patient[..2]}/p{patient}/s{study}/i{i}.jpg");
            if (i % 7 != 0) _folder.Write($"files/p{patient[..2]}/p{patient}/s{study}.txt");
        }

        _folder.Write("mimic-cxr-2.0.0-metadata.csv", metadata).Write("mimic-cxr-2.0.0-split.csv", split);
        _files = new CountingFiles(new LocalDatasetFiles(_folder.Root));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_study_is_listed_in_order_with_what_is_missing_of_it()
    {
        var all = await DatasetFolder.ListAsync(new MimicCxrDataset(_files));
        Assert.Equal(Count, all.Count);
        Assert.Equal(all.OrderBy(static study => study.Patient, StringComparer.Ordinal).ThenBy(static study => study.Id, StringComparer.Ordinal), all);
        Assert.All(all, static study =>
        {
            var number = int.Parse(study.Id[1..], CultureInfo.InvariantCulture);
            Assert.Equal(number % 5 == 0 ? "missing-file" : number % 7 == 0 ? "missing-report" : null, study.Exclusion);
        });
    }

    [Fact]
    public async Task Few_studies_are_looked_for_in_their_own_folders_with_the_same_outcome()
    {
        var dataset = new MimicCxrDataset(_files);
        var all = await DatasetFolder.ListAsync(dataset);
        var few = await DatasetFolder.ListAsync(dataset, new StudySelection { Ids = all.Take(40).Select(static study => study.Id).ToHashSet() });
        Assert.Equivalent(all.Take(40), few, strict: true);
    }

    [Fact]
    public async Task A_listing_answers_for_a_whole_folder_of_patients_and_no_file_is_asked_for_alone()
    {
        await DatasetFolder.ListAsync(new MimicCxrDataset(_files));
        Assert.InRange(_files.Lists, Folders, 2 * Folders);
        Assert.InRange(_files.Asked, 1, 20);
    }

    [Fact]
    public async Task The_first_study_comes_before_most_folders_have_been_listed()
    {
        await foreach (var study in new MimicCxrDataset(_files).ListStudiesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.StartsWith("10", study.Patient, StringComparison.Ordinal);
            break;
        }

        Assert.InRange(_files.Lists, 1, Folders);
    }
}
