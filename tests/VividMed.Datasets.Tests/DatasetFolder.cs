using System.IO.Compression;
using System.Text;
using VividMed.Datasets.Selection;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests;

/// <summary>A small made-up dataset folder.</summary>
internal sealed class DatasetFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Root;

    public DatasetFolder Write(string path, string content = "x")
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (path.EndsWith(".csv.gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(File.Create(full), CompressionLevel.Fastest);
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }
        else
        {
            File.WriteAllText(full, content);
        }

        return this;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a zip archive; names are written as given.</summary>
    public DatasetFolder WriteZip(string path, params (string Name, string Text)[] members)
    {
        using var archive = ZipFile.Open(Path.Combine(Root, path), ZipArchiveMode.Create);
        foreach (var (name, text) in members)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(text);
        }

        return this;
    }

    public static async Task<List<Study>> ListAsync(IDataset dataset, StudySelection? selection = null)
    {
        var studies = new List<Study>();
        await foreach (var study in dataset.ListStudiesAsync(selection, TestContext.Current.CancellationToken)) studies.Add(study);
        return studies;
    }
}
