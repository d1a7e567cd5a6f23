using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Csv;

public sealed class CsvTableTests
{
    [Fact]
    public void A_cut_gzip_file_is_refused_even_where_it_ends_between_two_lines()
    {
        using var folder = new DatasetFolder().Write("t.csv.gz", "a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i},{i * 7919 % 10007}\n")));
        var path = Path.Combine(folder.Root, "t.csv.gz");
        var whole = File.ReadAllBytes(path);
        var files = new LocalDatasetFiles(folder.Root);
        Assert.Equal(20_000, Count(files));
        foreach (var length in (int[])[whole.Length - 1, whole.Length - 8, whole.Length / 2, 30])
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal("csv-bad-gzip", Assert.Throws<DatasetException>(() => Count(files)).Code);
        }
    }

    [Fact]
    public void A_column_is_found_whatever_its_case()
    {
        using var folder = new DatasetFolder().Write("t.csv.gz", "Study_ID, Path\n1,2\n");
        using var table = CsvTable.Open(new LocalDatasetFiles(folder.Root), "t.csv.gz");
        Assert.Equal((0, 1), (table.Column("study_id"), table.Column("path")));
    }

    private static int Count(LocalDatasetFiles files)
    {
        using var table = CsvTable.Open(files, "t.csv.gz");
        return table.Records(TestContext.Current.CancellationToken).Count();
    }
}
