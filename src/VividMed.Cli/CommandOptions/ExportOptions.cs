using System.CommandLine;
using System.Globalization;
using VividMed.Cli.Output;
using VividMed.Datasets.Selection;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Families;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Grounding;
using VividMed.Imaging.Overlays;
using VividMed.Taxonomy;

namespace VividMed.Cli.CommandOptions;

/// <summary>What part of a version is handed over, and how.</summary>
internal sealed class ExportOptions
{
    public const string Target = "--target";

    private static readonly Dictionary<string, OverlayWindow> Windows = new(StringComparer.Ordinal)
    {
        ["lung"] = OverlayWindow.Lung, ["mediastinum"] = OverlayWindow.Mediastinum, ["bone"] = OverlayWindow.Bone,
    };

    private readonly Option<string[]> _splits = Words("--split", "train, validate, test, or several with commas; default all");
    private readonly Option<string?> _modality = Choice("--modality", "CXR, CT or MR; default all", [.. Modalities.Codes]);
    private readonly Option<string[]> _targets = Words(Target, "Taxonomy ids, several with commas: only phrases of these are grounded or denied, and only samples with one take part");
    private readonly Option<string?> _grade = Choice("--grade", "Least grade of every region of a phrase: A, B or C; default C", "A", "B", "C");
    private readonly Option<double?> _confidence = NumberOptions.OptionalShare("--confidence", "Least confidence of a grounded phrase, 0 to 1");
    private readonly Option<string?> _ids = new("--ids") { Description = "Text file with one study id a line; only these take part, such as those that people have looked at" };
    private readonly Option<string[]> _tasks = Words("--tasks", "What lines ask for: report, locate, question, or several with commas; default all");
    private readonly Option<string?> _negatives = new("--negatives") { Description = "Share of denied phrases among all that are asked for, 0 to 1, or all of them: all", DefaultValueFactory = _ => Number(FamilyOptions.DefaultNegatives) };
    private readonly Option<int?> _resize = NumberOptions.Limit("--resize", "Make pictures smaller, to so many pixels on the longer side; boxes follow");
    private readonly Option<int?> _tokens = NumberOptions.Limit("--max-tokens", "Leave out lines that are longer by the family's estimate; default by family");
    private readonly Option<int?> _least = NumberOptions.Limit("--min-pixels", "qwen2.5-vl: the processor's own limit; give the trainer the same", () => SmartResize.Published.MinPixels);
    private readonly Option<int?> _most = NumberOptions.Limit("--max-pixels", "qwen2.5-vl: the processor's own limit; give the trainer the same", () => SmartResize.Published.MaxPixels);
    private readonly Option<bool> _noPad = new("--no-pad") { Description = "llava: the trainer does not pad pictures to squares (image_aspect_ratio other than pad)" };
    private readonly Option<bool> _pixels = new("--qwen-pixels") { Description = "llama-factory: pixels after Qwen2.5-VL's resize in place of thousandths" };
    private readonly Option<string?> _plane = Choice("--plane", "Slices of volumes: axial (default), coronal or sagittal", "axial", "coronal", "sagittal");
    private readonly Option<string?> _window = Choice("--window", "Shades of slices: lung (default), mediastinum or bone", [.. Windows.Keys]);
    private readonly Option<int?> _slices = NumberOptions.Limit("--slices", "At most so many slices of a volume", () => new PictureRules().MostSlices);

    public ExportOptions()
    {
        Check(_splits, static word => SplitNames.Parse(word) is not null, "train, validate, test");
        Check(_tasks, static word => Task(word) is not null, "report, locate, question");
        _negatives.Validators.Add(static result =>
        {
            if (result.Tokens is [.., var last] && last.Value != "all" && !IsPart(last.Value)) result.AddError($"--negatives takes a number from 0 to 1, or all, not '{last.Value}'");
        });
    }

    public void AddTo(Command command)
    {
        Option[] all = [_splits, _modality, _targets, _grade, _confidence, _ids, _tasks, _negatives, _resize, _tokens, _least, _most, _noPad, _pixels, _plane, _window, _slices];
        foreach (var option in all) command.Options.Add(option);
    }

    public FamilyOptions From(ParseResult parsed, string? storeFolder) => new()
    {
        Filter = new ExportFilter
        {
            Splits = [.. Split(parsed.GetValue(_splits)).Select(static word => SplitNames.Parse(word)!).Distinct(StringComparer.Ordinal)],
            Modality = Modalities.Find(parsed.GetValue(_modality)),
            Targets = [.. Split(parsed.GetValue(_targets)).Distinct(StringComparer.Ordinal)],
            Grade = parsed.GetValue(_grade) is { } grade ? Enum.Parse<Grade>(grade) : null,
            Confidence = parsed.GetValue(_confidence),
            Ids = parsed.GetValue(_ids) is { } file ? ReadIds(file) : null,
        },
        Tasks = Split(parsed.GetValue(_tasks)).Select(static word => Task(word)!.Value).ToHashSet() is { Count: > 0 } tasks ? tasks : new FamilyOptions().Tasks,
        Negatives = parsed.GetValue(_negatives) is { } share and not "all" ? double.Parse(share, CultureInfo.InvariantCulture) : null,
        MaxTokens = parsed.GetValue(_tokens),
        Resize = new SmartResize(parsed.GetValue(_least)!.Value, parsed.GetValue(_most)!.Value),
        TrainerPads = !parsed.GetValue(_noPad),
        ResizedPixels = parsed.GetValue(_pixels),
        StoreFolder = storeFolder,
        Pictures = new PictureRules
        {
            Longest = parsed.GetValue(_resize),
            Plane = parsed.GetValue(_plane) is { } plane ? Enum.Parse<ExportPlane>(plane, ignoreCase: true) : ExportPlane.Axial,
            Window = parsed.GetValue(_window) is { } window ? Windows[window] : OverlayWindow.Lung,
            MostSlices = parsed.GetValue(_slices)!.Value,
        },
    };

    private static HashSet<string> ReadIds(string file) => File.Exists(file)
        ? File.ReadLines(file).Select(static line => line.Trim()).Where(static line => line.Length > 0).ToHashSet(StringComparer.Ordinal)
        : throw new CliException($"{Missing.File(file)}; --ids takes a text file with one study id a line") { Code = "file-missing" };

    private static ExportTask? Task(string word) => Enum.TryParse<ExportTask>(word, ignoreCase: true, out var task) && !char.IsAsciiDigit(word[0]) ? task : null;

    private static Option<string[]> Words(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    private static Option<string?> Choice(string name, string description, params string[] words) =>
        new Option<string?>(name) { Description = description }.Accepting(words);

    private static void Check(Option<string[]> option, Func<string, bool> accepts, string words) => option.Validators.Add(result =>
    {
        foreach (var word in Split(result.Tokens.Select(static token => token.Value)).Where(word => !accepts(word))) result.AddError(ChoiceOptions.Refusal(option.Name, words.Split(", "), word));
    });

    private static bool IsPart(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1;

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Split(IEnumerable<string>? values) =>
        (values ?? []).SelectMany(static value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
