using VividMed.Bench.Scale;
using VividMed.Imaging.Dicom;
using VividMed.Phantoms.Writing;

namespace VividMed.Bench.Pipeline;

/// <summary>The datasets that are measured: phantoms as <c>demo</c> makes them, and radiographs of 8 megapixels in both usual storages.</summary>
internal sealed class Sources(string folder, int studies, int scans, int large)
{
    private const int Seed = 7;
    private const int Columns = 2544;
    private const int Rows = 3056;

    public int Studies => studies;

    public int Scans => scans;

    public int Large => large;

    public string Radiographs => Path.Combine(folder, "phantoms", "mimic-cxr");

    public string Volumes => Path.Combine(folder, "phantoms", "ct-rate");

    /// <summary>Lossless JPEG.</summary>
    public string Compressed => Path.Combine(folder, "compressed");

    /// <summary>Uncompressed.</summary>
    public string Native => Path.Combine(folder, "native");

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await PhantomDataset.WriteAsync(Path.Combine(folder, "phantoms"), studies, scans, Seed, progress: null, cancellationToken);
        new LargeSource(Compressed, Seed, Columns, Rows).Write(large, cancellationToken);
        new LargeSource(Native, Seed, Columns, Rows, DicomStorage.ExplicitLittleEndian).Write(large, cancellationToken);
    }

    /// <summary>The first file of a kind below a folder.</summary>
    public static string First(string root, string pattern) => Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
}
