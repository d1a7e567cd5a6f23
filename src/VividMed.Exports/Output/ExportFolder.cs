namespace VividMed.Exports.Output;

/// <summary>The folder that an export goes to. Files get their names when they are whole.</summary>
internal sealed class ExportFolder(string root)
{
    /// <summary>What is not whole yet ends with this.</summary>
    public const string Unfinished = ".part";

    public string Root { get; } = Path.GetFullPath(root);

    public string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));

    public AtomicFile Create(string name)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new AtomicFile(name, path);
    }

    public async Task<ExportFile> WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var file = Create(name);
        await file.Content.WriteAsync(content, cancellationToken);
        return await file.CommitAsync(cancellationToken);
    }

    /// <summary>Deletes what a killed export left unfinished.</summary>
    public void ClearUnfinished()
    {
        if (!Directory.Exists(Root)) return;
        foreach (var file in Directory.EnumerateFiles(Root, "*" + Unfinished, SearchOption.AllDirectories).ToList()) File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(Root, "*" + Unfinished, SearchOption.AllDirectories).ToList()) Directory.Delete(folder, recursive: true);
    }
}
