using System.CommandLine;
using VividMed.Cli.Configuration;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.CommandOptions;

/// <summary>Which models of the models folder a run takes, and what their results may fill.</summary>
internal sealed class ModelOptions
{
    private const string None = "none";
    private const long BytesOfGb = 1_000_000_000;

    private static readonly SynthesisOptions Defaults = new();

    private readonly Option<string?> _detector = Model("--detector", KnownSettings.Detector);
    private readonly Option<string?> _segmenter = Model("--segmenter", KnownSettings.Segmenter);
    private readonly Option<string?> _mrSegmenter = Model("--mr-segmenter", KnownSettings.MrSegmenter);
    private readonly Option<string?> _radiographSegmenter = Model("--radiograph-segmenter", KnownSettings.RadiographSegmenter);

    private readonly Option<int?> _cacheLimit = NumberOptions.Limit(
        "--cache-limit-gb", KnownSettings.CacheLimitGb.Meaning, static () => Settings.Current.Count(KnownSettings.CacheLimitGb));

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_detector, _segmenter, _mrSegmenter, _radiographSegmenter, _cacheLimit]) command.Options.Add(option);
    }

    public SynthesisOptions Apply(SynthesisOptions options, ParseResult parsed)
    {
        var detector = parsed.GetRequiredValue(_detector)!;
        var anatomy = parsed.GetValue(_radiographSegmenter) ?? (detector == Defaults.Detector ? SynthesisOptions.MiniatureAnatomy : None);
        return options with
        {
            Detector = detector,
            Segmenter = parsed.GetRequiredValue(_segmenter)!,
            MrSegmenter = parsed.GetRequiredValue(_mrSegmenter)!,
            RadiographSegmenter = anatomy == None ? "" : anatomy,
            CacheLimitBytes = parsed.GetValue(_cacheLimit) * BytesOfGb,
        };
    }

    private static Option<string?> Model(string name, Setting setting) =>
        new(name) { Description = setting.Meaning, DefaultValueFactory = _ => Settings.Current[setting] };
}
