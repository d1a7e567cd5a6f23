using System.CommandLine;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>Which models of the models folder a run takes, and what their results may fill.</summary>
internal sealed class ModelOptions
{
    private const string None = "none";
    private const long BytesOfGb = 1_000_000_000;

    private static readonly SynthesisOptions Defaults = new();

    private readonly Option<string> _detector = new("--detector") { Description = "Model that finds and boxes findings on radiographs", DefaultValueFactory = _ => Defaults.Detector };
    private readonly Option<string> _segmenter = new("--segmenter") { Description = "Model that outlines structures and findings in volumes", DefaultValueFactory = _ => Defaults.Segmenter };
    private readonly Option<string?> _radiographSegmenter = new("--radiograph-segmenter")
    {
        Description = $"Model that outlines anatomy on radiographs, or {None}; without it {SynthesisOptions.MiniatureAnatomy} where the detector is {Defaults.Detector}, else {None}",
    };

    private readonly Option<int?> _cacheLimit = new("--cache-limit-gb") { Description = "What the cache of model results may grow to, in 10^9 bytes; the longest unused go first. Default: no limit" };

    public ModelOptions() => _cacheLimit.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() < 1) result.AddError("--cache-limit-gb must be 1 or more");
    });

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_detector, _segmenter, _radiographSegmenter, _cacheLimit]) command.Options.Add(option);
    }

    public SynthesisOptions Apply(SynthesisOptions options, ParseResult parsed)
    {
        var detector = parsed.GetRequiredValue(_detector);
        var anatomy = parsed.GetValue(_radiographSegmenter) ?? (detector == Defaults.Detector ? SynthesisOptions.MiniatureAnatomy : None);
        return options with
        {
            Detector = detector,
            Segmenter = parsed.GetRequiredValue(_segmenter),
            RadiographSegmenter = anatomy == None ? "" : anatomy,
            CacheLimitBytes = parsed.GetValue(_cacheLimit) * BytesOfGb,
        };
    }
}
