using CsCheck;
using DuckDB.NET.Data;
using VividMed.Exports.Parquet;
using VividMed.TestKit;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>DuckDB reads the Parquet files.</summary>
public sealed class ParquetReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pictures_boxes_and_phrases_of_one_schema_for_radiographs_and_volumes()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("a"), TestSamples.Radiograph("b"), TestSamples.Tomogram("ct"), TestSamples.Radiograph("v", "validate"));
        var export = await Exported.RunAsync(_folder, store, "hf", samplesPerFile: 1);
        Assert.Equal(
            ["README.md", "ct/train-00000.parquet", "cxr/train-00000.parquet", "cxr/train-00001.parquet", "cxr/validate-00000.parquet"],
            export.Manifest.Files.Select(static file => file.Name));
        Assert.Contains("- split: validation\n    path: cxr/validate-*.parquet", export.Text("README.md"), StringComparison.Ordinal);

        var all = $"read_parquet('{export.Root}/*/*.parquet')";
        Assert.Equal(
            ["a 1 3 4", "b 1 3 4", "ct 1 3 4", "v 1 3 4"],
            Query($"select id || ' ' || len(images) || ' ' || len(objects) || ' ' || len(phrases) from {all} order by id"));
        Assert.Equal(["[700.4, 500.0, 1001.0, 777.0]"], Query($"select objects[1].bbox from {all} where id = 'a'"));
        Assert.Equal(["[4.0, 5.0, 3.0, 6.0, 8.0, 5.0]"], Query($"select objects[1].bbox from {all} where id = 'ct'"));
        Assert.Equal(["89504E47"], Query($"select substr(hex(images[1].bytes), 1, 8) from {all} where id = 'a'"));
        Assert.Equal(["1F8B"], Query($"select substr(hex(images[1].bytes), 1, 4) from {all} where id = 'ct'"));
        // DuckDB counts code points too.
        Assert.Equal(
            ["Left pleural effusion"], Query($"select substr(report, phrases[1].start + 1, phrases[1].end - phrases[1].start) from {all} where id = 'a'"));
        Assert.Equal(["0.9 absent"], Query($"select phrases[1].confidence || ' ' || phrases[3].reason from {all} where id = 'a' and phrases[3].confidence is null"));
        Assert.Equal(["1"], Query($"select count(*) from parquet_kv_metadata('{export.Root}/cxr/train-00000.parquet') where decode(key) = 'huggingface' and decode(value) like '%\"_type\":\"Image\"%'"));
        Assert.Equal(["0"], Query($"select count(*) from parquet_kv_metadata('{export.Root}/ct/train-00000.parquet') where decode(value) like '%\"_type\":\"Image\"%'"));
    }

    [Fact]
    public Task Lists_in_lists_come_back_however_they_are_nested() =>
        Gen.Int[-1000, 1000].Array[0, 4].Array[0, 4].Select(Gen.String[Gen.Char.AlphaNumeric, 0, 5].Array[0, 3]).Array[1, 20].SampleAsync(
            async rows =>
            {
                var path = _folder.Path("any.parquet");
                await using (var file = File.Create(path))
                {
                    var table = await ParquetTable.OpenAsync(file, new("schema", new ParquetLeaf("n", ParquetType.Int32, Optional: true), new ParquetList("a", new ParquetList("b", new ParquetLeaf("c", ParquetType.Int32))), new ParquetList("t", new ParquetLeaf("w", ParquetType.Text))), TestContext.Current.CancellationToken);
                    foreach (var (index, (numbers, words)) in rows.Index()) await table.AddAsync([index % 3 == 0 ? null : index, numbers, words], TestContext.Current.CancellationToken);
                    await table.FinishAsync(new Dictionary<string, string>(), TestContext.Current.CancellationToken);
                }

                var expected = rows.Index().Select(static row => $"{(row.Index % 3 == 0 ? "-" : row.Index)}|[{string.Join(", ", row.Item.Item1.Select(static some => $"[{string.Join(", ", some)}]"))}]|{string.Join(',', row.Item.Item2)}");
                Assert.Equal(expected, Query($"select coalesce(n::varchar, '-') || '|' || a::varchar || '|' || array_to_string(t, ',') from read_parquet('{path}')"));
            },
            iter: 25,
            threads: 1);

    private static List<string> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select cast(x as varchar) from ({sql}) as q(x)";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
