using VividMed.Exports.Coordinates;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Exports.Tokens;
using VividMed.Shards.Versions;

namespace VividMed.Exports.Families;

/// <summary>Exchanges of pictures, question and answer in a trainer's own lines, with the pictures beside them.</summary>
internal sealed class ConversationFamily : ExportFamily
{
    private readonly GroundingStyle _style;
    private readonly TokenRule _tokens;
    private readonly FamilyOptions _options;
    private readonly DeniedChoice _denied;
    private readonly LineMaker _maker;
    private readonly Func<DatasetManifest, IReadOnlyList<FinishedGroup>, IEnumerable<(string Name, byte[] Content)>>? _beside;

    /// <param name="beside">Files that stand once, such as a list of the others that a trainer asks for.</param>
    public ConversationFamily(
        string name, GroundingStyle style, LineFormat format, TokenRule tokens, FamilyOptions options, PictureRules? pictures = null,
        Func<DatasetManifest, IReadOnlyList<FinishedGroup>, IEnumerable<(string Name, byte[] Content)>>? beside = null)
    {
        (Name, _style, Format, _tokens, _options, _beside) = (name, style, format, tokens, options, beside);
        Pictures = pictures ?? options.Pictures;
        _denied = new DeniedChoice(options.Negatives);
        _maker = new LineMaker(style, options.Tasks, options.Filter, _denied.Keeps);
    }

    public override string Name { get; }

    public override CoordinateForm Coordinates => _style.Form;

    public override TokenRule Tokens => _tokens;

    /// <summary>Most pictures of a line; a line with more is left out.</summary>
    public int MostPictures { get; init; } = int.MaxValue;

    internal LineFormat Format { get; }

    internal override PictureRules Pictures { get; }

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        var left = new List<LeftOut>();
        foreach (var line in _maker.Make(sample))
        {
            Format.Check(line);
            if (line.Pictures.Count > MostPictures)
            {
                left.Add(new(line.Id, sample.Sample.Id, "too-many-pictures", $"{line.Pictures.Count} pictures where the trainer takes {MostPictures}"));
                continue;
            }

            if (ExcessOf(line) is { } tokens)
            {
                left.Add(new(line.Id, sample.Sample.Id, "too-many-tokens", $"{tokens} tokens by the estimate, more than {Limit}"));
                continue;
            }

            if (line.IsDenied)
            {
                _denied.AddDenied(line.Id);
                continue;
            }

            counts.Add($"lines: {line.Task.ToString().ToLowerInvariant()}");
            if (line.Task == ExportTask.Locate) _denied.AddLocated(1);
        }

        return left;
    }

    internal override void Settle(ExportCounts counts)
    {
        _denied.Settle();
        counts.Add("lines: denied", _denied.Kept);
        counts.Add("denied phrases to choose from", _denied.Available);
    }

    /// <summary>The lines of a sample that are written.</summary>
    internal IEnumerable<ExportLine> LinesOf(ExportSample sample) => _maker.Make(sample).Where(line => line.Pictures.Count <= MostPictures && ExcessOf(line) is null);

    internal override GroupWriter Open(ExportFolder folder, string group) => new ConversationGroup(this, folder, group);

    internal override async Task<IReadOnlyList<ExportFile>> FinishAsync(
        ExportFolder folder, DatasetManifest version, IReadOnlyList<FinishedGroup> groups, CancellationToken cancellationToken)
    {
        var files = new List<ExportFile>();
        foreach (var (name, content) in _beside?.Invoke(version, groups) ?? []) files.Add(await folder.WriteAsync(name, content, cancellationToken));
        return files;
    }

    private int Limit => _options.MaxTokens ?? _tokens.Most;

    private long? ExcessOf(ExportLine line) =>
        _tokens.Estimate(line.Pictures.Select(static picture => picture.Size), [line.Question, line.Answer, .. line.Refs]) is var tokens && tokens > Limit ? tokens : null;
}
