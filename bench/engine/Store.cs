namespace VividMed.Bench.Engine;

/// <summary>Where the hub under measurement keeps its state: a new SQLite file.</summary>
internal sealed class Store : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;

    public string DatabasePath => Path.Combine(_folder, "hub.db");

    public long Bytes => Directory.EnumerateFiles(_folder).Sum(file => new FileInfo(file).Length);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
