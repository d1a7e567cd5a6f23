using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Shards.Versions;

namespace VividMed.Cli.Commands;

/// <summary>vividmed review study: whether drafts, and drafts tied to regions, help readers: a pack to find out, and its analysis.</summary>
internal static class ReviewStudyCommand
{
    private static readonly ReadingPlan Plan = new();
    private static readonly ReadingAssumptions Assumed = new();
    private static readonly SimulatedHabits Habits = new();

    public static Command Create() => new(
        "study", "A reader study: a folder that readers answer in three arms (no draft, draft, grounded draft) with planted errors, and its analysis")
    {
        Make(), Analyze(), Simulate(),
    };

    private static Command Make()
    {
        var (shards, version, seed) = (ShardsCommand.Shards(), NumberOptions.Version("Number of a version; the newest without it"), NumberOptions.Seed(Plan.Seed));
        var split = new Option<string?>("--split") { Description = "Only studies of this split" };
        var cases = NumberOptions.Count("--cases", Plan.Cases, $"Cases, of one patient each; a multiple of {WilliamsDesign.Block}", least: WilliamsDesign.Block, most: 10_000);
        var readers = NumberOptions.Count("--readers", Plan.Readers, "Readers; with a multiple of three each case is read in each arm equally often in each period", least: 2, most: 100);
        var faulty = NumberOptions.Share("--faulty", "The share of drafts, 0 to 1, with planted errors", Plan.Faulty);
        var errors = NumberOptions.Count("--errors", Plan.ErrorsPerCase, "The most errors in such a draft", least: 1, most: 6);
        var washout = NumberOptions.Count("--washout-days", Plan.WashoutDays, "Days between two periods");
        var from = NumberOptions.Chance("--catch-from", "Of the power: the catch rate with a draft, between 0 and 1", Assumed.CatchFrom);
        var to = NumberOptions.Chance("--catch-to", "Of the power: that with a grounded draft", Assumed.CatchTo);
        var ratio = NumberOptions.Amount("--time-ratio", "Of the power: how long a case takes in one arm, as a share of the other", Assumed.TimeRatio);
        var folder = CommonOptions.Out("The study's folder, new or empty");
        var command = new Command("make", "Draw cases, plant errors, and write worklists, pages and the sealed key") { shards, version, split, cases, readers, faulty, errors, washout, from, to, ratio, seed, folder };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            Nesting.RefuseInStore(parsed.GetRequiredValue(folder), parsed.GetStore(shards));
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken);
            var plan = new ReadingPlan
            {
                Cases = parsed.GetValue(cases), Readers = parsed.GetValue(readers), Faulty = parsed.GetValue(faulty), ErrorsPerCase = parsed.GetValue(errors),
                WashoutDays = parsed.GetValue(washout), Seed = parsed.GetValue(seed),
            };
            var assumed = Assumed with { CatchFrom = parsed.GetValue(from), CatchTo = parsed.GetValue(to), TimeRatio = parsed.GetValue(ratio) };
            var design = await ReadingSource.MakeAsync(store, number, parsed.GetValue(split), plan, assumed, parsed.GetRequiredValue(folder), cancellationToken);
            ReadingTable.Write(design, assumed);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Analyze()
    {
        var (folder, output, models) = (Folder(), CommonOptions.Output(), CommonOptions.Models());
        var answers = new Argument<string[]>("answers") { Description = "What the readers' pages saved (.json), any number of them", Arity = ArgumentArity.OneOrMore };
        var command = new Command("analyze", "Catch rates, false alarms, times and agreement by arm with intervals, arms compared by paired tests, and what that leaves out") { folder, answers, output, models };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var taxonomy = ModelFolders.Taxonomies(parsed.GetRequiredValue(models));
            var scorer = new ReadingScorer(new ReportTaggers(taxonomy, ReportLanguage.OfFolder(parsed.GetRequiredValue(models))));
            var analysis = ReadingSource.Analyze(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(answers), scorer);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(analysis);
            else ReadingTable.Write(analysis);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Simulate()
    {
        var (folder, seed) = (Folder(), NumberOptions.Seed(1));
        var into = CommonOptions.Out("Where the files of answers go");
        var draft = NumberOptions.Chance("--catch-draft", "The chance, between 0 and 1, that an error in a draft is caught", Habits.CatchDraft);
        var grounded = NumberOptions.Chance("--catch-grounded", "The same of a grounded draft", Habits.CatchGrounded);
        var none = NumberOptions.Amount("--seconds-none", "Seconds for a case without a draft", Habits.SecondsNone);
        var withDraft = NumberOptions.Amount("--seconds-draft", "Seconds with a draft", Habits.SecondsDraft);
        var withGrounded = NumberOptions.Amount("--seconds-grounded", "Seconds with a grounded draft", Habits.SecondsGrounded);
        var command = new Command("simulate", "Answer a study by its key with stated chances, to try the way; it looks at no image and is no reader") { folder, into, draft, grounded, none, withDraft, withGrounded, seed };
        CliAction.Set(command, (parsed, _) =>
        {
            var habits = Habits with
            {
                CatchDraft = parsed.GetValue(draft),
                CatchGrounded = parsed.GetValue(grounded),
                SecondsNone = parsed.GetValue(none),
                SecondsDraft = parsed.GetValue(withDraft),
                SecondsGrounded = parsed.GetValue(withGrounded),
            };
            var files = ReadingSource.Simulate(parsed.GetRequiredValue(folder), new SimulatedReader(habits, parsed.GetValue(seed)), parsed.GetRequiredValue(into));
            Console.Out.WriteLine($"{files} files of answers; a program made them up, no reader has read");
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Argument<string> Folder() => new("folder") { Description = "What 'review study make' wrote" };
}
