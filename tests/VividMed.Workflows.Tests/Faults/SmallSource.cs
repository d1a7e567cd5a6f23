using VividMed.Imaging;
using VividMed.Imaging.Png;

namespace VividMed.Workflows.Tests.Faults;

/// <summary>A dataset of own radiographs, each of a few pixels, that can be edited study by study. Files look as if written long ago.</summary>
internal sealed class SmallSource(string root)
{
    private static readonly string[] Findings =
    [
        "Small left pleural effusion.", "No pneumothorax.", "Right lower lobe consolidation.", "The heart is enlarged.", "Lungs are clear.",
        "A nodule in the right upper lobe.", "Possible atelectasis at the left base.", "Previously seen effusion has resolved.",
    ];

    private readonly SortedDictionary<int, string> _reports = [];
    private int _edits;

    public int Count => _reports.Count;

    public void Add(int study)
    {
        _reports[study] = $"FINDINGS: {Findings[study % Findings.Length]} {Findings[(study * 5) % Findings.Length]}";
        Directory.CreateDirectory(Path.Combine(root, "images"));
        WriteImage(study, broken: false);
        WriteTables();
    }

    public void Remove(int study)
    {
        _reports.Remove(study);
        WriteTables();
    }

    public void EditReport(int study)
    {
        _reports[study] += $" {Findings[++_edits % Findings.Length]}";
        WriteTables();
    }

    public void EditImage(int study, bool broken)
    {
        _edits++;
        WriteImage(study, broken);
    }

    private void WriteImage(int study, bool broken)
    {
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, new GrayImage(8, 8, [.. Enumerable.Range(0, 64).Select(i => (byte)((study * 31) + (i * 3) + _edits))]));
        var content = png.ToArray();
        WriteOld(Path.Combine(root, "images", $"{study}.png"), broken ? content[..(content.Length / 2)] : content);
    }

    private void WriteTables()
    {
        WriteOld(Path.Combine(root, "images.csv"), Lines("study_id,patient_id,path,split", study => $"s{study:D3},p{study:D3},images/{study}.png,{(study % 4 == 0 ? "test" : "train")}"));
        WriteOld(Path.Combine(root, "reports.csv"), Lines("study_id,report", study => $"s{study:D3},\"{_reports[study]}\""));
    }

    private byte[] Lines(string header, Func<int, string> line) =>
        System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _reports.Keys.Select(line).Prepend(header)) + "\n");

    /// <summary>Every edit has a time of its own, so that none is missed.</summary>
    private void WriteOld(string file, byte[] content)
    {
        File.WriteAllBytes(file, content);
        File.SetLastWriteTimeUtc(file, new DateTime(2021, 1, 1, 0, 0, _edits % 60, DateTimeKind.Utc).AddMinutes(_edits / 60));
    }
}
