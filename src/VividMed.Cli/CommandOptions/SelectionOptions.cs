using System.CommandLine;
using VividMed.Cli.Output;
using VividMed.Datasets.Selection;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.CommandOptions;

/// <summary>Which studies and images of a dataset to take: the same options for plan and run.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string?> _ids = new("--ids") { Description = "Text file with one study id a line; only these are taken" };
    private readonly Option<string[]> _splits = Words("--split", "train, validate, test, or several with commas; default all");
    private readonly Option<string[]> _views = Words("--view", "Radiographs: frontal, lateral, any, or view positions such as PA,LL; default frontal (PA and AP)");
    private readonly Option<int?> _limit = NumberOptions.Limit("--limit", "Take at most so many studies");
    private readonly Option<bool> _all = new("--all-reconstructions") { Description = "CT: take every reconstruction of a scan, not the first only" };

    public SelectionOptions()
    {
        _splits.Validators.Add(result =>
        {
            foreach (var word in Split(result.Tokens.Select(token => token.Value)).Where(word => SplitNames.Parse(word) is null))
            {
                result.AddError(ChoiceOptions.Refusal("--split", ["train", "validate", "test"], word));
            }

        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_ids, _splits, _views, _limit, _all]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            // One's own tables may call views what they like; whether any image has them shows when they are read.
            if (result.GetValue<string>("--dataset") != "mimic-cxr") return;
            foreach (var word in Split(result.GetValue(_views) ?? []).Where(static word => !ViewNames.IsKnown(word)))
            {
                result.AddError($"'{word}' is no view of MIMIC-CXR: --view takes {string.Join(", ", ViewNames.All)}");
            }

        });
    }

    public SynthesisRequest Apply(SynthesisRequest request, ParseResult parsed)
    {
        var ids = parsed.GetValue(_ids);
        if (ids is not null && !File.Exists(ids)) throw new CliException($"{Missing.File(ids)}; --ids takes a text file with one study id a line") { Code = "file-missing" };
        return request with
        {
            IdsFile = ids is null ? null : Path.GetFullPath(ids),
            Splits = [.. Split(parsed.GetValue(_splits) ?? []).Select(word => SplitNames.Parse(word)!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Views = [.. Split(parsed.GetValue(_views) ?? []).Select(word => word.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Limit = parsed.GetValue(_limit),
            AllReconstructions = parsed.GetValue(_all),
        };
    }

    private static Option<string[]> Words(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    private static IEnumerable<string> Split(IEnumerable<string> values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
