using System.Text;
using System.Text.Json;
using VividMed.Storage.Streams;

namespace VividMed.Exports.Output;

/// <summary>
/// What a going export has finished: a line for the plan, then one a group, appended when all of its files have their names. A torn last
/// line is what a killed export leaves, and is passed over.
/// </summary>
internal sealed class ExportJournal
{
    private const string Name = "export.journal";
    private const string Manifest = "manifest.json";

    private readonly ExportFolder _folder;
    private readonly Dictionary<string, IReadOnlyList<ExportFile>> _done = new(StringComparer.Ordinal);

    private ExportJournal(ExportFolder folder) => _folder = folder;

    private string Path => _folder.PathOf(Name);

    /// <summary>The journal of this plan, begun or gone on with.</summary>
    /// <exception cref="ExportException"><c>other-export</c>: the folder holds another export that has not ended.</exception>
    public static async Task<ExportJournal> OpenAsync(ExportFolder folder, string plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Root);
        var journal = new ExportJournal(folder);
        var lines = File.Exists(journal.Path) ? await File.ReadAllLinesAsync(journal.Path, cancellationToken) : [];
        if (lines.Length > 0 && lines[0] != plan)
        {
            throw new ExportException("other-export", $"{folder.Root} holds another export that has not ended: give another --out, or delete that folder.");
        }

        // A manifest that is there is this export's own, or the export would not have come this far.
        var begun = lines.Length > 0 || File.Exists(folder.PathOf(Manifest));
        if (!begun && Directory.EnumerateFileSystemEntries(folder.Root).Any(static entry => !entry.EndsWith(ExportFolder.Unfinished, StringComparison.Ordinal)))
        {
            throw new ExportException("other-export", $"{folder.Root} holds files that are no part of this export: give --out a folder that is new, empty or of its own.");
        }

        foreach (var line in lines.Skip(1))
        {
            if (TryParse(line) is { } group && await IsWholeAsync(folder, group.Files, cancellationToken)) journal._done[group.Name] = group.Files;
        }

        // Written anew: what a torn line would be joined to is gone.
        var text = new StringBuilder(plan).Append('\n');
        foreach (var (name, files) in journal._done) text.Append(JsonSerializer.Serialize(new DoneGroup(name, files), ExportJson.Line)).Append('\n');
        await folder.WriteAsync(Name, Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        return journal;
    }

    /// <summary>The files of a group that an export before this one has done, or null.</summary>
    public IReadOnlyList<ExportFile>? Find(string group) => _done.GetValueOrDefault(group);

    /// <summary>What is added is not found again: that is for the next one to open the journal.</summary>
    public async Task AddAsync(string group, IReadOnlyList<ExportFile> files, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(Path, JsonSerializer.Serialize(new DoneGroup(group, files), ExportJson.Line) + "\n", cancellationToken);
    }

    public void Delete() => File.Delete(Path);

    private static DoneGroup? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<DoneGroup>(line, ExportJson.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<bool> IsWholeAsync(ExportFolder folder, IReadOnlyList<ExportFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var path = folder.PathOf(file.Name);
            if (file.Name.EndsWith('/'))
            {
                if (!Directory.Exists(path)) return false;
                var there = new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
                if (there.Count != file.Files || there.Sum(static one => one.Length) != file.Bytes) return false;
                continue;
            }

            if (!File.Exists(path)) return false;
            await using var content = File.OpenRead(path);
            if (content.Length != file.Bytes || await Sha256.OfAsync(content, cancellationToken) != file.Sha256) return false;
        }

        return true;
    }

    private sealed record DoneGroup(string Name, IReadOnlyList<ExportFile> Files);
}
